"""Paragraphs of a page that are its site's, though it does not mark them so."""

import pytest

from index.load import load_bytes
from index.loaders.web.boilerplate import is_furniture
from tests.index.samples import FERRY, page

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


@pytest.mark.parametrize("line", FURNITURE)
def test_a_paragraph_that_is_a_sites_is_taken_out_of_a_page(line: str) -> None:
    assert line not in load_bytes(page([*FERRY, line, *FERRY[::-1]]), "a.html").text


@pytest.mark.parametrize("text", PROSE)
def test_prose_that_looks_like_a_sites_stays(text: str) -> None:
    assert not is_furniture(text, "The title")


def test_what_a_colon_announces_stays() -> None:
    assert not is_furniture("Facebook, Instagram, Twitter", "The following were blocked:")


def test_a_path_through_the_site_stands_at_the_top() -> None:
    assert is_furniture("World & Politics", "")
    assert not is_furniture("World & Politics", "The title")


def test_a_page_of_such_paragraphs_alone_is_kept() -> None:
    assert load_bytes(page(["Advertisement", "Read more"]), "a.html").text == "Advertisement\n\nRead more"
