"""PDF: what stands where on a page becomes text in the order in which a person reads it."""

from datetime import date
from itertools import chain, zip_longest

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from index.errors import DocumentError
from index.load import load_bytes
from index.loaders import pdf as pdf_module
from index.loaders.pdf.paragraphs import joined
from index.types import Document
from tests.index.samples import LEFT, RIGHT, Placed, column, pdf, placed, scans

STORIES = (" ".join(LEFT), " ".join(RIGHT))


def read(pages: list[list[Placed]], **options: object) -> Document:
    return load_bytes(placed(pages, **options), "a.pdf")  # type: ignore[arg-type]


def paragraphs(document: Document) -> list[str]:
    return document.text.split("\n\n")


def after(text: str, size: float = 10, left: float = 60) -> float:
    """Where the next character stands behind a text at `left`."""
    return left + stringWidth(text, "Helvetica", size)


def raised(before: str, mark: str, behind: str, base: float = 700) -> list[Placed]:
    x = after(before)
    return [(60, base, 10, before), (x, base + 4, 6, mark), (x + stringWidth(mark, "Helvetica", 6), base, 10, behind)]


NOTE = (60.0, 80.0, 7.0, "3 Without the cellars.")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (raised("The cellars held 52", "3", " casks of perry."), "The cellars held 52 ³ casks of perry."),
        (raised("The cellars", "3", " held 52 casks."), "The cellars ³ held 52 casks."),
        (raised("The cellars are full.", "3", " They hold 52."), "The cellars are full. ³ They hold 52."),
        (raised("It has a floor of 640 m", "2", " and a well."), "It has a floor of 640 m² and a well."),
        (raised("It has a floor of 640 m", "3", " and a well."), "It has a floor of 640 m³ and a well."),
        (raised("There were 10", "6", " bees in the air."), "There were 10⁶ bees in the air."),
        (raised("She was the 19", "th", " of her line."), "She was the 19th of her line."),
    ],
)
def test_a_raised_number_is_no_part_of_the_figure_before_it(line: list[Placed], text: str) -> None:
    document = read([[*line, NOTE]])
    assert paragraphs(document) == [text, "3 Without the cellars."]


def test_a_raised_letter_is_a_note_where_the_page_has_one_of_that_name() -> None:
    note = (60.0, 80.0, 7.0, "a Without the cellars.")
    line = raised("There were casks in 1988", "a", " and before.")
    assert "casks in 1988[a] and before." in read([[*line, note]]).text
    assert "la 3e fois" in read([[*raised("la 3", "e", " fois qu'on en parle.")]]).text


def test_lowered_figures_stay_with_their_letters() -> None:
    x = after("H")
    assert read([[(60, 700, 10, "H"), (x, 697, 6, "2"), (x + 3.4, 700, 10, "O is water.")]]).text == "H2O is water."


def test_notes_do_not_come_between_the_halves_of_a_sentence() -> None:
    first = [*raised("The cellars held 52", "1", " casks until the"), (60, 80, 7, "1 In the old measure.")]
    second = [(60, 700, 10, "Winter of the long strike. Then they were sold."), (60, 688, 10, "Nobody wept.")]
    document = read([first, second])
    assert paragraphs(document) == [
        "The cellars held 52 ¹ casks until the Winter of the long strike. Then they were sold. Nobody wept.",
        "1 In the old measure.",
    ]
    note = document.text.index("1 In the old")
    assert [document.place(at).label for at in (0, document.text.index("Winter"), note)] == [
        "page 1",
        "page 2",
        "page 1",
    ]  # type: ignore[union-attr]


@pytest.mark.parametrize("order", ["by column", "by row"])
@pytest.mark.parametrize("shift", [0.0, 5.0])
def test_columns_are_read_one_after_the_other(order: str, shift: float) -> None:
    left, right = column(60, 700, LEFT), column(240, 700 - shift, RIGHT)
    lines = [*left, *right] if order == "by column" else [x for x in chain(*zip_longest(left, right)) if x]
    document = read([[(60, 740, 16, "Fruit of the coast and of the hills"), *lines]])
    assert paragraphs(document) == ["Fruit of the coast and of the hills", *STORIES]
    assert document.title == "Fruit of the coast and of the hills"


def test_a_sentence_goes_on_in_the_next_column() -> None:
    right = ["which Nobody in the town had", *RIGHT[1:]]
    left = [*LEFT[:3], "had an axe and one good spade,"]
    document = read([[*column(60, 700, left), *column(240, 700, right)]])
    assert "one good spade, which Nobody in the town had seen" in document.text


def test_what_stands_across_columns_divides_them() -> None:
    page = [
        *column(60, 700, LEFT), *column(240, 700, RIGHT),
        (60, 630, 10, "A line from the left edge of both columns to the very right one, set alone."),
        *column(60, 600, RIGHT), *column(240, 600, LEFT),
    ]  # fmt: skip
    assert [p[:10] for p in paragraphs(read([page]))] == [p[:10] for p in (*STORIES, "A line from", *STORIES[::-1])]


def test_marks_of_list_items_are_no_column() -> None:
    page = [
        item
        for n in range(4)
        for item in ((60.0, 700.0 - 24 * n, 10.0, f"{n + 1}."), *column(80, 700 - 24 * n, [LEFT[n], f"and {RIGHT[n]}"]))
    ]
    assert paragraphs(read([page])) == [f"{n + 1}. {LEFT[n]} and {RIGHT[n]}" for n in range(4)]


def test_rows_of_a_table_carry_their_headings() -> None:
    rows = [
        ["Orchard", "Trees", "Pears in kg"],
        ["Vell", "120", "4,100"],
        ["Marn and Upper Marn", "85", "2,950"],
        ["Oost", "7", "19"],
    ]
    cells = [(60.0 + 130 * c, 600.0 - 14 * r, 10.0, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    document = read([[(60, 640, 10, "The harvest of the year, counted in autumn."), *cells]])
    assert paragraphs(document) == [
        "The harvest of the year, counted in autumn.",
        "- Orchard: Vell; Trees: 120; Pears in kg: 4,100\n"
        "- Orchard: Marn and Upper Marn; Trees: 85; Pears in kg: 2,950\n"
        "- Orchard: Oost; Trees: 7; Pears in kg: 19",
    ]


VOCABULARY = frozenset(("well", "known", "winter", "anti-war", "half"))


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("after a win-", "ter of rain", "after a winter of rain"),
        ("a well-", "known pear", "a well-known pear"),
        ("an anti-", "war song", "an anti-war song"),
        ("the Anglo-", "Saxon pear", "the Anglo-Saxon pear"),
        ("from 2019-", "2020 on", "from 2019-2020 on"),
        ("a half\u00ad", "known pear", "a halfknown pear"),
        ("a pear -", "not an apple", "a pear - not an apple"),
        ("a pear", "and an apple", "a pear and an apple"),
        ("収穫は", "秋に", "収穫は秋に"),
    ],
)
def test_lines_are_joined_and_words_mended(before: str, after: str, text: str) -> None:
    assert joined(before, after, VOCABULARY) == text


BROKEN = [
    ["The count of the orchards was made between June and"],
    ["September. It found that of all trees"],
    ["some four in five"],
    ["bore fruit."],
]
WHOLE = " ".join(chain(*BROKEN))


def test_a_line_left_of_what_looks_like_columns_is_read_after_them() -> None:
    rows = [("Mill", "12"), ("Port", "14"), ("Quay", "16")]
    page = [(x, 700 - 14 * n, 10, text) for n, row in enumerate(rows) for x, text in zip((200, 320), row, strict=True)]
    text = read([[*page, (60, 700 - 14 * len(rows), 10, "Note")]]).text
    assert [text.count(word) for word in ("Mill", "14", "Quay", "Note")] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("head", "feet", "kept"),
    [
        (lambda n: "Count of orchards", lambda n: [f"Page {n} of 4"], ["Count of orchards"]),
        (lambda n: f"Count | {'ABCD'[n - 1]} Chapter", lambda n: [f"Page {n} of 4", "Draft, not to be quoted"], None),
        (lambda n: ["Aim", "Method", "Findings", "Outlook"][n - 1], lambda n: [f"{n + 10}"], None),
        (lambda n: ["Ministry of Fruit", "Count of orchards"][n % 2], lambda n: ["i ii iii iv".split()[n - 1]], None),
    ],
)  # fmt: skip
def test_sentences_that_run_over_pages_stay_whole(head, feet, kept) -> None:  # type: ignore[no-untyped-def]
    pages = [
        [
            (60, 800, 8, head(n)),
            *column(60, 760, lines, size=11),
            *((260.0, 40.0 - 12 * m, 8.0, foot) for m, foot in enumerate(feet(n))),
        ]
        for n, lines in enumerate(BROKEN, 1)
    ]
    document = read(pages)
    assert WHOLE in document.text
    assert all(document.text.count(head(n)) == 1 for n in range(1, 5))
    assert not any(feet(n)[0] in paragraphs(document) for n in range(1, 5))
    if kept:
        assert paragraphs(document) == [*kept, WHOLE]


def test_titles_of_slides_stay_above_their_text() -> None:
    pages = [
        [(60, 780, 11, f"Our {word} orchard"), *column(60, 700, [f"It has {n} trees, and they bear pears."], size=11)]
        for n, word in enumerate(("first", "second", "third", "fourth"), 2)
    ]
    text = read(pages).text
    assert text.index("first") < text.index("has 2") < text.index("second") < text.index("has 3") < text.index("third")


def test_pages_are_called_what_the_file_calls_them() -> None:
    document = read([[(60, 700, 10, f"Text number {n}.")] for n in range(3)], labels=["i", "ii", "A-1"])
    assert [place.label for place in document.places] == ["page i", "page ii", "page A-1"]
    assert [place.number for place in document.places] == [1, 2, 3]


def test_pages_that_are_pictures_are_a_loss_and_empty_ones_are_none() -> None:
    document = load_bytes(scans([["The count follows."], None, None, [], ["The end."], None]), "a.pdf")
    assert [loss.cause for loss in document.losses] == ["pages 2–3 and 6 hold no text that can be read"]
    assert "text recognition" in document.losses[0].remedy
    assert load_bytes(pdf([["Text."], [], ["More."]]), "a.pdf").losses == ()


def test_a_scan_with_a_stamped_number_is_a_picture() -> None:
    document = load_bytes(scans([["The count follows."], None], stamp="FS 00017"), "a.pdf")
    assert [loss.cause for loss in document.losses] == ["page 2 holds no text that can be read"]


def test_a_page_on_its_side_is_read() -> None:
    assert STORIES[0] in read([column(60, 500, LEFT)], rotation=90).text


def test_what_stands_outside_the_page_is_left_out() -> None:
    assert read([[(60, 700, 10, "On the page."), (60, -40, 10, "Below it."), (900, 700, 10, "Beside it.")]]).text == (
        "On the page."
    )


def test_a_file_of_too_many_pages_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MOST_PAGES", 2)
    with pytest.raises(DocumentError, match=r"it has 3 pages, more than the 2 that are read\. Split it"):
        read([[(60, 700, 10, "Text.")]] * 3)


def test_a_day_of_publication_is_read_from_the_fields_for_it_alone() -> None:
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.1/">'
        "<xmp:CreateDate>2020-01-02</xmp:CreateDate>{}</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    stated = xmp.format("<prism:publicationDate>2021-03-04</prism:publicationDate>")
    data = pdf([["The ferry is back."]])
    assert load_bytes(data + stated.encode(), "a.pdf").published == date(2021, 3, 4)
    document = load_bytes(data + xmp.format("").encode(), "a.pdf")
    assert document.published is None
    assert document.made is not None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (lambda n: f"Count of orchards | {n} {'Aim Way End Use'.split()[n - 1]}", "Count of orchards"),
        (lambda n: f"The orchards of 2023 - Part {'ABCD'[n - 1]}", "The orchards of 2023"),
        (lambda n: "Aim Way End Use".split()[n - 1], "Aim"),
    ],
)
def test_the_title_is_what_heads_of_all_chapters_begin_with(head, title) -> None:  # type: ignore[no-untyped-def]
    pages = [[(60, 800, 8, head(n)), *column(60, 760, lines, size=11)] for n, lines in enumerate(BROKEN, 1)]
    assert read(pages).title == title
