"""What the command shows on a terminal: lines as plain text, progress, what an addition did, the documents."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from index.catalog import Entry
from index.library import Library
from index.printable import printable
from index.progress import OnProgress, Report
from index.progress import Progress as Step
from index.report import failures, notes, summary, warnings

out = Console()
err = Console(stderr=True)
_ENDLESS = 1_000_000
_LONGEST = 40
"""Characters of a source or a title in a list on a terminal."""


def say(console: Console, line: str, style: str | None = None) -> None:
    """Prints one line as plain text: names of files may hold anything."""
    console.print(printable(line), style=style, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def progress() -> Iterator[OnProgress]:
    """A bar on standard error, as long as it lasts."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err) as line:
        task = line.add_task("", total=None)

        def show(at: Step) -> None:
            name = at.name.rsplit("/", 1)[-1]
            line.update(task, total=at.total, completed=at.done, description=printable(name[:48]))

        yield show


def told(report: Report, library: Library) -> int:
    """Returns the exit status."""
    for line in notes(report):
        say(err, line)
    for line in warnings(report):
        say(err, line, "yellow")
    for line in failures(report):
        say(err, line, "red")
    out.print(summary(report, library), highlight=False)
    return 1 if report.errors else 0


def listed(entries: Iterable[Entry]) -> None:
    """A line a document."""
    # However narrow the terminal, nothing that `edit` and `remove` need is cut: long lines run on.
    most = _LONGEST if out.is_terminal else None
    table = Table("id", "date", box=None)
    table.add_column("source", no_wrap=True, max_width=most)
    table.add_column("title", no_wrap=True, max_width=most)
    table.add_column("tags", no_wrap=True, max_width=most)
    table.add_column("chunks")
    table.add_column("path", no_wrap=True, overflow="ignore")
    for entry in entries:
        row = (
            entry.id, str(entry.published or ""), entry.source or "", entry.title, ", ".join(entry.tags),
            str(entry.chunks), entry.paths[0],
        )  # fmt: skip
        table.add_row(*(printable(cell).replace("[", r"\[") for cell in row))
    Console(width=_ENDLESS).print(table)
