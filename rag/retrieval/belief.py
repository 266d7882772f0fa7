"""How well a window that was read answers: one score that orders windows, and one calibrated belief.

Logistic regressions over the same signs, fitted by `python -m evals.training.fit_belief` on hundreds of questions of
several sets: which windows hold the answer, and whether the best window of a question does; one of each for the word
of the first reader, and one for that of the second, which replaces it. Both words together did no better than the
second's alone (design/log/2026-11-29.md).
"""

import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.models.readers import Reading
from rag.retrieval.windows import Window

WEIGHTS = Path(__file__).with_name("belief.json")

SIGNS = ("reader", "cosine", "overlap", "timely")
"""The reader's log odds, clipped; the three of `Window`."""

CERTAIN = 8.0
"""Log odds beyond which the reader is no surer."""


class Weights(BaseModel):
    """`order` ranks windows; `belief` says how likely the best one answers; `second_order` and `second_belief` do so
    for windows that were read twice. Each has an intercept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fitted_by: str
    order: dict[str, float]
    belief: dict[str, float]
    second_order: dict[str, float]
    second_belief: dict[str, float]


def signs(window: Window, reading: Reading) -> dict[str, float]:
    """What speaks for a window, by the names of SIGNS."""
    return {
        "reader": word(reading),
        "cosine": window.cosine,
        "overlap": window.overlap,
        "timely": window.timely,
    }


def word(reading: Reading) -> float:
    """A reader's log odds, clipped: the sign "reader"."""
    return max(-CERTAIN, min(CERTAIN, reading.log_odds))


def order(found: Mapping[str, float], *, second: bool = False) -> float:
    """Log odds that a window with these signs is one that answers, among those of its question. `second`: the word is
    the second reader's."""
    return _sum(weights().second_order if second else weights().order, found)


def belief(found: Mapping[str, float], *, second: bool = False) -> float:
    """Probability in 0…1 that a window with these signs answers, if it is its question's best."""
    return 1.0 / (1.0 + math.exp(-_sum(weights().second_belief if second else weights().belief, found)))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship."""
    return Weights.model_validate_json(WEIGHTS.read_bytes())


def _sum(by_name: Mapping[str, float], found: Mapping[str, float]) -> float:
    total = by_name["intercept"] + sum(by_name[name] * found[name] for name in SIGNS)
    return max(-30.0, min(30.0, total))
