"""A figure with its 95% interval, and the difference of two runs over the same questions.

Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), percentile intervals, chapter 13; for
paired differences, Koehn, "Statistical Significance Tests for Machine Translation Evaluation" (2004).
The seed is fixed: the same rows give the same interval.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
"""Samples shaped (…, n) or (…, n, columns) → one figure a sample."""

RESAMPLES = 1000
SEED = 20240501
_BLOCK = 4_000_000  # values drawn at once: 32 MB


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """`value` over `n` scored rows; all three None when no row could be scored."""

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, kw_only=True)
class Difference(Estimate):
    """After minus before, over the rows that both runs scored."""

    @property
    def noise(self) -> bool:
        """True when the interval includes 0, or nothing could be compared."""
        return self.low is None or self.high is None or self.low <= 0 <= self.high


def mean(samples: Floats) -> Floats:
    return np.asarray(samples.mean(axis=-1))


def estimate(rows: Sequence[float | Sequence[float] | None], statistic: Statistic = mean) -> Estimate:
    """The statistic over the rows that are not None, with its interval."""
    scored = np.array([row for row in rows if row is not None], dtype=np.float64)
    if not len(scored):
        return Estimate(value=None, low=None, high=None, n=0)
    value = float(statistic(scored[None])[0])
    drawn = _resampled(scored, statistic)
    if np.isnan(value) or np.isnan(drawn).all():
        return Estimate(value=None, low=None, high=None, n=len(scored))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Estimate(value=value, low=float(low), high=float(high), n=len(scored))


def difference(before: Sequence[float | None], after: Sequence[float | None]) -> Difference:
    """The mean of after − before. Raises ValueError if the runs are not row by row the same length."""
    pairs = zip(before, after, strict=True)
    found = estimate([late - early for early, late in pairs if early is not None and late is not None])
    return Difference(value=found.value, low=found.low, high=found.high, n=found.n)


def _resampled(scored: Floats, statistic: Statistic) -> Floats:
    generator = np.random.default_rng(SEED)
    at_once = max(1, _BLOCK // scored.size)
    blocks = []
    for start in range(0, RESAMPLES, at_once):
        count = min(at_once, RESAMPLES - start)
        picks = generator.integers(0, len(scored), size=(count, len(scored)))
        blocks.append(statistic(scored[picks]))
    return np.concatenate(blocks)
