"""What the readers make of examples that were kept out: figures a set.

AUC of windows that answer against those that do not; MRR of the best window that answers, among the windows of its
question; exact match and token F1 of the place; accuracy of claim labels and AUC of supported against the rest.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.metrics.auc import auc as area
from evals.metrics.mean import mean
from evals.metrics.squad import exact_match, token_f1
from evals.training.examples import CLAIM_LABELS, Example

SUPPORTED = CLAIM_LABELS.index("supported")


def auc(scores: Sequence[float] | NDArray[np.float64], right: Sequence[bool] | NDArray[np.bool_]) -> float | None:
    """The area under the ROC curve (`evals.metrics.auc`); None where one kind is missing."""
    right = np.asarray(right, dtype=bool)
    if not right.any() or right.all():
        return None
    return float(area(np.column_stack([right, scores]).astype(np.float64)))


def question_figures(examples: Sequence[Example], whether: Sequence[float], places: Sequence[str]) -> list[str]:
    """A line a set, and one of all."""
    rows: dict[str, list[int]] = defaultdict(list)
    for at, example in enumerate(examples):
        rows[example.origin].append(at)
        rows["all"].append(at)
    return [_question_line(name, ats, examples, whether, places) for name, ats in sorted(rows.items())]


def claim_figures(examples: Sequence[Example], logits: NDArray[np.float64]) -> list[str]:
    """A line a set, and one of all."""
    rows: dict[str, list[int]] = defaultdict(list)
    for at, example in enumerate(examples):
        rows[example.origin].append(at)
        rows["all"].append(at)
    lines = []
    for name, ats in sorted(rows.items()):
        labels = np.array([examples[i].label for i in ats])
        accuracy = float((logits[ats].argmax(1) == labels).mean())
        told = auc(support(logits[ats]), labels == SUPPORTED)
        lines.append(f"{name:28} n {len(ats):5}  accuracy {accuracy:.3f}  AUC of supported {_shown(told)}")
    return lines


def support(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of `supported` among the labels, 0…1."""
    shares = np.exp(logits - logits.max(1, keepdims=True))
    found: NDArray[np.float64] = shares[:, SUPPORTED] / shares.sum(1)
    return found


def _question_line(
    name: str, ats: Sequence[int], examples: Sequence[Example], whether: Sequence[float], places: Sequence[str]
) -> str:
    labels = np.array([examples[i].label for i in ats], dtype=bool)
    told = auc([whether[i] for i in ats], labels)
    groups: dict[str, list[int]] = defaultdict(list)
    for i in ats:
        groups[examples[i].group].append(i)
    ranks = []
    for group in groups.values():
        order = sorted(group, key=lambda i: -whether[i])
        right = [rank for rank, i in enumerate(order, start=1) if examples[i].label]
        if right:
            ranks.append(1 / right[0])
    placed = [
        (places[i], examples[i].second[examples[i].start : examples[i].end]) for i in ats if examples[i].start >= 0
    ]
    return (
        f"{name:28} n {len(ats):5}  AUC {_shown(told)}  MRR {_shown(mean(ranks))} of {len(ranks)}  "
        f"EM {_shown(mean([exact_match(said, [gold]) or 0.0 for said, gold in placed]))}  "
        f"F1 {_shown(mean([token_f1(said, [gold]) or 0.0 for said, gold in placed]))} of {len(placed)}"
    )


def _shown(value: float | None) -> str:
    return "   – " if value is None else f"{value:.3f}"
