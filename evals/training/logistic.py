"""A logistic regression in which every kind of row weighs the same, and no sign speaks against."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]


def balanced_logistic(
    table: NDArray[np.float64], kinds: Sequence[tuple[str, bool]], penalty: float
) -> NDArray[np.float64]:
    """Weights of a logistic regression on the rows of `table`, whose first column is the intercept's.

    `kinds` says of each row its set and whether it is a yes; every kind weighs the same. No weight but the intercept is
    negative.
    """
    counts = Counter(kinds)
    share = np.array([1 / len(counts) / counts[kind] for kind in kinds])
    sign = np.array([1.0 if yes else -1.0 for _, yes in kinds])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (table @ weights)
        penalised = np.concatenate([[0.0], weights[1:]])
        return (
            float(share @ np.logaddexp(0, -margin) + penalty * penalised @ penalised / 2),
            table.T @ (-share * sign / (1 + np.exp(margin))) + penalty * penalised,
        )

    bounds = [(None, None)] + [(0.0, None)] * (table.shape[1] - 1)
    found: NDArray[np.float64] = minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B").x
    return found
