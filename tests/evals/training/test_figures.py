"""Figures of hand-made numbers."""

import numpy as np
import pytest

from evals.training.examples import Example
from evals.training.figures import auc, claim_figures, question_figures, support


@pytest.mark.parametrize(
    ("scores", "right", "expected"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.9, 0.8, 0.2, 0.1], [False, False, True, True], 0.0),
        ([0.9, 0.8, 0.2, 0.1], [True, False, True, False], 0.75),
        ([0.5, 0.5, 0.5, 0.5], [True, False, True, False], 0.5),
        ([0.5, 0.1], [True, True], None),
        ([], [], None),
    ],
)
def test_auc(scores: list[float], right: list[bool], expected: float | None) -> None:
    assert auc(scores, right) == (expected if expected is None else pytest.approx(expected))


def window(group: str, label: int, text: str = "Built in 1902.", start: int = -1, end: int = -1) -> Example:
    return Example(
        task="question", first="When?", second=text, label=label, origin=group[:3], start=start, end=end, group=group
    )


def test_questions_have_a_line_a_set_and_one_of_all() -> None:
    examples = [
        window("one", 0), window("one", 1, start=9, end=13),  # second of two
        window("two", 1, start=0, end=5), window("two", 0), window("two", 0),  # first of three
    ]  # fmt: skip
    lines = question_figures(examples, [2.0, 1.0, 3.0, 0.0, -1.0], ["", "1902", "in 1902", "", ""])
    assert [line.split()[0] for line in lines] == ["all", "one", "two"]
    whole = " ".join(lines[0].split())
    assert "n 5" in whole
    assert "MRR 0.750 of 2" in whole
    assert "EM 0.500" in whole
    assert "of 2" in whole
    assert f"AUC {auc([2.0, 1.0, 3.0, 0.0, -1.0], [False, True, True, False, False]):.3f}" in whole


def test_where_nothing_can_be_told_a_dash_stands() -> None:
    (whole, _) = question_figures([window("one", 0)], [1.0], [""])
    assert " ".join(whole.split()) == "all n 1 AUC – MRR – of 0 EM – F1 – of 0"


def test_claims_have_accuracy_and_how_well_the_supported_are_told() -> None:
    examples = [
        Example(task="claim", first="c", second="e", label=label, origin="set") for label in (0, 1, 2, 3)
    ]  # fmt: skip
    logits = np.array([[5.0, 0, 0, 0], [0, 5.0, 0, 0], [4.0, 0, 0, 0], [0, 0, 0, 5.0]])
    lines = claim_figures(examples, logits)
    assert [line.split()[0] for line in lines] == ["all", "set"]
    assert "accuracy 0.750" in lines[0]
    assert "AUC of supported 1.000" in lines[0]


def test_support_is_a_share() -> None:
    shares = support(np.array([[0.0, 0, 0, 0], [1000.0, 0, 0, 0], [-1000.0, 0, 0, 0]]))
    assert shares == pytest.approx([0.25, 1.0, 0.0])
