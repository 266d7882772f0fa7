"""The shipped reader itself, on sentences that it was not taught."""

import pytest

from rag.reader import answers

HARBOUR = "Gull Island has four ferries. The oldest of them, the Petrel, was built in 1962 in Bergen."


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("How many ferries does Gull Island have?", "Gull Island is known for its cheese, sold at the weekly market."),
        ("When was the Petrel built?", "The Petrel is the oldest of the ferries and is painted green."),
        ("Where was the Petrel built?", "The council will vote on Friday on the future of the Petrel."),
    ],
)
def test_a_passage_that_answers_is_told_from_one_about_the_same(question: str, other: str) -> None:
    said, unsaid = answers(question, [HARBOUR, other])
    assert said > 0.5 > unsaid


def test_any_number_of_passages_each_by_itself() -> None:
    question = "How many ferries does Gull Island have?"
    assert answers(question, []) == []
    (alone,) = answers(question, [HARBOUR])
    many = answers(question, [HARBOUR, *["The council met."] * 9])
    assert len(many) == 10
    assert many[0] == pytest.approx(alone, abs=0.05)  # padding and eight-bit weights


def test_what_is_too_long_is_cut_and_not_refused() -> None:
    (value,) = answers("How many ferries? " * 400, [HARBOUR * 200])
    assert 0 <= value <= 1
