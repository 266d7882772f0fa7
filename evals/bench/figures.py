"""Scores of one system → the figures that are printed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evals.metrics import bootstrap
from evals.metrics.bootstrap import Estimate, Statistic, estimate
from evals.metrics.latency import p50, p95

Score = float | tuple[float, float] | None
"""One row's score; a pair for figures of the whole table, such as F1; None where it could not be scored."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """Scores of all rows, in the rows' order, and what is made of them."""

    scores: Sequence[Score]
    statistic: Statistic = bootstrap.mean

    @property
    def estimate(self) -> Estimate:
        return estimate(self.scores, self.statistic)


def latencies(seconds: Sequence[float | None]) -> dict[str, Metric]:
    """The median of the rows' seconds, and their 95th percentile."""
    return {
        "latency_p50": Metric(scores=seconds, statistic=p50),
        "latency_p95": Metric(scores=seconds, statistic=p95),
    }


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A system's figures. `details` go to `--json` only, one entry a row; `notes` to standard error. `paired` says
    whether its rows are those of the other systems, one by one."""

    bench: str
    stage: str
    system: str
    n: int
    metrics: Mapping[str, Metric]
    notes: tuple[str, ...] = ()
    details: Sequence[Mapping[str, object]] = field(default=(), repr=False)
    paired: bool = True

    def line(self) -> str:
        """The one line on standard output."""
        return json.dumps(self._head() | {"metrics": {name: _plain(m.estimate) for name, m in self.metrics.items()}})

    def full(self) -> dict[str, object]:
        """What `--json` holds: also how many rows each figure is over, and the rows."""
        metrics = {name: _plain(m.estimate) | {"n": m.estimate.n} for name, m in self.metrics.items()}
        rows = [
            {**detail, "scores": {name: metric.scores[i] for name, metric in self.metrics.items()}}
            for i, detail in enumerate(self.details)
        ]
        return self._head() | {"metrics": metrics, "notes": list(self.notes), "rows": rows}

    def _head(self) -> dict[str, object]:
        return {"bench": self.bench, "stage": self.stage, "system": self.system, "n": self.n}


def _plain(found: Estimate) -> dict[str, float | None]:
    return {name: _short(getattr(found, name)) for name in ("value", "low", "high")}


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def against(base: Figures, other: Figures) -> list[str]:
    """`base` minus `other`, row by row, in words: one line a figure that is a mean."""
    lines = []
    for name, metric in base.metrics.items():
        theirs = other.metrics.get(name)
        if theirs is None or metric.statistic is not bootstrap.mean or theirs.statistic is not bootstrap.mean:
            continue
        found = bootstrap.difference(_numbers(theirs.scores), _numbers(metric.scores))
        if found.value is not None:
            verdict = "noise" if found.noise else "outside the interval"
            lines.append(
                f"{base.system} − {other.system} {name}: {found.value:+.3f} "
                f"({found.low:+.3f} to {found.high:+.3f}, n {found.n}): {verdict}"
            )
    return lines


def _numbers(scores: Sequence[Score]) -> list[float | None]:
    return [score if isinstance(score, float | int) else None for score in scores]
