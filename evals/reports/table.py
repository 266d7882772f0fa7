"""Results of suites as Rich tables. Everything that comes from documents or models is escaped."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.metrics.bootstrap import Estimate
from evals.reports.results import Result, Run, Summary
from evals.suites.judge import shares


def show(run: Run, console: Console) -> None:
    """A row for every prompt, then the summary."""
    table = Table(title=f"{', '.join(run.suites)} · {run.model}", title_justify="left")
    for heading in ("id", "kind", "", "question", "missed", "s"):
        table.add_column(heading, justify="right" if heading == "s" else "left")
    for result in run.results:
        table.add_row(*_cells(result))
    console.print(table)
    console.print(summary_table(run.summary))
    if run.judge:
        correct, grounded = shares([result.grade for result in run.results])
        console.print(
            f"apart from all that, {escape(run.judge)} calls {_share(correct)} correct, {_share(grounded)} grounded"
        )
    for line in run.below:
        console.print(f"[red]below the threshold:[/] {escape(line)}")
    if run.notices:
        console.print(f"[yellow]{run.notices} replies carry a notice of a failure on the way.[/]")


def summary_table(summary: Summary) -> Table:
    table = Table(show_header=False, box=None)
    table.add_row("passed", f"{summary.passed} of {summary.total}")
    table.add_row("declined rightly", f"{summary.declined_rightly} of {summary.unanswerable} unanswerable")
    table.add_row(
        "false answers, false refusals", f"{_rate(summary.false_answer_rate)}, {_rate(summary.false_refusal_rate)}"
    )
    for kind, count in summary.by_kind.items():
        table.add_row(f"  {escape(kind)}", f"{count.passed} of {count.total}")
    for name, seconds in (
        ("evidence", summary.evidence_s),
        ("first token", summary.first_token_s),
        ("whole answer", summary.total_s),
    ):
        table.add_row(f"{name}, p50 and p95", f"{_seconds(seconds.p50)}, {_seconds(seconds.p95)}")
    table.add_row("tokens, prompt and answer", f"{_count(summary.prompt_tokens)}, {_count(summary.completion_tokens)}")
    return table


def _cells(result: Result) -> tuple[str, ...]:
    missed = "; ".join(f"{c.name} {c.expected!r}: {c.detail}" for c in result.checks if not c.ok)
    mark = "[green]✓[/]" if result.passed else "[red]✗[/]"
    seconds = result.reply.timing.total_s
    return (
        escape(result.id),
        escape(result.kind),
        mark,
        escape(result.question),
        escape(missed),
        "" if seconds is None else f"{seconds:.1f}",
    )


def _share(found: Estimate) -> str:
    return "none" if found.value is None else f"{found.value:.2f} of {found.n}"


def _rate(value: float | None) -> str:
    return "not scored" if value is None else f"{value:.2f}"


def _seconds(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.1f} s"


def _count(value: float | None) -> str:
    return "not counted" if value is None else f"{value:.0f}"
