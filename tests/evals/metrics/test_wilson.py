import pytest

from evals.metrics.wilson import share


def test_the_interval_is_the_published_one():
    found = share([True] * 7 + [False] * 3)  # Brown, Cai and DasGupta's formula worked by hand
    assert (found.value, found.n) == (0.7, 10)
    assert (found.low, found.high) == (pytest.approx(0.3968, abs=1e-4), pytest.approx(0.8922, abs=1e-4))


def test_none_of_few_is_not_known_to_be_none_at_all():
    found = share([False] * 3)
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(0.5615, abs=1e-4)
    assert share([True] * 3).low == pytest.approx(1 - 0.5615, abs=1e-4)


def test_rows_that_were_not_scored_do_not_count():
    assert share([True, None, False, None]).n == 2
    assert share([None]).value is None
    assert share([]).n == 0
