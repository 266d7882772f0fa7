"""Tables in plain text, whose columns are parted by bars, tabs or spaces, or that were pasted a cell a line.

Each row becomes a line that carries its headings, as rows of other files do. What has no headings over figures stays
as it was typed: it may be a list, an address or a poem.
"""

import re
from collections.abc import Iterator, Sequence

from index.loaders.table import written
from index.table import is_figure, may_head

FEWEST = 3
"""Rows of the smallest table: its headings and two below them."""

LONGEST_CELL = 60
"""Characters of a cell at most, so that lines of prose are no cells."""

_PARTED: tuple[re.Pattern[str], ...] = tuple(map(re.compile, (r"\|", r"\t", r"\t+", r" {2,}")))
"""What parts columns, the surest first. One space parts words."""
_RULE = re.compile(r"[\s|+:=_-]*")
"""A line drawn between rows."""
_PROSE = re.compile(r"[^\W\d_]{2,}[.!?…]$")
"""The end of a sentence. A cell may end in a full stop, but then most do not."""
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")

Rows = list[list[str]]


def with_rows_written(text: str) -> str:
    """The text with its tables as lines that can be read alone; all else stays as it is."""
    paragraphs = _BLANK.split(text)
    parts = list(_stacked([_with_table(paragraph) for paragraph in paragraphs]))
    return text if parts == paragraphs else "\n\n".join(parts)


def _with_table(paragraph: str) -> str:
    """A paragraph of which lines in succession are a table; a line above it may say of what."""
    lines = paragraph.split("\n")
    for parted in _PARTED:
        first = next((at for at, line in enumerate(lines) if len(_cells(line, parted)) > 1), None)
        if first is None:
            continue
        body = lines[first:]
        rows = [_cells(line, parted) for line in body if not _RULE.fullmatch(line)]
        if _is_table(rows):
            return "\n".join([*lines[:first], written(rows)])
    return paragraph


def _stacked(paragraphs: Sequence[str]) -> Iterator[str]:
    """Paragraphs in succession that each hold a row, its cells one below the other, become one table."""
    at = 0
    while at < len(paragraphs):
        rows = Rows()
        while at < len(paragraphs) and _same_width(rows, row := paragraphs[at].strip("\n").split("\n")):
            rows.append([cell.strip() for cell in row])
            at += 1
        first = _begins(rows)
        yield from paragraphs[at - len(rows) : at if first is None else at - len(rows) + first]
        if first is not None:
            yield written(rows[first:])
        elif not rows:
            yield paragraphs[at]
            at += 1


def _same_width(rows: Rows, row: Sequence[str]) -> bool:
    return len(row) > 1 and (not rows or len(row) == len(rows[0])) and all(len(cell) <= LONGEST_CELL for cell in row)


def _is_table(rows: Rows) -> bool:
    if len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        return False
    return max(len(cell) for row in rows for cell in row) <= LONGEST_CELL and _begins(rows) == 0


def _begins(rows: Rows) -> int | None:
    """Where the longest table begins that goes on to the last of these rows, which are as wide as one another: from the
    row on that may head those below it, of which a column holds more figures than not. Each cell is read once."""
    found, prose, figures = None, 0, [0] * len(rows[0]) if rows else []
    for below, row in enumerate(reversed(rows)):
        prose += sum(bool(_PROSE.search(cell)) for cell in row)
        headed = may_head(row) and any(2 * number > below for number in figures)
        if headed and below + 1 >= FEWEST and 4 * prose <= (below + 1) * len(row):
            found = len(rows) - 1 - below
        figures = [number + is_figure(cell) for number, cell in zip(figures, row, strict=True)]
    return found


def _cells(line: str, parted: re.Pattern[str]) -> list[str]:
    return [cell.strip() for cell in parted.split(line.strip(" ").strip("|").strip(" "))]
