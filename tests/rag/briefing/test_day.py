"""The day that a sentence tells of."""

from datetime import date

import pytest

from rag.briefing.sentences import event_day, said

PUBLISHED = date(2024, 3, 6)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("The gates opened on 4 March 2024.", date(2024, 3, 4), "day"),
        ("The gates opened on Feb. 12.", date(2024, 2, 12), "day"),
        ("The gates opened on Monday.", date(2024, 3, 4), "day"),
        ("The gates opened Wednesday, the board said.", date(2024, 3, 6), "day"),
        ("The gates will open on Friday.", date(2024, 3, 8), "day"),
        ("The ferry sank yesterday.", date(2024, 3, 5), "day"),
        ("A vote will be held on May 2.", date(2024, 5, 2), "day"),
        ("The talks of December 12 failed.", date(2023, 12, 12), "day"),
        ("The board met in January 2023.", date(2023, 1, 1), "month"),
        ("The lake died in 1998.", date(1998, 1, 1), "year"),
        ("After the talks of 1 March the gates shut on 4 March 2024.", date(2024, 3, 4), "day"),
        ("The board said on Tuesday that the gates had shut on 29 February.", date(2024, 2, 29), "day"),
        ("The port resumed work last month.", date(2024, 2, 1), "month"),
    ],
)
def test_days_named_in_a_sentence(text, day, precision):
    found = event_day(text, PUBLISHED)
    assert found is not None
    assert (found.first, found.precision) == (day, precision)


@pytest.mark.parametrize(
    "text",
    [
        "The gates are shut.",
        "Nothing moves, Harbour Today reported.",
        "“I come every Monday,” he told the board.",
        "Ferries run on Mondays.",
        "The union has 1990 members.",
    ],
)
def test_sentences_without_a_day(text):
    assert event_day(text, PUBLISHED) is None


def test_without_a_day_of_publication_only_whole_dates_count():
    assert event_day("It opened on Monday.", None) is None
    assert event_day("It opened on 4 March.", None) is None
    assert event_day("It opened on 30 February 2024.", None) is None
    assert event_day("In early October the board agreed to pay more in 2026.", None) is None
    found = event_day("It opened on 4 March 2024.", None)
    assert found is not None
    assert found.first == date(2024, 3, 4)


def test_a_day_is_said_as_exactly_as_it_is_known():
    day = date(2024, 3, 1)
    assert [said(day, p) for p in ("day", "month", "year")] == ["1 March 2024", "March 2024", "2024"]
