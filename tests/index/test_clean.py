"""Cleaning: site furniture and repeats go, prose stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import clean

LEAD = "The ferry to the northern islands sails again after repairs."
NEXT = "It carries many passengers and some cars."

CHARACTERS = [
    ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
    ("a\u00a0b\u202fc\u3000d", "a b c d"),
    ("co\u00adop \u200bzero\ufeff \u202eturn", "coop zero turn"),
    ("har\u00ad\nbour", "harbour"),
    ("nul\x00 bell\x07", "nul bell"),
    ("e\u0301", "\u00e9"),
    ("\ud800", "\ufffd"),
    ("\n\n a  \n\n\n\nb \t\n", "a\n\nb"),
    ("family 👩\u200d👧 stays", "family 👩\u200d👧 stays"),
]

FURNITURE = [
    "Advertisement", "ADVERTISEMENT", "Connect with us", "Our Partners", "All news", "Read more", "Read more »",
    "Related articles:", "Share", "Share this article", "Share on Facebook", "Facebook Twitter LinkedIn Email",
    "Share | Tweet | Print", "3 min read",
    "Sign up", "Subscribe now", "Sign up for our weekly newsletter", "Get the morning briefing in your inbox.",
    "Already a subscriber? Log in", "Story continues below advertisement", "Privacy Policy | Terms of Use | Contact us",
    "This site uses cookies. By continuing to browse you agree to our use of cookies.",
    "We use cookies to give you the best experience.", "© 2024 The Gazette. All rights reserved.", "続きを読む",
    "12 comments", "Editors’ picks",
    "Follow us on Facebook, Instagram and X", "Share on Facebook and Twitter", "- Advertisement -",
    "Enter your e-mail address", "Subscribe to our daily alerts", "Please enable JavaScript to view the comments.",
    "Click here to subscribe", "Unsubscribe at any time", "Join us on LinkedIn", "Scroll to continue with content",
]  # fmt: skip

PROSE = [
    "- Copy link\n- Enter your e-mail address and press Send\n- Share with the whole finance team before noon",
    "- Click here to revoke the link\n- Accept all cookies",
    "The following were blocked\n\n- Facebook, Instagram, Twitter",
    "The following were blocked:\n\nFacebook Instagram Twitter",
    "1. Copy link\n2. Sign up",
    " | Facebook | Instagram | YouTube\nKure | 3 | 4 | 5",
    "Facebook | Instagram | YouTube\n3 | 4 | 5",
    "Facebook, Instagram, Twitter",
    "This website uses cookies to count visits and asks for your consent before any is set.",
    "Sponsored by Senator Jane Smith",
    "Join us on 12 May 2025 at 6 pm in the town hall of Sasebo",
    "Share on Friday: the audit says 12 of 40 sites failed",
    "Share with the whole finance team before noon",
    "Enter your e-mail address and press Send",
    "Get the signed forms back in your inbox before noon",
    "Click here to revoke the link",
    "Under clause 4 the seller keeps all rights reserved",
    "More from this budget goes to Kure",
    "Subscribe to the port's alerts before 1 May to be told of closures",
    "Advertisement revenue fell by 3% in the quarter.",
    "Comments",
    "Facebook",
    "Politics",
    "See also",
    "We use cookies to keep the oven warm.",
    "Read more books, she told them.",
    "The newsletter went to 400 people, who were asked to subscribe.",
    "Follow the money",
    "Our partners in the north agreed to share the cost.",
    "- 240 passengers and 30 cars a day\n- 240 passengers and 30 cars a day",
    "| north | 3 | 4 | 5 | 6 | 7 |\n| north | 3 | 4 | 5 | 6 | 7 |",
    "No, no, no.\n\nNo, no, no.",
    "She said that\nread more\nwas not enough.",
]

REPEATS = [
    (f"Title\n\n{LEAD}\n\n{LEAD}\n\nMore.", f"Title\n\n{LEAD}\n\nMore."),
    (f"Title\n\n{LEAD} It rained.\n\n{LEAD} It rained.\n\nMore.", f"Title\n\n{LEAD} It rained.\n\nMore."),
    (f"Title\n\n{LEAD} !!!\n\nMore.", f"Title\n\n{LEAD} !!!\n\nMore."),
    (f"Title\n\n{LEAD[:-1]}\n\nBefore.\n\n{LEAD} It took a winter.", f"Title\n\nBefore.\n\n{LEAD} It took a winter."),
    (f"Title\n\n{LEAD}\n\n{LEAD} It was cold. {LEAD}", f"Title\n\n{LEAD} It was cold."),
    (
        f"Title\n\n{LEAD}\n\n{LEAD} It was cold.\n\n{NEXT}\n\nA boat.\n\n{LEAD}\n\n{NEXT}\n\nMore.",
        f"Title\n\n{LEAD} It was cold.\n\n{NEXT}\n\nA boat.\n\nMore.",
    ),
    (
        "Title\n\nThe ferry leaves the harbour of Kure\n\n"
        "Then the ferry leaves the harbour of Kure in May 2019. | AGENCY\n\nA.",
        "Title\n\nThen the ferry leaves the harbour of Kure in May 2019. | AGENCY\n\nA.",
    ),
    (
        "A title of more than six words\n\nA title of more than six words\n\nText.",
        "A title of more than six words\n\nText.",
    ),
    ("World & Politics\n\nFerry back\n\nText.", "Ferry back\n\nText."),
]

CARRIED = "The motion was carried by a unanimous vote."
DENIED = "A. I do not recall any such meeting at all."
KEPT_REPEATS = [
    f"Motion 1: to dredge the harbour.\n\n{CARRIED}\n\nMotion 2: to close the mill.\n\n{CARRIED}",
    f"Minutes\n\nMotion 1\n\n{CARRIED}\n\nMotion 2\n\nMr Sato spoke against it. {CARRIED}",
    f"Minutes\n\nMotion 1\n{CARRIED}\nMotion 2\n{CARRIED}\nMotion 3\n{CARRIED}",
    f"Q. Did you meet in May?\n\n{DENIED}\n\nQ. And in June?\n\n{DENIED}",
    f"Q. And in June?\n\n{DENIED}\n\n{DENIED}",
    "Status: not yet started, nobody has been named\n\nStatus: not yet started, nobody has been named",
    "Ledger\n\nfuel for the ferry to Kure 400 yen\n\nfuel for the ferry to Kure 400 yen",
    "Ledger\n\n" + "paid in full for fuel of the ferry\n" * 2 + "End.",
    "Ledger\n\npaid | in | full | for | the | ferry\n\npaid | in | full | for | the | ferry",
    "Title\n\nMr Sato said that no decision had been made. He was asked again in June."
    " Mr Sato said that no decision had been made.",
    f"{LEAD}\n\nHe denied it.\n\nHe denied that the ferry to the northern islands sails again after repairs.",
    f"{LEAD}\n\n" + "\n\n".join(f"Paragraph {n} of many." for n in range(12)) + f"\n\n{LEAD}",
    "The ban was lifted in May this year.\n\nThe ban was lifted in May this year by mistake.",
    "The price of the ticket rose by 3%.\n\nThe price of the ticket rose by 4%.",
    "Ferry back\n\nScience & Technology\n\nText.",
]


@pytest.mark.parametrize(("text", "expected"), CHARACTERS)
def test_odd_characters_become_plain_ones(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("line", FURNITURE)
def test_takes_out_the_furniture_of_a_site(line: str) -> None:
    assert clean(f"{LEAD}\n\n{line}\n\nIt rained.") == f"{LEAD}\n\nIt rained."


@pytest.mark.parametrize("text", PROSE)
def test_leaves_prose_that_looks_like_furniture(text: str) -> None:
    assert clean(f"Title\n\n{text}\n\nIt rained.") == f"Title\n\n{text}\n\nIt rained."


@pytest.mark.parametrize(("text", "expected"), REPEATS)
def test_keeps_once_what_was_printed_twice(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("text", KEPT_REPEATS)
def test_keeps_repeats_that_somebody_wrote(text: str) -> None:
    assert clean(text) == text


def test_a_text_of_furniture_alone_is_kept() -> None:
    assert clean("Advertisement\n\nRead more") == "Advertisement\n\nRead more"


@given(st.text(max_size=300))
def test_never_adds_a_character(text: str) -> None:
    plain = set(clean(text).split())
    assert "\x00" not in clean(text)
    assert all(part == part.strip() for part in plain)
    assert len(clean(text)) <= len(text) * 3


@given(
    st.lists(st.sampled_from([LEAD, LEAD[:-1], f"{LEAD} It rained.", "Advertisement", "Short line.", ""]), max_size=30)
)
def test_every_sentence_survives_once(lines: list[str]) -> None:
    cleaned = clean("\n\n".join(["Title", *lines]))
    assert ("The ferry" in cleaned) == any("The ferry" in line for line in lines)
    assert ("It rained." in cleaned) == any("It rained." in line for line in lines)


@pytest.mark.parametrize(
    "text",
    ["a" + " " * 300_000 + "b", "one two three four five six\n" * 20_000, "\n" * 300_000 + "a", "a\u00ad " * 99_000],
)
def test_hostile_text_does_not_hang(text: str) -> None:
    started = time.perf_counter()
    assert clean(text)
    assert time.perf_counter() - started < 8
