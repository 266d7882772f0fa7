"""The belief, in 0…1, that a passage supports a sentence: a logistic regression over `rag.verification.features`.

Its weights are fitted by `python -m evals.fit_support` and live beside this file.
"""

import math
from collections.abc import Mapping
from pathlib import Path

from rag.weights import load

WEIGHTS = Path(__file__).with_name("support_weights.json")


def belief(figures: Mapping[str, float]) -> float:
    """Probability of support. Raises KeyError when a figure is missing that the weights were fitted to."""
    weights = load(WEIGHTS)
    total = weights["intercept"] + sum(w * figures[name] for name, w in weights.items() if name != "intercept")
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
