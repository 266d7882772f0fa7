import numpy as np
import pytest

from evals.metrics.latency import p50, p95, percentile


def test_percentiles_interpolate_between_the_measured_times():
    assert percentile(0.5, [1.0, None, 2.0, 4.0, 3.0]) == 2.5
    assert percentile(0.95, range(101)) == 95


def test_nothing_measured_is_no_latency():
    assert percentile(0.5, [None]) is None


def test_the_statistics_agree_with_the_percentile():
    times = np.array([0.5, 1.5, 9.0])
    assert float(p50(times)) == percentile(0.5, times)
    assert float(p95(times)) == pytest.approx(percentile(0.95, times))
