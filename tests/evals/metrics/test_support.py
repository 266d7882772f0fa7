import numpy as np
import pytest

from evals.metrics.support import balanced_accuracy, f1, precision, recall

# 2 true positives, 1 false positive, 1 false negative, 4 true negatives
PAIRS = np.array([[1, 1], [1, 1], [1, 0], [0, 1], [0, 0], [0, 0], [0, 0], [0, 0]], dtype=float)


@pytest.mark.parametrize(
    ("metric", "value"), [(precision, 2 / 3), (recall, 2 / 3), (f1, 2 / 3), (balanced_accuracy, (2 / 3 + 4 / 5) / 2)]
)
def test_support_figures_agree_with_the_table_worked_out_by_hand(metric, value):
    assert float(metric(PAIRS)) == pytest.approx(value)


def test_many_samples_are_scored_at_once():
    assert f1(np.stack([PAIRS, PAIRS])) == pytest.approx([2 / 3, 2 / 3])


def test_a_figure_without_its_denominator_is_undefined():
    assert np.isnan(precision(np.array([[0.0, 1.0]])))
    assert np.isnan(balanced_accuracy(np.array([[1.0, 1.0]])))
