"""Tables as text has them → their cells under their headings: rows between bars, and records that name each cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from index.table import SHEET, is_record
from rag.language.quantities.numbers import quantities
from rag.language.tables import is_row, is_rule

ABOUT = 2
"""Lines before a table that may say what it is about: its caption, and the heading or sentence above that."""

_ITEM = re.compile(r"^[-*•] ")
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_MARK = re.compile(r"[⁰¹²³⁴-⁹]+|\[[\w*]{1,3}\]")


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """The cells of a row with their headings; `text[start:end]` of its document is the row as it stands."""

    start: int
    end: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of one table, and the lines before it."""

    about: str
    rows: tuple[TableRow, ...]


def tables(text: str) -> list[Table]:
    """The tables of a document's text that have two rows or more."""
    found: list[Table] = []
    before: list[str] = []
    told = (line for line in _lines(text) if line[2])  # rows of a sheet stand apart
    for kind, lines in groupby(told, key=lambda line: _kind(line[2])):
        own = list(lines)
        if kind:
            about = "\n".join(before[-ABOUT:])
            some = _between_bars(own) if kind == "bars" else _records(own)
            found += [Table(about=about, rows=rows) for rows in some if len(rows) > 1]
        before += [line for _, _, line in own if not kind]
    return found


def value(cell: str) -> float | None:
    """The one number of a cell; None where it has none, or several. "1 340" is one, the mark of a note none."""
    told = quantities(_SPACED.sub("", _MARK.sub("", cell)))
    return told[0].value if len(told) == 1 else None


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line), line.strip()
        at += len(line) + 1


def _kind(line: str) -> str:
    return "bars" if is_row(line) else "records" if is_record(line) else ""


def _between_bars(lines: list[tuple[int, int, str]]) -> Iterator[tuple[TableRow, ...]]:
    heads = _cells(lines[0][2])
    yield tuple(
        TableRow(start=start, end=end, cells=tuple(zip(heads, _cells(line), strict=False)))
        for start, end, line in lines[1:]
        if not is_rule(line)
    )


def _cells(line: str) -> list[str]:
    inner = line[1:] if line.startswith("|") else line
    return [cell.strip(" *_`") for cell in inner.removesuffix("|").split("|")]


def _records(lines: list[tuple[int, int, str]]) -> Iterator[tuple[TableRow, ...]]:
    """Runs of records that begin with the same heading: those of another table, or sheet, begin with another."""
    rows = [(_named(line), start, end) for start, end, line in lines]
    for (sheet, _), run in groupby(rows, key=lambda row: _begin(row[0])):
        yield tuple(TableRow(start=start, end=end, cells=cells[bool(sheet) :]) for cells, start, end in run)


def _begin(cells: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The sheet that a row names before its own cells, if it does, and its first heading."""
    if cells[0][0] == SHEET and len(cells) > 1:
        return cells[0][1], cells[1][0]
    return "", cells[0][0]


def _named(line: str) -> tuple[tuple[str, str], ...]:
    parts = (part.partition(": ") for part in _ITEM.sub("", line).split("; "))
    return tuple((heading if cell else "", cell or heading) for heading, _, cell in parts)
