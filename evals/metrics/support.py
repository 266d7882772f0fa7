"""How well a verifier tells supported claims from the rest: precision, recall, F1, balanced accuracy.

Source: van Rijsbergen, "Information Retrieval" (1979) for F; Brodersen et al., "The Balanced Accuracy and Its
Posterior Distribution" (ICPR 2010). WiCE (Kamoi et al., 2023) reports F1 of "supported" the same way.
Each takes samples of (predicted, actual) pairs as 0/1, shaped (…, n, 2), and gives one figure a sample, NaN
where it is undefined, so that `bootstrap.estimate` can use it as a statistic.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def precision(pairs: Floats) -> Floats:
    predicted, actual = pairs[..., 0], pairs[..., 1]
    return _ratio((predicted * actual).sum(axis=-1), predicted.sum(axis=-1))


def recall(pairs: Floats) -> Floats:
    predicted, actual = pairs[..., 0], pairs[..., 1]
    return _ratio((predicted * actual).sum(axis=-1), actual.sum(axis=-1))


def f1(pairs: Floats) -> Floats:
    predicted, actual = pairs[..., 0], pairs[..., 1]
    return _ratio(2 * (predicted * actual).sum(axis=-1), predicted.sum(axis=-1) + actual.sum(axis=-1))


def balanced_accuracy(pairs: Floats) -> Floats:
    """Mean of the recall on supported claims and the recall on the rest."""
    return (recall(pairs) + recall(1 - pairs)) / 2


def _ratio(part: Floats, whole: Floats) -> Floats:
    undefined = np.full(np.shape(whole), np.nan)
    return np.asarray(np.divide(part, whole, out=undefined, where=whole > 0))
