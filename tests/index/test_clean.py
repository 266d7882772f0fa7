"""Cleaning: odd characters and repeats go, whatever is said stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import clean

LEAD = "The ferry to the northern islands sails again after repairs."
NEXT = "It carries many passengers and some cars."

CHARACTERS = [
    ("The oﬃce of Muﬀett & Stöﬄe, ﬁrst ﬂoor, ﬆ.", "The office of Muffett & Stöffle, first floor, st."),
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

HEADINGS = [
    "Advertisement",
    "Connect with us",
    "Most read",
    "Our partners",
    "Share",
    "Comments",
    "Read more",
    "続きを読む",
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


@pytest.mark.parametrize("line", HEADINGS)
@pytest.mark.parametrize(
    "form", ["Title\n\n{}\n\nIt rained.", "# Title\n\n## {}\n\n- It rained.", "Town\n{}\nValue\n\nKure\n7"]
)
def test_takes_no_line_out_by_its_words(form: str, line: str) -> None:
    assert clean(form.format(line)) == form.format(line)


@pytest.mark.parametrize(("text", "expected"), REPEATS)
def test_keeps_once_what_was_printed_twice(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("text", KEPT_REPEATS)
def test_keeps_repeats_that_somebody_wrote(text: str) -> None:
    assert clean(text) == text


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


@pytest.mark.parametrize("line", ["10.10 pm – Power is back in Ness", "Version 2.5 of the plan was adopted today"])
def test_a_point_within_a_line_does_not_make_it_its_own_copy(line: str) -> None:
    text = f"Storm over Ness\n\n{line}\n\nThe grid company says so."
    assert clean(text) == text
