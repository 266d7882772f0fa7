"""Faults found and true sentences flagged. Either alone can be made perfect by a check of no use, so: always together.

Precision and recall of error detection, told as an editor asks for them: of the faults, which were found (recall), and
under their own name; of the true sentences, which were flagged (the false positive rate).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.metrics.bootstrap import Estimate
from evals.metrics.wilson import share


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Of one sentence: its label, whether it was flagged, and under a name that fits (None where none does)."""

    label: str
    faulty: bool
    flagged: bool
    named: bool | None = None


def found(outcomes: Iterable[Outcome]) -> Estimate:
    """The share of faulty sentences that were flagged."""
    return share(o.flagged for o in outcomes if o.faulty)


def flagged(outcomes: Iterable[Outcome]) -> Estimate:
    """The share of true sentences that were flagged."""
    return share(o.flagged for o in outcomes if not o.faulty)


def named(outcomes: Iterable[Outcome]) -> Estimate:
    """The share of faulty sentences of a kind with a name that were flagged under it."""
    return share(o.named for o in outcomes if o.faulty)


def by_label(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """For every label, in order of appearance, the share that was flagged."""
    labels = dict.fromkeys(o.label for o in outcomes)
    return {label: share(o.flagged for o in outcomes if o.label == label) for label in labels}
