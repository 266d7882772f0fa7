"""Area under the ROC curve: how often a positive row is scored above a negative one, a tie counting one half.

Source: Hanley and McNeil, "The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve"
(1982): it equals the Mann-Whitney statistic over the number of pairs.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def auc(samples: Floats) -> Floats:
    """Samples shaped (…, n, 2) of (1 or 0, score) rows: a statistic for `bootstrap.estimate`.

    NaN where a sample has rows of one sort only.
    """
    flat = samples.reshape(-1, *samples.shape[-2:])
    return np.array([_area(sample) for sample in flat]).reshape(samples.shape[:-2])


def _area(rows: Floats) -> float:
    positive = rows[:, 0] == 1
    above, below = rows[positive, 1], np.sort(rows[~positive, 1])
    if not len(above) or not len(below):
        return float("nan")
    beaten = np.searchsorted(below, above, side="left") + np.searchsorted(below, above, side="right")
    return float(beaten.mean() / 2 / len(below))
