"""Words about time become days."""

from datetime import date

import pytest

from rag.question.time_scope import NEITHER, Range, about_now, agreement, as_known, as_of, resolve, unread
from rag.types import Question

TODAY = date(2025, 3, 12)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "since", "until", "kind"),
    [
        ("How many wolves were there as of March 2024?", None, "2024-03-31", "published"),
        ("As of 4 May 2023, who led the port?", None, "2023-05-04", "published"),
        ("As of March 2025, who led the port?", None, "2025-03-12", "published"),
        ("As of 2024/05/03, who led the port?", None, "2024-05-03", "published"),
        ("As of 15.03.2024, who led the port?", None, "2024-03-15", "published"),
        ("As of 24/11/2024, who led the port?", None, "2024-11-24", "published"),
        ("As of early 2024, who led the port?", None, "2024-04-30", "published"),
        ("As of mid-2024, who led the port?", None, "2024-08-31", "published"),
        ("As of the beginning of 2024, who led the port?", None, "2024-01-31", "published"),
        ("As of Q1 2024, who led the port?", None, "2024-03-31", "published"),
        ("As of mid-June, who led the port?", None, "2024-06-20", "published"),
        ("As of early March, who led the port?", None, "2025-03-10", "published"),
        ("As of the end of February 2024, who led the port?", None, "2024-02-29", "published"),
        ("What did the mayor say last month?", "2025-02-01", "2025-02-28", "published"),
        ("What happened this week?", "2025-03-10", "2025-03-12", "published"),
        ("What happened last week?", "2025-03-03", "2025-03-09", "published"),
        ("Who resigned this year?", "2025-01-01", "2025-03-12", "published"),
        ("Who resigned yesterday?", "2025-03-11", "2025-03-12", "published"),
        ("Who resigned in the last two weeks?", "2025-02-26", "2025-03-12", "published"),
        ("What was reported in June 2024 on the bridge?", "2024-06-01", "2024-06-30", "published"),
        ("Who resigned last year?", "2024-01-01", "2024-12-31", "mentioned"),
        ("What was signed in 1951?", "1951-01-01", "1951-12-31", "mentioned"),
        ("What was signed in February 2024?", "2024-02-01", "2024-02-29", "mentioned"),
        ("What was signed in the middle of March?", "2025-03-11", "2025-03-20", "mentioned"),
        ("What was signed in late February 2024?", "2024-02-21", "2024-02-29", "mentioned"),
        ("What was signed on Feb. 10, 2024?", "2024-02-10", "2024-02-10", "mentioned"),
        ("What was signed on 10 February?", "2025-02-10", "2025-02-10", "mentioned"),
        ("What was signed in October?", "2024-10-01", "2024-10-31", "mentioned"),
        ("How many ferries ran in fiscal 2022?", "2022-01-01", "2022-12-31", "mentioned"),
        ("Which ferries sank since 2022?", "2022-01-01", None, "mentioned"),
        ("Which ferries sank after May 2022?", "2022-06-01", None, "mentioned"),
        ("Which ferries sank before 2020?", None, "2019-12-31", "mentioned"),
        ("Which ferries sank until 2020?", None, "2020-12-31", "mentioned"),
        ("Which ferries sank between 2019 and 2021?", "2019-01-01", "2021-12-31", "mentioned"),
        ("Which ferries sank from May 2019 to June 2019?", "2019-05-01", "2019-06-30", "mentioned"),
        ("Which ferries sank in the 1990s?", "1990-01-01", "1999-12-31", "mentioned"),
        ("Which ferries sank in the early 80s?", "1980-01-01", "1989-12-31", "mentioned"),
        ("Which ferries sank in the last ten years?", "2015-03-15", "2025-03-12", "mentioned"),
    ],
)
def test_an_expression_becomes_a_range_of_days(question: str, since: str, until: str, kind: str) -> None:
    found = resolve(question, TODAY)
    assert found is not None
    days = tuple(day and day.isoformat() for day in (found.since, found.until))
    assert (*days, found.kind) == (since, until, kind)


@pytest.mark.parametrize(
    "question",
    [
        "Who spoke before the election?", "What may the harbour master do?", "How many ferries are there?",
        "Who marched in the capital?", "How many of the 2,000 ferries sank?", "Who won the last match?",
        "Who led the second march?", "",
    ],
)  # fmt: skip
def test_what_names_no_days_gives_none(question: str) -> None:
    assert resolve(question, TODAY) is None


@pytest.mark.parametrize("when", ["after December 9999", "since 0000-12-01", "as of March 0000", "before 0001"])
def test_a_year_that_no_calendar_has_names_no_days(when: str) -> None:
    assert resolve(f"What happened {when}?", TODAY) is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many wolves were there as of 03/04/2025?", "03/04/2025"),
        ("As of 32 March 2024, how many were there?", "32 March 2024"),
        ("How many were there as of the 2020 election?", None),
        ("How many were there as of 3 May 2024?", None),
        ("How many are there as of now?", None),
        ("How many are there as of today?", None),
        ("How many were there as of 2023/24?", "2023/24"),
        ("How many were there as of the first quarter of 2024?", "the first quarter of 2024"),
        ("How many were there as of last year?", "last year"),
        ("How many were there on 32 March 2024?", None),
    ],
)
def test_a_day_that_cannot_be_read_is_known(question: str, words: str | None) -> None:
    assert unread(question, TODAY) == words


def test_only_as_of_sets_the_day_of_knowledge() -> None:
    assert as_of("How many wolves were there as of March 2024?", TODAY) == date(2024, 3, 31)
    assert as_of("How many wolves were there as of 2024-03?", TODAY) == date(2024, 3, 31)
    assert as_of("How many wolves were there in March 2024?", TODAY) is None


def test_a_follow_up_keeps_the_day_of_knowledge() -> None:
    question = Question(text="And who counted them?")
    known = as_known(question, "As of March 2024, who counted the wolves?", TODAY)
    assert (known.text, known.as_of, known.filters.until) == (question.text, date(2024, 3, 31), date(2024, 3, 31))


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("How many ferries are in service?", True),
        ("Who is the harbour master?", True),
        ("What is the current fare?", True),
        ("Who runs the port?", True),
        ("How many ferries were in service?", False),
        ("How many ferries are there as of 2023?", False),
        ("Who is the man that left in 2021?", False),
        ("Who won the prize?", False),
        ("What is a ferry?", False),
    ],
)
def test_a_question_about_now_is_known(question: str, now: bool) -> None:
    assert about_now(question, TODAY) is now


def test_agreement_prefers_passages_of_the_days_and_never_punishes_the_undated() -> None:
    feb = resolve("What was signed in February 2024?", TODAY)
    assert agreement(feb, date(2024, 12, 1), "It was signed on Feb. 9, 2024.") == 1.0
    assert agreement(feb, date(2024, 2, 12), "It was signed on Feb. 9.") == 1.0
    assert agreement(feb, date(2024, 2, 12), "It was signed at once.") == 0.75
    assert agreement(feb, date(2021, 2, 12), "It was signed at once.") == 0.25
    assert agreement(feb, date(2024, 12, 1), "It was signed in 1999.") == 0.0
    assert agreement(feb, None, "It was signed at once.") == NEITHER
    assert agreement(None, date(2024, 2, 12), "It was signed in 2024.") == NEITHER


def test_old_news_is_no_help_with_last_month_and_new_news_tells_of_1951() -> None:
    last = resolve("What was said last month?", TODAY)
    assert agreement(last, date(2025, 2, 3), "He said no.") > agreement(last, None, "He said no.")
    assert agreement(last, None, "He said no.") > agreement(last, date(2023, 2, 3), "He said no.")
    past = Range(since=date(1951, 1, 1), until=date(1951, 12, 31), kind="mentioned")
    assert agreement(past, date(2024, 5, 1), "The pact of 1951 said so.") == 1.0


def test_two_months_of_one_year_share_it() -> None:
    spring = Range(since=date(2024, 3, 1), until=date(2024, 4, 30), kind="mentioned")
    assert resolve("What happened in March and April 2024?", TODAY) == spring
    assert resolve("How many of 1500 wolves were shot?", TODAY) is None


def test_what_is_to_come_is_not_taken_for_the_year_before() -> None:
    june = Range(since=date(2025, 6, 1), until=date(2025, 6, 30), kind="mentioned")
    assert agreement(june, date(2025, 3, 15), "The summit will be held in June.") == 1.0
    assert agreement(june, date(2025, 3, 15), "The summit was held in June.") == 0.0
