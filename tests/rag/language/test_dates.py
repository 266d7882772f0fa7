"""Dates are the same however they are written, and no more is taken as told than is."""

import pytest

from rag.language.dates import dates, missing, without_dates, years


@pytest.mark.parametrize(
    ("claimed", "given"),
    [
        ("February 10", "Feb. 10"),
        ("10 February", "February 10"),
        ("on February 10, 2026", "2026-02-10"),
        ("10th of February", "Feb 10"),
        ("February 10, 2026", "Published 2026. On Feb. 10 it froze."),
        ("in February", "on February 10"),
        ("February 2026", "February 10, 2026"),
    ],
)
def test_spellings_of_one_date_agree(claimed: str, given: str) -> None:
    assert dates(claimed)
    assert not missing(dates(claimed), dates(given), years(given))


@pytest.mark.parametrize(
    ("claimed", "given"),
    [
        ("February 11", "February 10"),
        ("March 10", "February 10"),
        ("February 10, 2025", "February 10, 2026"),
        ("February 10, 2026", "February 10"),
        ("February 10", "in February"),
    ],
)
def test_other_dates_do_not_agree(claimed: str, given: str) -> None:
    assert missing(dates(claimed), dates(given), years(given))


@pytest.mark.parametrize("prose", ["They may go.", "The march went on.", "May said no.", "version 2.10", "in 2027"])
def test_what_only_looks_like_a_month_is_no_date(prose: str) -> None:
    assert not dates(prose)


def test_a_day_is_not_left_behind_as_a_count() -> None:
    assert "10" not in without_dates("It froze on Feb. 10, 2026.")


@pytest.mark.parametrize(
    ("claimed", "given"),
    [
        ("June 24 to June 25", "June 24-25"),
        ("from 10 June to 12 June 2025", "10 to 12 June 2025"),
        ("May 16", "May 5–16"),
        ("12 June", "on 10 and 12 June"),
        ("June 24, 2025", "June 24-25, 2025"),
    ],
)
def test_both_days_of_a_range_have_the_month(claimed: str, given: str) -> None:
    assert not missing(dates(claimed), dates(given), years(given))


def test_a_range_is_not_left_behind_as_a_count() -> None:
    assert not any(map(str.isdigit, without_dates("It froze from 10 to 12 June 2025 and on May 5-6.")))
    assert "7" in without_dates("It rose on June 5 to 7%.")
