"""Suggestions over the sample corpus: real index, real retrieval."""

from index.library import Library
from index.types import Filters
from rag.pipeline import Assistant, answer
from rag.suggestions.suggest import STARTERS, follow_ups, starters
from rag.types import Outcome, Question

COMMANDER = "Who is the first commander of Japan's Joint Operations Command?"


def test_what_is_suggested_can_be_answered_and_was_not_asked(extractive: Assistant) -> None:
    given = answer(extractive, Question(text=COMMANDER))
    found = follow_ups(given, extractive.library, threshold=0.5)
    assert found
    assert COMMANDER not in found
    assert found == follow_ups(given, extractive.library, threshold=0.5)
    assert all(answer(extractive, Question(text=q)).outcome is not Outcome.DECLINED for q in found)


def test_what_has_been_asked_is_not_suggested_again(extractive: Assistant) -> None:
    given = answer(extractive, Question(text=COMMANDER))
    first, *_ = follow_ups(given, extractive.library, threshold=0.5)
    assert first not in follow_ups(given, extractive.library, threshold=0.5, asked=[first])


def test_nothing_is_suggested_that_the_filters_or_the_threshold_forbid(extractive: Assistant) -> None:
    given = answer(extractive, Question(text=COMMANDER))
    nowhere = Filters(sources=("No such paper",))
    assert follow_ups(given, extractive.library, threshold=0.5, filters=nowhere) == ()
    assert follow_ups(given, extractive.library, threshold=1.0) == ()


def test_starters_are_different_questions_that_the_library_answers(extractive: Assistant) -> None:
    found = starters(extractive.library, threshold=0.5)
    assert 2 <= len(found) <= STARTERS
    assert len(set(found)) == len(found)
    assert all(answer(extractive, Question(text=q)).outcome is not Outcome.DECLINED for q in found)


def test_an_empty_library_starts_nothing(library: Library) -> None:
    assert starters(library, threshold=0.5) == ()
