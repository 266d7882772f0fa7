"""Two runs over the same prompts: what got better, what got worse, and which differences are noise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.errors import ResultsError
from evals.metrics.bootstrap import Difference, difference
from evals.metrics.mean import mean
from evals.metrics.refusal import false_answer, false_refusal
from evals.reports.results import Result, Run

Measure = Callable[[Result], float | None]

MEASURES: Mapping[str, tuple[Measure, bool]] = {
    "passed": (lambda r: float(r.passed), True),
    "expectations met": (lambda r: sum(c.ok for c in r.checks) / len(r.checks) if r.checks else None, True),
    "false answers": (lambda r: false_answer(r.answerable, r.reply.declined), False),
    "false refusals": (lambda r: false_refusal(r.answerable, r.reply.declined), False),
    "evidence s": (lambda r: r.reply.timing.evidence_s, False),
    "first token s": (lambda r: r.reply.timing.first_token_s, False),
    "whole answer s": (lambda r: r.reply.timing.total_s, False),
    "prompt tokens": (lambda r: r.reply.timing.prompt_tokens, False),
    "answer tokens": (lambda r: r.reply.timing.completion_tokens, False),
}
"""Name → (measure, whether more is better)."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A measure in both runs. `verdict` is better, worse, or noise when the interval includes 0."""

    name: str
    before: float | None
    after: float | None
    difference: Difference
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`better` and `worse` are prompts that pass now and did not, and the other way round."""

    changes: tuple[Change, ...]
    better: tuple[Result, ...]
    worse: tuple[Result, ...]
    only_before: int
    only_after: int


def compare(before: Run, after: Run) -> Comparison:
    """Pairs the prompts by suite and id. Raises ResultsError if the runs share none."""
    early = {(r.suite, r.id): r for r in before.results}
    late = {(r.suite, r.id): r for r in after.results}
    shared = [place for place in early if place in late]
    if not shared:
        raise ResultsError("The two files have no prompt in common.", hint="Compare runs of the same suite.")
    pairs = [(early[place], late[place]) for place in shared]
    return Comparison(
        changes=tuple(_change(name, measure, more, pairs) for name, (measure, more) in MEASURES.items()),
        better=tuple(new for old, new in pairs if new.passed and not old.passed),
        worse=tuple(new for old, new in pairs if old.passed and not new.passed),
        only_before=len(early) - len(shared),
        only_after=len(late) - len(shared),
    )


def show(comparison: Comparison, console: Console) -> None:
    table = Table(title="after against before, paired", title_justify="left")
    for heading in ("", "before", "after", "difference", "95% interval", "n", ""):
        table.add_column(heading)
    for change in comparison.changes:
        table.add_row(*_cells(change))
    console.print(table)
    for title, results in (("better", comparison.better), ("worse", comparison.worse)):
        console.print(f"[bold]{title}[/]: {len(results)}")
        for result in results:
            missed = "; ".join(f"{c.name} {c.expected!r}: {c.detail}" for c in result.checks if not c.ok)
            console.print(f"  {escape(result.id)}  {escape(result.question)}  {escape(missed)}")
    if comparison.only_before or comparison.only_after:
        console.print(f"left out: {comparison.only_before} prompts only before, {comparison.only_after} only after")


def _change(name: str, measure: Measure, more_is_better: bool, pairs: Sequence[tuple[Result, Result]]) -> Change:
    scores = [(measure(old), measure(new)) for old, new in pairs]
    both = [(old, new) for old, new in scores if old is not None and new is not None]
    found = difference([old for old, _ in both], [new for _, new in both])
    return Change(
        name=name,
        before=mean(old for old, _ in both),
        after=mean(new for _, new in both),
        difference=found,
        verdict=_verdict(found, more_is_better),
    )


def _verdict(found: Difference, more_is_better: bool) -> str:
    if found.value is None:
        return "not scored"
    if found.noise:
        return "noise"
    return "better" if (found.value > 0) is more_is_better else "worse"


def _cells(change: Change) -> tuple[str, ...]:
    found = change.difference
    if found.value is None:
        return (change.name, "", "", "", "", "0", change.verdict)
    return (
        change.name,
        f"{change.before:.3f}",
        f"{change.after:.3f}",
        f"{found.value:+.3f}",
        f"{found.low:+.3f} to {found.high:+.3f}",
        str(found.n),
        change.verdict,
    )
