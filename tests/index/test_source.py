"""Publishers and authors: named as such, or unknown."""

import pytest

from index.source import author, one_line, source


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("LIMA, March 3. /ANDINA/. The ferry is back.", "ANDINA"),
        ("KOBE (Andina) - The ferry is back.", "Andina"),
        ("Source: Harbour Gazette", "Harbour Gazette"),
        ("(This story was originally published in the Harbour Gazette. Find it there.)", "Harbour Gazette"),
        ("The mayor told Gazette News that it was late.", None),
        ("The island (Ehime) - a small one - is far.", None),
        ("The ferry leaves Kobe. | AGENCY", None),
    ],
)
def test_a_publisher_is_one_that_the_text_names_as_such(line: str, expected: str | None) -> None:
    assert source(f"A title\n\n{line}\n\nText.") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Author: Mia Ono", "Mia Ono"),
        ("By Mia Ono and Jan van der Berg", "Mia Ono and Jan van der Berg"),
        ("By MIA ONO", "MIA ONO"),
        ("By Mia Ono | March 7, 2025", "Mia Ono"),
        ("By the way", None),
        ("By Friday", None),
        ("By Mia Ono it was said that all is well.", None),
        ("Mia Ono is a fellow at the Harbour Institute.", None),
    ],
)
def test_an_author_is_one_that_a_line_names_as_such(line: str, expected: str | None) -> None:
    assert author(f"A title\n\n{line}\n\nText.") == expected


def test_what_is_stated_goes_before_the_text() -> None:
    assert source("T\n\nSource: Text", stated=[None, " ", "Field"]) == "Field"
    assert author("T\n\nAuthor: Mia Ono", stated=[["Jan Berg", "Ana Diaz"]]) == "Jan Berg, Ana Diaz"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" a\n b ", "a b"),
        ("x" * 400, "x" * 300),
        (["a", "b"], "a, b"),
        (["a", ["b", "c"]], "a"),
        (["a"] * 50, ", ".join(["a"] * 20)),
        (7, "7"),
        ("", None),
        (None, None),
        ({"a": 1}, None),
    ],
)
def test_values_become_one_short_line(value: object, expected: str | None) -> None:
    assert one_line(value) == expected
