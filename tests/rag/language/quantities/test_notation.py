"""Numbers, sums and dates as they are written in the larger European languages."""

import pytest

from rag.language.dates import dates, publication, resolved, spelled
from rag.language.locales import is_currency
from rag.language.quantities.numbers import missing, quantities


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2 310 000 euros", "2,310,000 euros"),
        ("1.250.000 Euro", "1,250,000 euros"),
        ("12'400 tonnes", "12,400 tonnes"),
        ("48,75 million", "48.75 million"),
        ("3,5 Milliarden Euro", "3.5 billion euros"),
        ("2,4 mil millones de euros", "2.4 billion euros"),
        ("20 Mrd. Euro", "20 billion euros"),
        ("84.500 inhabitants", "84 500 inhabitants"),
        ("CHF 75", "75 Swiss francs"),
        ("340 PLN", "340 zloty"),
        ("900 rand", "900 South African rand"),
        ("50 SEK", "50 crowns"),
    ],
)
def test_one_amount_in_two_notations_is_one(one: str, other: str) -> None:
    assert not missing(quantities(one), quantities(other))
    assert not missing(quantities(other), quantities(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12'400 tonnes", "12.4 tonnes"),
        ("3,5 Milliarden", "3,5 Millionen"),
        ("900 rand", "900 dollars"),
        ("1,250 euros", "1.250.000 euros"),
    ],
)
def test_another_amount_is_another(one: str, other: str) -> None:
    assert missing(quantities(one), quantities(other))


def test_numbers_in_a_list_are_no_decimals_and_an_and_joins_none() -> None:
    assert [q.value for q in quantities("pages 3,4 and 5")] == [3, 4, 5]
    assert [q.value for q in quantities("between three and five weeks")] == [3, 5]
    assert [q.value for q in quantities("two hundred and five men")] == [205]
    assert [q.unit for q in quantities("5 people paid in francs, 40 Polish soldiers did not")] == ["", ""]


def test_the_currencies_of_today_are_known() -> None:
    assert all(is_currency(noun) for noun in "franc zloty rand lira peso baht crown dollar euro".split())
    assert not is_currency("percent")


@pytest.mark.parametrize(
    ("text", "day", "month", "year"),
    [
        ("on 25/06/2024", 25, 6, 2024),
        ("on 06/25/2024", 25, 6, 2024),
        ("am 17.11.2023", 17, 11, 2023),
        ("am 3. März 2021", 3, 3, 2021),
        ("le 1er mai 2020", 1, 5, 2020),
        ("el 5 de octubre de 2018", 5, 10, 2018),
        ("nel gennaio 2020", None, 1, 2020),
    ],
)
def test_a_date_is_read(text: str, day: int | None, month: int, year: int) -> None:
    (when,) = dates(text)
    assert (when.day, when.month, when.year) == (day, month, year)


def test_what_could_be_two_days_is_either() -> None:
    (when,) = dates("03/04/2025")
    assert when.either
    assert not dates("version 45.45.2020")


def test_publication_is_told_from_what_is_told() -> None:
    rest, when = publication("Fire in Lund in May 2020. Lund Post, 9 March 2025. Ida Berg")
    assert when is not None
    assert (when.day, when.month, when.year) == (9, 3, 2025)
    assert "May 2020" in rest
    assert publication("The fire of 9 March 2025 in Lund")[1] is None


def test_relative_words_are_resolved_by_the_day_of_publication() -> None:
    published = publication("9 March 2025")[1]
    days = {(w.day, w.month, w.year) for w in resolved("It burned on Saturday night; yesterday it rained.", published)}
    assert (8, 3, 2025) in days
    assert (9, 3, 2025) not in days
    assert spelled("It burned last year.", published) == "It burned last year, in 2024,."
    assert spelled("Am 17.11.2023 brannte es.", None) == "Am 17 November 2023 brannte es."
