"""python -m rag check FILE: every statement of a draft held against the library.

Exit status: 0 all is borne out, 1 something is not, 2 it could not be checked.
"""

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Signal

from rich.console import Console
from rich.text import Text

from index.errors import IndexingError
from index.library import Library, open_library_of
from index.settings import library_given, library_option
from index.types import Filters
from rag.checking.check import MOST, check, size
from rag.checking.draft import PASTED, pasted, read_draft
from rag.checking.export import EXPORTS, deciding, summary, where
from rag.checking.types import Checked, Draft, Report, Standing
from rag.errors import AnswerError
from rag.filter_options import filter_options, filters_given
from rag.settings import Settings

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)

_STYLES = {
    Standing.SUPPORTED: "green", Standing.PARTLY: "yellow", Standing.CONTRADICTED: "red", Standing.NOT_FOUND: "yellow",
    Standing.NO_STATEMENT: "dim", Standing.NOT_JUDGED: "dim",
}  # fmt: skip
_EVERY = 25
"""Statements after which a long draft says how far it has come."""


def main(arguments: Sequence[str]) -> int:
    """Returns the exit status. Ctrl-C keeps, and shows, what was judged."""
    options = _parser().parse_args(arguments)
    shown = options.format or "text"
    try:
        draft = pasted(sys.stdin.read()) if options.file == "-" else read_draft(Path(options.file))
        filters = filters_given(options)
        with open_library_of(Settings(**library_given(options))) as library:
            report = _report(draft, library, filters, options, live=shown == "text")
    except (AnswerError, IndexingError) as error:
        _err.print(str(error), style="red", markup=False)
        return 2
    if shown == "text":
        _end(report)
    else:
        print(EXPORTS[shown](report, only_faults=options.only_faults))
    return 1 if report.to_look_at else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag check", description=__doc__)
    parser.add_argument("file", metavar="FILE", help=f"a draft (.txt, .md, .docx), or - for {PASTED}")
    library_option(parser)
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="everything, as JSON")
    parser.add_argument("--csv", dest="format", action="store_const", const="csv", help="a row a statement")
    parser.add_argument("--markdown", dest="format", action="store_const", const="markdown", help="to read or keep")
    parser.add_argument("--only-faults", action="store_true", help="show only what is not borne out")
    filter_options(parser)
    parser.add_argument("--most", type=_positive, default=MOST, metavar="N", help=f"statements at most ({MOST:,})")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("has to be 1 or more")
    return number


def _report(draft: Draft, library: Library, filters: Filters, options: argparse.Namespace, *, live: bool) -> Report:
    """The report; every statement is shown as it is judged, or how many are, so that a long draft is seen to go on."""
    cancel = Signal()
    total, done = size(draft, options.most), 0
    with _interrupted(cancel):
        for item in check(draft, library, filters=filters, most=options.most, cancel=cancel):
            if isinstance(item, Report):
                return item
            done += 1
            if live and not (options.only_faults and item.borne_out):
                _show(item)
            if done % _EVERY == 0 and done < total:
                _err.print(f"{done:,} of {total:,} statements checked …", style="dim")
    raise AssertionError("a check ends with its report")


@contextmanager
def _interrupted(cancel: Signal) -> Iterator[None]:
    """Ctrl-C ends the check after the statement at hand; a second one ends it at once."""

    def stop(*_: object) -> None:
        cancel.set()
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _show(checked: Checked) -> None:
    line = Text(" ".join(checked.statement.text.split()))
    line.append(f"\n    {checked.standing}", style=_STYLES[checked.standing])
    for fault in checked.faults:
        line.append(f" · {fault.kind}", style=_STYLES[checked.standing])
    line.append(f": {checked.reason}", style="dim")
    for found in deciding(checked) if checked.standing is not Standing.NOT_FOUND else ():
        side = "says otherwise: " if found in checked.against else ""
        line.append(f"\n    {side}“{' '.join(found.citation.quote.split())}” ({where(found.citation)})", style="dim")
    _out.print(line)


def _end(report: Report) -> None:
    for notice in report.notices:
        _err.print(notice, style="yellow", markup=False)
    _out.print()
    _out.print(Text(f"{summary(report)}. Held against {report.documents:,} documents."))
