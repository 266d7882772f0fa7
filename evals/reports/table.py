"""Results of suites as Rich tables. Everything that comes from documents or models is escaped."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.metrics.bootstrap import Estimate
from evals.reports.results import Result, Run, Summary
from evals.reports.summary_lines import lines
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
    for name, value in lines(summary):
        table.add_row(escape(name), value)
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
