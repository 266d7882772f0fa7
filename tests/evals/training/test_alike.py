"""What a search brings for a question and does not answer it, and the windows made of it."""

import random

from evals.training.alike import NEAREST, alike
from evals.training.examples import question_examples
from evals.training.rows import QuestionRow
from tests.evals.training.made_up import question_row


def many(count: int = 12, **others: object) -> list[QuestionRow]:
    return [question_row(at, **others) for at in range(count)]


def test_nearest_passages_are_neither_the_rows_own_nor_have_its_answer() -> None:
    rows = many()
    found = alike(rows)
    assert found.keys() == {row.id for row in rows}
    for row in rows:
        assert 0 < len(found[row.id]) <= NEAREST
        assert any("lighthouse was built" in passage for passage in found[row.id]), "the same of another town"
        assert not any(passage == row.passages[0] or row.answer in passage for passage in found[row.id])


def test_what_has_the_answer_too_is_passed_over() -> None:
    first, second = question_row(0), question_row(1, answer="1900")
    assert second.answer in first.passages[0]
    assert first.passages[0] not in alike([first, second])[second.id]


def test_rows_without_an_answer_and_other_sets_are_no_part_of_it() -> None:
    """The right passage of an unanswered row is among the others'."""
    unanswered = question_row(3, gold=(), answer="")
    elsewhere = question_row(4, set="other")
    found = alike([question_row(0), unanswered, elsewhere])
    assert unanswered.id not in found
    assert not set(found[elsewhere.id]) & set(question_row(0).passages)
    assert alike([]) == {}


def test_one_such_window_takes_the_place_of_a_wrong_one() -> None:
    row, near = question_row(0), {question_row(0).id: ["A lighthouse was built in Oban. It is red."]}
    for seed in range(20):
        without = list(question_examples(row, random.Random(seed)))
        found = list(question_examples(row, random.Random(seed), alike=near))
        (searched,) = [e for e in found if e.origin == "searched"]
        assert (searched.label, searched.start, searched.second) == (0, -1, near[row.id][0])
        assert not any(e.origin == "searched" for e in without)
