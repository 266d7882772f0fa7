"""Tables in plain text, whose columns are parted by bars, tabs or spaces, or that were pasted a cell a line.

Each row becomes a line that carries its headings, as rows of other files do. What has no headings over figures stays
as it was typed: it may be a list, an address or a poem.
"""

import re
from collections.abc import Iterator, Sequence

from index.loaders.table import written
from index.table import looks_headed

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
        end, rows = at, Rows()
        while end < len(paragraphs) and _same_width(rows, row := paragraphs[end].strip("\n").split("\n")):
            rows.append([cell.strip() for cell in row])
            end += 1
        if _is_table(rows):
            yield written(rows)
            at = end
        else:
            yield paragraphs[at]
            at += 1


def _same_width(rows: Rows, row: Sequence[str]) -> bool:
    return len(row) > 1 and (not rows or len(row) == len(rows[0])) and all(len(cell) <= LONGEST_CELL for cell in row)


def _is_table(rows: Rows) -> bool:
    if len(rows) < FEWEST or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    if max(map(len, cells)) > LONGEST_CELL:
        return False
    prose = sum(bool(_PROSE.search(cell)) for cell in cells)
    return 4 * prose <= len(cells) and looks_headed(rows)


def _cells(line: str, parted: re.Pattern[str]) -> list[str]:
    return [cell.strip() for cell in parted.split(line.strip(" ").strip("|").strip(" "))]
