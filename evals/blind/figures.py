"""Results of a suite → figures over many prompts, none of which tells of a single one.

Shares come with Wilson intervals, everything else with bootstrap intervals. What a figure is a share of:

    right                          answerable prompts; every expectation is met (`Result.passed`)
    contains the answer            answerable prompts with a `must`; answered, every `must` said, whatever is cited
    false refusals                 answerable prompts; declined
    in the evidence                answerable prompts with a `must`; every `must` stands in the passages shown, in the
                                   first three or the first of them (text, title and date, matched as answers are)
    false answers                  unanswerable prompts; answered
    AUC of the belief              `Answer.belief`, answerable prompts against unanswerable ones
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evals.metrics.auc import auc
from evals.metrics.bootstrap import Estimate, estimate
from evals.metrics.latency import p50, p95
from evals.metrics.wilson import share
from evals.reports.results import Result
from evals.suites.match import says
from evals.suites.reply import Read
from index.day import in_words

ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`over` names the prompts that it is of: all, a group or a kind."""

    name: str
    over: str
    estimate: Estimate


def figures(results: Sequence[Result], groups: Mapping[str, frozenset[str]]) -> list[Figure]:
    """The shares of answerable prompts, of all and by group, what is right by kind too; then all the others."""
    asked = [result for result in results if result.answerable]
    parts = {ALL: asked} | {name: [r for r in asked if r.kind in kinds] for name, kinds in groups.items()}
    kinds = {kind: [r for r in asked if r.kind == kind] for kind in dict.fromkeys(r.kind for r in asked)}
    found = _shares("right", lambda r: r.passed, [*parts.items(), *kinds.items()])
    for name, holds in _OF_ANSWERABLE.items():
        found += _shares(name, holds, [*parts.items()])
    found.append(_figure("false answers", share(not r.reply.declined for r in results if not r.answerable)))
    found.append(_figure("AUC of the belief", estimate([_believed(r) for r in results], auc)))
    for name, seconds in (
        ("whole answer", [r.reply.timing.total_s for r in results]),
        ("evidence", [r.reply.timing.evidence_s for r in results]),
    ):
        found.append(_figure(f"seconds of the {name}, p50", estimate(seconds, p50)))
        found.append(_figure(f"seconds of the {name}, p95", estimate(seconds, p95)))
    return found


def contains_answer(result: Result) -> bool | None:
    """None where nothing has to be said."""
    said = [check.ok for check in result.checks if check.name == "must"]
    return all(said) and not result.reply.declined if said else None


def in_evidence(result: Result, first: int | None = None) -> bool | None:
    """Whether each `must` stands in one of the `first` passages (None: of all); None where nothing has to be said."""
    wanted = [check.expected for check in result.checks if check.name == "must"]
    passages = result.reply.evidence[:first]
    return all(any(_says(passage, entry) for passage in passages) for entry in wanted) if wanted else None


_OF_ANSWERABLE: Mapping[str, Callable[[Result], bool | None]] = {
    "contains the answer": contains_answer,
    "false refusals": lambda r: r.reply.declined,
    "in the evidence": in_evidence,
    "in the evidence, first three": lambda r: in_evidence(r, 3),
    "in the evidence, first": lambda r: in_evidence(r, 1),
}


def _says(passage: Read, entry: str) -> bool:
    return any(says(part, entry) for part in (passage.text, passage.title, *_spellings(passage.published)))


def _spellings(published: str | None) -> tuple[str, ...]:
    """The day as it is kept, and as texts have it."""
    if not published:
        return ()
    day = date.fromisoformat(published)
    return published, f"{day:%B} {day.day}, {day.year}", in_words(day)


def _believed(result: Result) -> tuple[float, float] | None:
    belief = result.reply.belief
    return None if belief is None else (float(result.answerable), belief)


def _shares(
    name: str, holds: Callable[[Result], bool | None], parts: Sequence[tuple[str, Sequence[Result]]]
) -> list[Figure]:
    return [_figure(name, share(map(holds, rows)), over) for over, rows in parts]


def _figure(name: str, found: Estimate, over: str = ALL) -> Figure:
    return Figure(name=name, over=over, estimate=found)
