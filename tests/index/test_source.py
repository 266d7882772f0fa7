"""Publishers and authors: named as such, or unknown."""

import pytest

from index.loaders.types import Stated
from index.source import author, author_origin, one_line, source


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


@pytest.mark.parametrize(
    "name", ["anonymous", "python-docx", "Microsoft Office User", "admin", "Author", "unknown", "-"]
)
def test_what_programs_put_in_for_a_name_is_no_author(name: str) -> None:
    assert author("T\n\nText.", stated=[name]) is None
    assert author("T\n\nAuthor: Mia Ono", stated=[name, "Ana Admin"]) == "Ana Admin"


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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Von Anna Müller", "Anna Müller"),
        ("Par Zoé Lefèvre", "Zoé Lefèvre"),
        ("Por Íñigo Ávila y Ana Ruiz", "Íñigo Ávila y Ana Ruiz"),
        ("Autor: Łukasz Żak", "Łukasz Żak"),
        ("Text: Åsa Öberg", "Åsa Öberg"),
        ("Автор: Анна Иванова", "Анна Иванова"),
        ("By Łukasz Żak | 4 March 2024", "Łukasz Żak"),
        ("Von hier aus fährt die Fähre", None),
        ("Par contre, rien", None),
    ],
)
def test_by_lines_of_other_languages_name_an_author(line: str, expected: str | None) -> None:
    assert author(f"A title\n\n{line}\n\nText.") == expected


def test_an_author_comes_with_where_the_name_stands() -> None:
    assert author_origin("T\n\nBy Mia Ono\n\nText.") == ("Mia Ono", "the line “By Mia Ono”")
    assert author_origin("T", stated=[Stated(value="Mia Ono", where="meta author")]) == ("Mia Ono", "meta author")
