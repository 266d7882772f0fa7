"""Pages of the web: what is the article's stays, in the form in which a reader sees it; what is the site's goes."""

from datetime import date

import pytest

from index.load import load_bytes
from index.loaders.html import read_html
from index.loaders.types import Extract
from tests.index.samples import FERRY

PROSE = f"<h1>Ferry back</h1><p>{' '.join(FERRY)}</p><p>{' '.join(FERRY[::-1])}</p>"


def read(inner: str, *, head: str = "", around: str = "<article>{}</article>") -> Extract:
    page = f"<html><head>{head}</head><body>{around.format(PROSE + inner + f'<p>{FERRY[1]}</p>')}</body></html>"
    return read_html(page.encode(), "a.html")


BLOCKS = [
    ("<aside class=factbox><h3>The boat</h3><p>It is 41 m long.</p></aside>", "The boat\n\nIt is 41 m long."),
    ("<figure><img alt=x><figcaption>The quay. Photo: A. Sato</figcaption></figure>", "The quay. Photo: A. Sato"),
    ("<blockquote>We hoped.<footer>— <cite>Mia Ono</cite>, mayor</footer></blockquote>", "Mia Ono, mayor: “We hoped.”"),
    ("<figure><blockquote>We hoped.</blockquote><figcaption>Mia Ono</figcaption></figure>", "Mia Ono: “We hoped.”"),
    ("<blockquote><p>We.</p><p>Hoped.</p><p>– Mia Ono</p></blockquote>", "Mia Ono: “We.\n\nHoped.”"),
    ("<blockquote>“We hoped.”</blockquote>", "“We hoped.”"),
    ("<p>She said <q>no</q>.</p>", "She said “no”."),
    ("<ol start=3><li>oil<li>tar<ul><li>pitch</ul></ol>", "3. oil\n4. tar\n  - pitch"),
    ("<ol type=a><li>oil<li>tar</ol>", "a. oil\nb. tar"),
    ("<dl><dt>Berth</dt><dd>a place</dd><dt>Quay</dt><dd>a wall</dd></dl>", "- Berth: a place\n- Quay: a wall"),
    ("<p>5<sup>3</sup> t, 1<sup>st</sup>, 10 m<sup>2</sup>, H<sub>2</sub>O</p>", "5³ t, 1st, 10 m², H2O"),
    ("<p>For <s>2</s> <del>3</del> <i style='text-decoration: line-through'>4</i> 5 yen.</p>", "For 5 yen."),
    ("<p>Seen <time datetime='2025-03-04T21:40'>2 hours ago</time>.</p>", "Seen 4 March 2025, 21:40 (2 hours ago)."),
    ("<p>one<br>two<br><br>three</p>", "one\ntwo\n\nthree"),
    ("<pre>a  b\n  c</pre>", "a  b\n  c"),
    ("<details><summary>More</summary><p>It rained.</p></details>", "More\n\nIt rained."),
    ("<p hidden>Never shown.</p><p style='display:none'>Nor this.</p><script>x</script>", ""),
    ("<p>Kept: <ruby>港<rt>みなと</rt></ruby></p>", "Kept: 港"),
    ("<span class=time>21:40</span><span class=what>Fog</span>", "21:40 Fog"),
]  # fmt: skip

TABLES = [
    (
        "<table><caption>Fares</caption><tr><th>From<th>Adults<th>Cars</tr>"
        "<tr><td rowspan=2>Kure<ul><li>by day</ul><td>7<td>20<tr><td colspan=2>half on Sunday</table>",
        "Fares:\n- From: Kure, by day; Adults: 7; Cars: 20\n- From: Kure, by day; Adults / Cars: half on Sunday",
    ),
    (
        "<table><thead><tr><th rowspan=2>Port<th colspan=2>Boats<tr><th>2020<th>2021<tbody>"
        "<tr><th>Kure<td>7<td>8<tr><th colspan=3>North<tr><th>Ude<td>1<td></table>",
        "- Port: Kure; Boats, 2020: 7; Boats, 2021: 8\n- North\n- North; Port: Ude; Boats, 2020: 1",
    ),
    ("<table><tr><th>Length<td>41 m<tr><th>Crew<td>9</table>", "- Length: 41 m\n- Crew: 9"),
    ("<table><tr><td>Port<td>Boats<tr><td>Kure<td>7</table>", "- Port: Kure; Boats: 7"),
    ("<table><tr><td>Kure<td>Ude</table>", "- Kure | Ude"),
    ("<table><tr><td><p>One.</p><td><table><tr><td>Two.</table></table>", "One.\n\nTwo."),
    ("<table><tr><th>Port<th>Boats<tr><td>Kure<td>7<tr><th>Port<th>Cars<tr><td>Ude<td>3</table>",
     "- Port: Kure; Boats: 7\n- Port: Ude; Cars: 3"),
    ("<table><tr><td colspan=99>All<tr><td>Kure<td>7</table>", "- All\n- Kure | 7"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "text"), [*BLOCKS, *TABLES])
def test_a_part_of_an_article_is_read_as_it_is_seen(inner: str, text: str) -> None:
    expected = [*PROSE_TEXT, text, FERRY[1]] if text else [*PROSE_TEXT, FERRY[1]]
    assert read(inner).text.replace("\u00a0", " ") == "\n\n".join(expected)


PROSE_TEXT = ["Ferry back", " ".join(FERRY), " ".join(FERRY[::-1])]

FURNITURE = [
    "<nav><a href=x>Home</a></nav>",
    "<div class='share-bar'><span>Send it to a friend</span></div>",
    "<aside class=related><h3>More</h3><p>How to pack a suitcase</p></aside>",
    "<div><h3>More</h3><ul><li><a href=a>How to pack</a><li><a href=b>How to sail</a><li><a href=c>Rope</a></ul></div>",
    "<div id=comments><p>First! I have sailed on that boat, and it was slow.</p></div>",
    "<form><p>Your address</p><input><button>Send</button></form>",
    "<section class='newsletter-signup'><p>A letter each week, for nothing at all.</p></section>",
    "<div role=navigation><p>Sections of this site</p></div>",
    "<div class=cookie-notice>We count visits.</div>",
]


@pytest.mark.parametrize("inner", FURNITURE)
def test_what_a_page_marks_as_the_sites_is_taken_out_and_told(inner: str) -> None:
    found = read(inner)
    assert found.text == "\n\n".join([*PROSE_TEXT, FERRY[1]])
    assert found.removed


KEPT = [
    ("<div class='article-with-sidebar'><p>It rained.</p></div>", "It rained."),
    ("<h2>Our partners</h2><ul><li>Port of Ude<li>Bank</ul>", "Our partners\n\n- Port of Ude\n- Bank"),
    ("<h2>Most read</h2><p>The handbook on wells.</p>", "Most read\n\nThe handbook on wells."),
    ("<p>The reports:</p><ul><li><a href=a>Of May</a><li><a href=b>Of June</a><li><a href=c>Of July</a></ul>",
     "The reports:\n\n- Of May\n- Of June\n- Of July"),
    ("<p><a href=x>The report of the harbour board</a></p>", "The report of the harbour board"),
    ("<footer><p>Correction: the boat is 41 m long.</p></footer>", "Correction: the boat is 41 m long."),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "text"), KEPT)
def test_what_only_sounds_like_a_sites_stays(inner: str, text: str) -> None:
    assert text in read(inner).text


@pytest.mark.parametrize("around", ["<article>{}</article>", "<main>{}</main>", "<div id=x><div>{}</div></div>", "{}"])
@pytest.mark.parametrize(
    "beside", ["<aside><h3>More from us</h3><p>Six ways to pack</p></aside>", "<footer>Imprint</footer>"]
)
def test_what_stands_outside_the_article_is_not_read(around: str, beside: str) -> None:
    text = read("", around=f"<header><a href=/>Gazette</a></header>{around}{beside}").text
    assert text == "\n\n".join([*PROSE_TEXT, FERRY[1]])


def test_an_article_among_teasers_is_found() -> None:
    teasers = "".join(f"<article><h3><a href=x>Story {n}</a></h3><p>It is short.</p></article>" for n in range(6))
    assert "Story" not in read("", around=f"<article>{{}}</article><section>{teasers}</section>").text


ENTRIES = (("21:40", "Seven boats lost", "The harbour master says seven boats are lost."),
           ("16:05", "Four boats lost", "Four boats are lost, says the fire service."),
           ("09:30", "Storm begins", "The storm has begun, and the harbour is closed."))  # fmt: skip
LIVE = "\n\n".join(f"{moment} – {heading}:\n{text}" for moment, heading, text in ENTRIES)


@pytest.mark.parametrize(
    "form",
    [
        "<div><time datetime='2025-03-04T{0}'>{0}</time><h3>{1}</h3><p>{2}</p></div>",
        "<article><h3>{1}</h3><time datetime='2025-03-04T{0}'>{0}</time><p>{2}</p></article>",
        "<li><span class=t>{0}</span><h3>{1}</h3><p>{2}</p></li>",
        "<li id=u><article><header><a href='#u'><time>{0}</time></a></header><h4>{1}</h4><p>{2}</p></article></li>",
        "<p><time>{0}</time></p><h2>{1}</h2><p>{2}</p>",
        "<section><header><time>{0}</time> CET</header><h4>{1}</h4><div>{2}</div></section>",
    ],
)
def test_entries_of_a_live_blog_keep_order_times_and_headings(form: str) -> None:
    inner = "".join(form.format(*entry) for entry in ENTRIES)
    tag = "ol" if "id=u" in form else "ul"
    found = read(f"<{tag}>{inner}</{tag}>" if form.startswith("<li") else inner)
    assert found.text.replace(" CET", "") == "\n\n".join([*PROSE_TEXT, LIVE, FERRY[1]])


def test_an_entry_without_a_heading_bears_its_time() -> None:
    inner = "".join(f"<div><time>{moment}</time><p>{text}</p></div>" for moment, _, text in ENTRIES)
    assert "21:40: The harbour master says" in read(inner).text


def test_entries_of_several_days_bear_their_day() -> None:
    inner = "".join(
        f"<div><time datetime='2025-03-0{n}T{moment}'>{moment}</time><p>{text}</p></div>"
        for n, (moment, _, text) in enumerate(ENTRIES, 1)
    )
    assert "2 March 2025, 16:05: Four boats" in read(inner).text


def test_entries_that_only_the_structured_data_holds_are_read() -> None:
    data = (
        '{"@type":"LiveBlogPosting","headline":"Storm","datePublished":"2025-03-04","liveBlogUpdate":[{"@type":'
        '"BlogPosting","headline":"Boats lost","datePublished":"2025-03-04T21:40:00","articleBody":"Seven are lost."}]}'
    )
    found = read("", head=f'<script type="application/ld+json">{data}</script>')
    assert found.text.endswith("4 March 2025, 21:40 – Boats lost:\n\nSeven are lost.")


def test_a_correction_that_only_the_structured_data_holds_is_read() -> None:
    data = '{"@type":"NewsArticle","correction":{"@type":"CorrectionComment","text":"The boat is 41 m long, not 14."}}'
    found = read("", head=f'<script type="application/ld+json">{data}</script>')
    assert found.text.endswith("Correction: The boat is 41 m long, not 14.")


@pytest.mark.parametrize(
    ("head", "inner", "is_cut"),
    [
        ("", "", False),
        ("", "<div class=paywall><p>For members</p><button>Join</button></div>", True),
        ("", "<div class=pay-wall-box><p>For members</p></div>", True),
        ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>', "", True),
        ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"True"}</script>', "", False),
        ("", "<p>Subscribe to continue reading.</p><p>Already a subscriber? Log in</p>", True),
        ("", "<p>The paper has 4,000 subscribers.</p>", False),
    ],
)
def test_a_page_that_is_cut_says_so(head: str, inner: str, is_cut: bool) -> None:
    assert bool(read(inner, head=head).losses) == is_cut


@pytest.mark.parametrize(
    ("head", "inner", "day"),
    [
        ('<meta property="article:published_time" content="2024-02-19T08:00:00+09:00">', "", date(2024, 2, 19)),
        ('<meta name="DC.date.issued" content="2024-02-19">', "", date(2024, 2, 19)),
        ('<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},'
         '{"@type":"NewsArticle","datePublished":"2024-02-19"}]}</script>', "", date(2024, 2, 19)),
        ('<meta property="article:modified_time" content="2024-02-19">', "", None),
        ("", "<span itemprop=datePublished content=2024-02-19>yesterday</span>", date(2024, 2, 19)),
        ("", "<p>In 2024.</p><time datetime=2024-02-19>19 February</time>", None),
    ],
)  # fmt: skip
def test_a_page_is_dated_by_what_it_states(head: str, inner: str, day: date | None) -> None:
    page = f"<html><head>{head}</head><body><article>{PROSE}{inner}</article></body></html>"
    assert load_bytes(page.encode(), "a.html").published == day


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Ferry back | The Gazette</title>", "Ferry back"),
        ("<title>The Gazette</title><meta property=og:title content='Ferry back - News'>", "Ferry back"),
        ('<script type="application/ld+json">{"@type":"Report","headline":"Ferry sails"}</script>', "Ferry sails"),
    ],
)
def test_a_title_is_the_articles_own(head: str, title: str) -> None:
    page = f"<html><head>{head}</head><body><article>{PROSE}</article></body></html>"
    assert load_bytes(page.encode(), "a.html").title == title


@pytest.mark.parametrize("inner", ["<dl><dd>" * 300, "<figure><blockquote>" * 200, "<ul><li>" * 300, "<q>" * 300])
def test_deep_nesting_is_read(inner: str) -> None:
    assert FERRY[0] in read(inner).text
