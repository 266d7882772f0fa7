"""Follow-ups to a briefing."""

from datetime import date

import pytest

from index.types import Filters
from rag.briefing.refine import refine
from rag.types import BriefingKind, BriefingRequest

SOURCES = ("velmarpost.example", "Coast News", "TASS")
ASKED = BriefingRequest(kind=BriefingKind.TIMELINE, question="Timeline of Velmar", subjects=("Velmar",))
TODAY = date(2024, 7, 1)


def refined(text, request=ASKED):
    return refine(request, text, SOURCES, today=TODAY)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("only 2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("Only in March 2024, please.", None, None),
        ("and only in March 2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("since May 2024", date(2024, 5, 1), None),
        ("until 2022", None, date(2022, 12, 31)),
        ("in 2024?", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_days_become_filters(text, since, until):
    found = refined(text)
    if since is until is None:
        assert found is None or found.kind is BriefingKind.TIMELINE
        return
    assert found is not None
    assert (found.filters.since, found.filters.until, found.filters.undated) == (since, until, False)
    assert found.subjects == ASKED.subjects


def test_sources_are_left_out_or_alone_let_through():
    assert refined("without TASS").without == ("TASS",)
    assert refined("without TASS", refined("except Coast News")).without == ("Coast News", "TASS")
    assert refined("only TASS and Coast News").filters.sources == ("Coast News", "TASS")
    assert refined("only velmarpost").filters.sources == ("velmarpost.example",)


def test_the_length_changes():
    assert refined("shorter").length == 6
    assert refined("make it longer").length == 24
    assert refined("5 rows").length == 5
    assert refined("shorter", refined("5 rows")).length == 2


@pytest.mark.parametrize(
    "text", ["Who leads the union?", "Timeline of Osta", "without Reuters", "only joking about it"]
)
def test_other_questions_are_no_follow_up(text):
    assert refined(text) is None


def test_filters_that_contradict_each_other_are_kept():
    found = refined("since 2025", refined("until 2020"))
    assert found.filters == Filters(since=date(2025, 1, 1), until=date(2020, 12, 31), undated=False)
