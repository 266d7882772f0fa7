"""The belief is fitted from tables of signs: made-up ones here."""

from dataclasses import replace

import numpy as np
import pytest

from evals.bench.read import QuestionRow
from evals.progress import Progress
from evals.training.fit_belief import Asked, fit_belief, fit_order, holding, named, read_again, show
from rag.retrieval.belief import SIGNS, Weights


def asked(chance: np.random.Generator, *, answerable: bool, origin: str = "made-up", windows: int = 6) -> Asked:
    """Where there is an answer, one window holds it, and the reader says so, if not without error."""
    right = np.zeros(windows, dtype=bool)
    right[int(chance.integers(windows))] = answerable
    signs = chance.normal(0, 0.5, (windows, len(SIGNS)))
    signs[:, 0] += np.where(right, 2.0, -2.0) + chance.normal(0, 2.0, windows)
    return Asked(
        origin=origin, answerable=answerable, table=np.concatenate([np.ones((windows, 1)), signs], axis=1), right=right
    )


@pytest.fixture(scope="module")
def rows() -> list[Asked]:
    chance = np.random.default_rng(0)
    return [asked(chance, answerable=at % 2 == 0, origin=f"set-{at % 3}") for at in range(240)]


def test_the_sign_that_tells_weighs_most_and_none_weighs_against(rows: list[Asked]) -> None:
    order = named(fit_order(rows))
    belief = named(fit_belief(rows, fit_order(rows)))
    for weights in (order, belief):
        assert set(weights) == {"intercept", *SIGNS}
        assert weights["reader"] == max(weights[name] for name in SIGNS)
        assert all(weights[name] >= 0 for name in SIGNS)


def test_the_best_window_is_believed_more_where_it_answers(rows: list[Asked]) -> None:
    order = fit_order(rows)
    belief = fit_belief(rows, order)

    def shares(answerable: bool) -> float:
        best = [row.table[int(np.argmax(row.table @ order))] for row in rows if row.answerable is answerable]
        return float(np.mean([1 / (1 + np.exp(-(signs @ belief))) for signs in best]))

    assert shares(True) > shares(False) + 0.1


def test_sets_and_kinds_weigh_the_same_however_many_rows_they_have(rows: list[Asked]) -> None:
    """Twice as many questions without an answer make no belief lower."""
    order = fit_order(rows)
    more = [*rows, *(row for row in rows if not row.right[int(np.argmax(row.table @ order))])]
    assert fit_belief(more, order) == pytest.approx(fit_belief(rows, order), abs=1e-2)


def test_what_is_fitted_can_be_written_as_the_weights_that_ship(rows: list[Asked]) -> None:
    order = fit_order(rows)
    once = {"order": named(order), "belief": named(fit_belief(rows, order))}
    made = Weights(fitted_by="a test", **once, second_order=once["order"], second_belief=once["belief"])
    assert Weights.model_validate_json(made.model_dump_json()) == made


def test_the_likeliest_are_read_again_and_the_second_word_replaces_the_first(rows: list[Asked]) -> None:
    order = fit_order(rows)
    texts = tuple(f"The mill of Osta was built in {1900 + at}." for at in range(6))
    row = replace(rows[0], question="When was the mill built?", texts=texts)
    again = read_again(row, order, Progress("a test", 1))
    assert again.table.shape == row.table.shape
    assert sorted(again.texts) == sorted(texts), "as many as there are"
    changed = (np.sort(again.table, axis=0) != np.sort(row.table, axis=0)).any(axis=0)
    assert changed.tolist() == [name == "reader" for name in ("intercept", *SIGNS)]


def test_the_curve_and_the_reliability_are_shown(rows: list[Asked], capsys: pytest.CaptureFixture[str]) -> None:
    order = fit_order(rows)
    show("made-up", rows, order, fit_belief(rows, order))
    said = capsys.readouterr().out
    assert "made-up: 240 questions, 120 with the answer in a window" in said
    assert "eight 1.00" in said
    assert "false answers / false refusals" in said
    assert "belief → best window right" in said


def test_windows_that_hold_an_answer_are_known_by_its_words() -> None:
    row = QuestionRow(id="1", question="When?", answers=("1902",))
    assert holding(row, ["Built in 1902.", "Built in 1911."]).tolist() == [True, False]
    none = QuestionRow(id="2", question="When?", answers=("1902",), answerable=False)
    assert holding(none, ["Built in 1902."]).tolist() == [False]
