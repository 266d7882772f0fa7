"""Dates: what is stated is found, what is not is None."""

from datetime import UTC, date, datetime

import pytest

from index.date import in_lines, in_name, origin, parse, published
from index.loaders.types import Stated


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2024, 2, 19), date(2024, 2, 19)),
        (datetime(2024, 2, 19, 8, tzinfo=UTC), date(2024, 2, 19)),
        ("2024-02-19", date(2024, 2, 19)),
        ("2024-02-19T08:00:00+09:00", date(2024, 2, 19)),
        ("February 19, 2024", date(2024, 2, 19)),
        ("Mon, 19 Feb 2024 08:00:00 GMT", date(2024, 2, 19)),
        ("3rd Sept. 2024", date(2024, 9, 3)),
        ("2024年2月19日", date(2024, 2, 19)),
        ("19.2.2024", date(2024, 2, 19)),
        ("03.04.2024", date(2024, 4, 3)),
        ("2/19/2024", date(2024, 2, 19)),
        ("19/02/2024", date(2024, 2, 19)),
        ("31/02/2024", None),
        ("19. February 2024", date(2024, 2, 19)),
        ("19th of February 2024", date(2024, 2, 19)),
        (20240219, date(2024, 2, 19)),
        (True, None),
        ("D:20240219080000+09'00'", date(2024, 2, 19)),
        ("2024", None),
        ("2024-02", None),
        ("03/04/2024", None),
        ("30 February 2024", None),
        ("last spring", None),
        (2024, None),
        (None, None),
    ],
)
def test_parses_full_dates_only(value: object, expected: date | None) -> None:
    assert parse(value) == expected


def test_a_number_without_end_is_no_date() -> None:
    assert parse(10**5000) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published on February 19, 2024", date(2024, 2, 19)),
        ("Published: Monday, 19 February 2024 at 10:15 JST", date(2024, 2, 19)),
        ("Updated: 2025-03-07", date(2025, 3, 7)),
        ("March 7, 2025", date(2025, 3, 7)),
        ("By Mia Ono | March 7, 2025", date(2025, 3, 7)),
        ("KOBE, March 7, 2025 (Andina) -- The ferry is back.", date(2025, 3, 7)),
        ("(This story was first published by the Gazette. Find it in Ports #3 on 7 March 2025.)", date(2025, 3, 7)),
        ("KOBE, March 7. /ANDINA/. The ferry is back.", None),
        ("On March 7, 2025 the ferry sank.", None),
        ("Released on March 7, 2025, the report names nine towns.", None),
        ("It was published by the Gazette on March 7, 2025.", None),
        ("March 2025", None),
    ],
)
def test_reads_what_a_text_states_of_itself(line: str, expected: date | None) -> None:
    assert in_lines(f"A title\n\n{line}\n\nText.")[0] == expected


def test_a_date_in_the_middle_of_a_text_is_not_its_own() -> None:
    lines = [f"Paragraph {n}." for n in range(30)]
    assert in_lines("\n\n".join([*lines, "March 7, 2025", *lines]))[0] is None


def test_the_day_of_publication_goes_before_the_day_of_change() -> None:
    assert in_lines("T\n\nUpdated: 2025-03-08\n\nPublished: 2025-03-07")[0] == date(2025, 3, 7)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2024-02-19-title.txt", date(2024, 2, 19)),
        ("report_20240219.pdf", date(2024, 2, 19)),
        ("2024-13-01.txt", None),
        ("000_0147a1176c43bc19.txt", None),
        ("2024.txt", None),
    ],
)
def test_reads_a_date_in_a_file_name(name: str, expected: date | None) -> None:
    assert in_name(name) == expected


def test_what_is_stated_goes_before_text_and_name() -> None:
    text, name = "T\n\nPublished: 2021-01-01", "2022-01-01.txt"
    assert published(text, stated=[None, "2020-01-01"], name=name) == date(2020, 1, 1)
    assert published(text, name=name) == date(2021, 1, 1)
    assert published("T", name=name) == date(2022, 1, 1)
    assert published("T") is None


@pytest.mark.parametrize("stated", ["03/04/2024", "March 2025", 2024])
def test_a_stated_date_that_cannot_be_read_is_not_replaced_by_a_guess(stated: object) -> None:
    assert published("T\n\nPublished: 2021-01-01", stated=[stated], name="2022-01-01.txt") is None
    assert published("T", stated=[stated, "2020-01-01"]) == date(2020, 1, 1)
    assert published("T\n\nPublished: 2021-01-01", stated=[None, ""]) == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("4. März 2024", date(2024, 3, 4)),
        ("Montag, 4. März 2024", date(2024, 3, 4)),
        ("Veröffentlicht am 4. März 2024", date(2024, 3, 4)),
        ("Publié le 1er mars 2024 à 10:15", date(2024, 3, 1)),
        ("lundi 4 mars 2024", date(2024, 3, 4)),
        ("Publicado el 4 de marzo de 2024", date(2024, 3, 4)),
        ("4 de março de 2024", date(2024, 3, 4)),
        ("segunda-feira, 4 de março de 2024", date(2024, 3, 4)),
        ("Pubblicato il 4 marzo 2024", date(2024, 3, 4)),
        ("4 marca 2024 r.", date(2024, 3, 4)),
        ("Publikováno 4. března 2024", date(2024, 3, 4)),
        ("2024. március 4.", date(2024, 3, 4)),
        ("4 Mart 2024", date(2024, 3, 4)),
        ("2024 m. kovo 4 d.", date(2024, 3, 4)),
        ("2024. gada 4. marts", date(2024, 3, 4)),
        ("4 марта 2024 г.", date(2024, 3, 4)),
        ("Опубликовано: 4 марта 2024", date(2024, 3, 4)),
        ("4 Μαρτίου 2024", date(2024, 3, 4)),
        ("Gdańsk, 4 marca 2024", date(2024, 3, 4)),
        ("Stockholm den 4 mars 2024", None),
        ("Bericht vom 4. März 2024", None),
        ("4 boats 2024", None),
        ("In 12 Kapitel 2024", None),
    ],
)
def test_reads_days_of_other_languages(line: str, expected: date | None) -> None:
    assert in_lines(f"A title\n\n{line}\n\nText.")[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prom na wyspę odpływa o świcie, mówi kapitan. Bilet kosztuje trzydzieści złotych.", date(2024, 11, 4)),
        ("Trajekt za otok polazi u zoru, kaže kapetan. Karta stoji više nego lani.", date(2024, 10, 4)),
    ],
)
def test_a_month_that_two_languages_name_alike_is_read_in_that_of_the_text(text: str, expected: date) -> None:
    assert in_lines(f"Prom\n\n4 listopada 2024\n\n{text}")[0] == expected


def test_a_date_comes_with_where_it_stands() -> None:
    assert origin("T", stated=[Stated(value="2024-02-19", where="meta date")]) == (date(2024, 2, 19), "meta date")
    assert origin("T\n\nPublished: 2024-02-19\n\nText.") == (date(2024, 2, 19), "the line “Published: 2024-02-19”")
    assert origin("T", name="2024-02-19.txt") == (date(2024, 2, 19), "the file's name")
    assert origin("T") == (None, "")
