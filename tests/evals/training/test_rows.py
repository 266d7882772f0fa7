"""Rows are read as they come, in the languages that the base model knows, and some are kept out of teaching."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from evals.training.rows import HELD_OUT_OF, claims, questions
from tests.evals.training.made_up import claim_row, question_row, written


def test_rows_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    asked, claimed = [question_row(at) for at in range(4)], [claim_row(at) for at in range(3)]
    written(tmp_path, asked, claimed)
    assert list(questions(tmp_path)) == asked
    assert list(claims(tmp_path)) == claimed


def test_other_languages_and_rows_without_passages_are_left_out(tmp_path: Path) -> None:
    asked = [question_row(0, lang="ja"), question_row(1, lang="de"), question_row(2, passages=(), gold=())]
    written(tmp_path, asked, [claim_row(0, lang="zh"), claim_row(1, lang="fr")])
    assert [row.id for row in questions(tmp_path)] == ["made-up-1"]
    assert [row.id for row in claims(tmp_path)] == ["claim-1"]


def test_about_one_row_of_so_many_is_kept_out() -> None:
    for rows in ([question_row(at) for at in range(2_000)], [claim_row(at) for at in range(2_000)]):
        share = sum(row.held_out for row in rows) / len(rows)
        assert 0.5 / HELD_OUT_OF < share < 2 / HELD_OUT_OF


def test_questions_that_share_a_passage_stay_together() -> None:
    for at in range(50):
        row = question_row(at)
        other = row.model_copy(update={"id": "other", "question": "Who built it?", "answer": "", "gold": ()})
        assert row.held_out == other.held_out


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(ValidationError):
        claim_row(0, label="maybe")
