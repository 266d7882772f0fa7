"""Latency percentiles, in seconds, linearly interpolated.

Source: Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), type 7, numpy's default.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def percentile(share: float, seconds: Iterable[float | None]) -> float | None:
    """The value below which `share` of the measured times lie; None when nothing was measured."""
    measured = [value for value in seconds if value is not None]
    return float(np.quantile(measured, share)) if measured else None


def p50(samples: Floats) -> Floats:
    """Median over the last axis: a statistic for `bootstrap.estimate`."""
    return np.asarray(np.quantile(samples, 0.5, axis=-1))


def p95(samples: Floats) -> Floats:
    """95th percentile over the last axis: a statistic for `bootstrap.estimate`."""
    return np.asarray(np.quantile(samples, 0.95, axis=-1))
