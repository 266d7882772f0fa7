"""python -m rag brief KIND "subject": a briefing on the terminal, or as Markdown, HTML, CSV, JSON or DOCX."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from index.errors import IndexingError
from index.library import open_library_of
from index.settings import library_given, library_option
from rag.briefing import export
from rag.briefing.ask import brief
from rag.briefing.sentences import said
from rag.errors import AnswerError, QuestionError
from rag.filter_options import filter_options, filters_given
from rag.settings import Settings
from rag.types import Briefing, BriefingKind, Row

_KINDS = {kind.name.lower(): kind for kind in BriefingKind if kind is not BriefingKind.FACT}


def main(arguments: Sequence[str]) -> int:
    """The exit status: 0 with rows or a count, 1 where nothing was found, 2 failed."""
    options = _parser().parse_args(arguments)
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        made = _make(options, errors)
    except (AnswerError, IndexingError) as error:
        errors.print(str(error), style="red", markup=False)
        return 2
    except KeyboardInterrupt:
        return 2
    if made is None:
        errors.print(f"Nothing in the documents is about {options.subject!r}.", markup=False)
        return 1
    return 0


def show(briefing: Briefing, console: Console) -> None:
    """The briefing on a terminal."""
    console.print(Text(briefing.label[0].upper() + briefing.label[1:], style="bold"))
    for text in filter(None, (briefing.conclusion, briefing.notice)):
        console.print(Text(text))
    group = None
    for number, row in enumerate(briefing.rows, start=1):
        if row.group and row.group != group:
            console.print(Text(row.group, style="bold"))
        group = row.group
        console.print(_line(number, row))
    console.print(Text(export.coverage(briefing), style="dim"))


def _line(number: int, row: Row) -> Text:
    day = said(row.day, row.precision) if row.day else "undated"
    published = " (published)" if row.day and row.day_of == "publication" else ""
    line = Text.assemble((f"{number:>3}. ", "cyan"), (f"{day}{published}: ", "green"), f"“{row.statement}”")
    line.append(f"  {'; '.join(_origin(row))}", style="dim")
    if row.differs:
        line.append(f"  (differs from {', '.join(str(at + 1) for at in row.differs)})", style="yellow")
    return line


def _origin(row: Row) -> list[str]:
    return [", ".join(filter(None, (c.source or c.title, str(c.published or ""), c.place))) for c in row.citations]


def _make(options: argparse.Namespace, errors: Console) -> Briefing | None:
    settings = Settings(**library_given(options))
    filters = filters_given(options)
    with open_library_of(settings) as library:
        if not options.subject.strip() and options.kind != "count":
            raise QuestionError("The subject is empty.", hint="Say what the briefing is to be about.")
        made = brief(_KINDS[options.kind], options.subject, library, filters=filters, length=options.length)
        if made is None:
            return None
        digests = export.digests(made, library)
    _write(made, digests, options, errors)
    return made


def _write(made: Briefing, digests: dict[str, str], options: argparse.Namespace, errors: Console) -> None:
    form = "json" if options.json else options.format
    if form == "docx":
        if options.out is None:
            raise QuestionError("A Word document cannot be printed.", hint="Name a file with --out.")
        options.out.write_bytes(export.docx(made, digests))
        return
    if form is None and options.out is None:
        show(made, Console(highlight=False, soft_wrap=True))
        return
    written = {"markdown": export.markdown, "html": export.html, "csv": export.as_csv, "json": export.as_json}
    text = written[form or "markdown"](made, digests)
    if options.out is None:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    else:
        options.out.write_text(text, encoding="utf-8", newline="")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag brief", description=__doc__)
    parser.add_argument("kind", choices=sorted(_KINDS))
    parser.add_argument(
        "subject", help='of a comparison both sides: "Oslo and Bergen"; of a count "" for all documents'
    )
    library_option(parser)
    filter_options(parser)
    parser.add_argument("--length", type=int, help="how many rows")
    parser.add_argument("--json", action="store_true", help="the whole briefing as JSON")
    parser.add_argument("--format", choices=export.FORMATS, help="instead of lines for the terminal")
    parser.add_argument("--out", type=Path, help="the file to write")
    return parser
