import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.bootstrap import difference, estimate
from evals.metrics.support import f1


def test_rows_that_could_not_be_scored_are_left_out():
    found = estimate([1.0, None, 0.0, None])
    assert (found.value, found.n) == (0.5, 2)


def test_no_scored_row_is_no_figure():
    found = estimate([None, None])
    assert (found.value, found.low, found.high, found.n) == (None, None, None, 0)


def test_the_same_rows_give_the_same_interval():
    rows = [0.1, 0.9, 0.4, 0.7]
    assert estimate(rows) == estimate(rows)


def test_the_interval_of_a_share_is_about_two_standard_errors_wide():
    found = estimate([1.0, 0.0] * 200)
    assert found.value == 0.5
    assert found.low == pytest.approx(0.451, abs=0.01)  # 0.5 ± 1.96 · sqrt(0.25 / 400)
    assert found.high == pytest.approx(0.549, abs=0.01)


def test_pairs_can_be_estimated_by_a_statistic_of_two_columns():
    found = estimate([(1, 1), (1, 0), (0, 1), (0, 0)] * 10, f1)
    assert found.value == 0.5
    assert found.low < 0.5 < found.high


def test_a_statistic_that_is_undefined_on_all_rows_is_no_figure():
    assert estimate([(0, 0), (0, 0)], f1).value is None


def test_a_constant_improvement_is_not_noise_and_a_wavering_one_is():
    assert not difference([0.0] * 20, [1.0] * 20).noise
    assert difference([0.0, 1.0] * 10, [1.0, 0.0] * 10).noise


def test_only_rows_scored_by_both_runs_are_compared():
    found = difference([None, 0.0, 0.5], [1.0, None, 1.0])
    assert (found.value, found.n) == (0.5, 1)


def test_runs_of_different_length_cannot_be_paired():
    with pytest.raises(ValueError, match="argument 2"):
        difference([1.0], [1.0, 0.0])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_the_interval_lies_within_the_range_of_the_rows(rows):
    found = estimate(rows)
    assert min(rows) - 1e-9 <= found.low <= found.high <= max(rows) + 1e-9
