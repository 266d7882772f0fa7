"""What the charts and the table of a run show, as rows of plain values. Knows nothing of Streamlit."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from evals.reports.compare import Change, Comparison
from evals.reports.results import Result, Run, Summary
from evals.suites.check import Check
from ui.plain import day, plain

Row = dict[str, object]
_T = TypeVar("_T")
_FIELDS = {"must": "has to say", "must_not": "must not say", "cites": "has to cite", "quote": "has to quote"}
NOW, BEFORE = "this run", "the run before"


def when(file: Path) -> str:
    """The local time at which a run's file was begun: 3 May 2024, 14:05."""
    try:
        at = datetime.strptime(file.name.split(".")[0], "%Y%m%dT%H%M%S").replace(tzinfo=UTC).astimezone()
    except ValueError:
        return file.stem
    return f"{day(at.date())}, {at:%H:%M:%S}"


def kinds(run: Run, earlier: Run | None) -> list[Row]:
    """The pass rate of every kind in this run."""
    own = run.summary.by_kind
    return [
        {
            "name": plain(f"{kind} · {own[kind].passed} of {own[kind].total}"),
            "share": c.passed / c.total,
            "said": f"{c.passed} of {c.total}",
            "run": name,
        }
        for name, kinds in _both(run, earlier, lambda summary: summary.by_kind)
        for kind, c in kinds.items()
        if kind in own
    ]


def errors(run: Run, earlier: Run | None) -> list[Row]:
    """False answers and false refusals, where there were questions for them."""
    return [
        {"name": what, "share": rate, "said": f"{rate:.0%}", "run": name}
        for name, summary in _both(run, earlier, lambda summary: summary)
        for what, rate in (
            ("False answers", summary.false_answer_rate),
            ("False refusals", summary.false_refusal_rate),
        )
        if rate is not None
    ]


def latencies(run: Run) -> list[Row]:
    """Half and nearly all of the times, in seconds."""
    s = run.summary
    named = (("Evidence", s.evidence_s), ("First word", s.first_token_s), ("Whole answer", s.total_s))
    return [
        {"name": name, "p50": t.p50, "p95": t.p95, "said": f"{t.p50:.1f} s, 95% under {t.p95:.1f} s"}
        for name, t in named
        if t.p50 is not None and t.p95 is not None
    ]


def cases(results: tuple[Result, ...], comparison: Comparison | None) -> list[Row]:
    better = {(r.suite, r.id) for r in comparison.better} if comparison else set()
    worse = {(r.suite, r.id) for r in comparison.worse} if comparison else set()
    rows: list[Row] = []
    for r in results:
        place = (r.suite, r.id)
        rows.append(
            {
                "": "✓" if r.passed else "✗",
                "Question": plain(r.question),
                "Missed": plain("; ".join(missed(r))),
                "Change": "better" if place in better else "worse" if place in worse else "",
                "Kind": plain(r.kind),
                "Seconds": r.reply.timing.total_s,
            }
        )
    return rows


def missed(result: Result) -> Iterator[str]:
    """The expectations that were not met, in words."""
    return (f"{' '.join(expectation(c))} ({c.detail})" for c in result.checks if not c.ok)


def expectation(check: Check) -> tuple[str, str]:
    """What the answer has to do, and what with, in words."""
    if check.name == "answerable":
        return "has to be", "declined" if check.expected == "declined" else "answered"
    return _FIELDS.get(check.name, check.name), " or ".join(part.strip() for part in check.expected.split("|"))


def model(name: str) -> str:
    """Who answered, in words."""
    return "quotations only, no model" if name == "none" else name


def changes(comparison: Comparison) -> list[Row]:
    """The measures of both runs; differences inside their interval are noise."""
    return [_change(change) for change in comparison.changes if change.difference.value is not None]


def _change(change: Change) -> Row:
    d = change.difference
    return {
        "Measure": change.name[0].upper() + change.name[1:],
        "Before": change.before,
        "Now": change.after,
        "Difference": d.value,
        "95% interval": f"{d.low:+.2f} to {d.high:+.2f}",
        "Verdict": change.verdict,
    }


def _both(run: Run, earlier: Run | None, read: Callable[[Summary], _T]) -> Iterator[tuple[str, _T]]:
    yield NOW, read(run.summary)
    if earlier:
        yield BEFORE, read(earlier.summary)
