"""The command `python -m evals drafts`: how many faults of drafted paragraphs are found, and how many true sentences
are flagged."""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.blind.sealed import sealed
from evals.drafts.labelled import read_drafts
from evals.drafts.measure import IDLE, TRUE, Row, rows
from evals.errors import EvalError
from evals.metrics.bootstrap import Estimate
from evals.metrics.faults import by_label, flagged, found, named
from evals.progress import Progress
from index.build import add
from index.library import Library, open_library
from rag.settings import Settings


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("drafts", help="check labelled drafts, and count what is found")
    command.add_argument("drafts", nargs="+", type=Path, metavar="FILE=DIR", help="paragraphs, and their documents")
    command.add_argument("--summary-only", action="store_true", help="figures alone: no row is shown")
    command.set_defaults(action=run_drafts)


def run_drafts(options: argparse.Namespace) -> int:
    """The exit status. Every file has its documents behind "=": they are indexed for the run, and forgotten."""
    pairs = [_pair(given) for given in options.drafts]
    with sealed() if options.summary_only else nullcontext():
        done = [row for file, documents in pairs for row in _rows(file, documents)]
    console = Console()
    console = console if console.is_terminal else Console(width=140)
    if not options.summary_only:
        _show(done, console)
    _figures(done, console)
    return 0


def _pair(given: Path) -> tuple[Path, Path]:
    file, equals, documents = str(given).partition("=")
    if not equals or not Path(documents).exists():
        raise EvalError(f"{given}: names no documents.", hint="Give FILE=DIR, as in evals/drafts/sample_a.yaml=corpus.")
    return Path(file), Path(documents)


def _rows(file: Path, documents: Path) -> Iterator[Row]:
    paragraphs = read_drafts(file)
    progress = Progress(f"paragraphs of {file.stem}", len(paragraphs))
    with _library(documents) as library:
        for paragraph in paragraphs:
            yield from rows(paragraph, library)
            progress.step()


@contextmanager
def _library(documents: Path) -> Iterator[Library]:
    settings = Settings()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_library(
            data=Path(folder), models=settings.models, embedding=settings.embedding, chunk_tokens=settings.chunk_tokens
        ) as library,
    ):
        if errors := add([documents], library).errors:
            raise errors[0]
        yield library


def _show(done: Sequence[Row], console: Console) -> None:
    """What went wrong, a line each."""
    for row in done:
        outcome = row.outcome
        if row.label != IDLE and outcome.flagged != outcome.faulty:
            told = f"{row.result.standing}: {row.result.reason}" if row.result else "cut otherwise"
            console.print(f"{row.paragraph}  {row.label}  {row.text}\n    {told}", markup=False, highlight=False)


def _figures(done: Sequence[Row], console: Console) -> None:
    outcomes = [row.outcome for row in done]
    judged = [outcome for outcome in outcomes if outcome.label != IDLE]
    table = Table("figure", "share", "95%", "n", box=None)
    for name, estimate in (
        ("faults found", found(judged)),
        ("faults named", named(judged)),
        ("true sentences flagged", flagged(judged)),
        *((f"flagged: {label}", estimate) for label, estimate in by_label(outcomes).items()),
    ):
        table.add_row(name, *_cells(estimate))
    console.print(table)
    wrongly = Counter(_head(row) for row in done if row.label == TRUE and row.outcome.flagged)
    told = ", ".join(f"{head} {number}" for head, number in wrongly.most_common())
    console.print(f"True sentences were flagged for: {told or 'nothing'}.", markup=False, highlight=False)


def _head(row: Row) -> str:
    """Under what a sentence was flagged: its first fault, or else its verdict."""
    if row.result is None:
        return "nothing"
    return str(row.result.faults[0].kind) if row.result.faults else str(row.result.standing)


def _cells(estimate: Estimate) -> tuple[str, str, str]:
    if estimate.value is None:
        return "–", "", "0"
    return f"{estimate.value:.3f}", f"{estimate.low:.2f} to {estimate.high:.2f}", str(estimate.n)
