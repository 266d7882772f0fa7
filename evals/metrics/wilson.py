"""A share with its 95% interval, which holds for small n and near 0 and 1 too, where the bootstrap's has no width.

Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927); compared with others in
Brown, Cai and DasGupta, "Interval Estimation for a Binomial Proportion" (2001).
"""

from collections.abc import Iterable
from math import sqrt

from evals.metrics.bootstrap import Estimate

Z = 1.959964
"""The 97.5th percentile of the standard normal distribution."""


def share(outcomes: Iterable[bool | None]) -> Estimate:
    """The share of True among the outcomes that are not None, with its score interval."""
    scored = [outcome for outcome in outcomes if outcome is not None]
    n = len(scored)
    if not n:
        return Estimate(value=None, low=None, high=None, n=0)
    p = sum(scored) / n
    centre = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    reach = Z / (1 + Z**2 / n) * sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    # At 0 and 1 the bound is p itself, up to rounding.
    return Estimate(value=p, low=min(p, max(0.0, centre - reach)), high=max(p, min(1.0, centre + reach)), n=n)
