import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from evals.metrics.auc import auc
from evals.metrics.bootstrap import estimate


def test_it_is_the_area_that_scikit_learn_computes_ties_included():
    generator = np.random.default_rng(1)
    truth = generator.integers(0, 2, 60).astype(float)
    scores = np.round(generator.random(60) + truth / 3, 1)
    rows = np.stack([truth, scores], axis=-1)
    assert auc(rows) == pytest.approx(roc_auc_score(truth, scores))
    both = auc(np.stack([rows, rows * [1, -1]]))
    assert both.shape == (2,)
    assert both.sum() == pytest.approx(1)


def test_its_interval_holds_it_and_rows_without_a_score_do_not_count():
    rows = [(1.0, 0.9), (1.0, 0.6), (0.0, 0.7), (0.0, 0.1), None] * 10
    found = estimate(rows, auc)
    assert (found.value, found.n) == (0.75, 40)
    assert found.low < 0.75 < found.high


def test_one_sort_of_row_alone_has_no_area():
    assert estimate([(1.0, 0.9), (1.0, 0.2)], auc).value is None
