"""Rows of cells: what heads them, how they are written as a line each, and how such a line is known again."""

import re
from collections.abc import Iterable, Sequence

Cells = Sequence[str | None]
"""The cells of a row from the left. None stands for a column that the cell to its left spans as well."""

GROUP = 80
"""Characters of the longest line across a table that is repeated in the rows below it."""

LONGEST = 300
"""Characters of the longest cell that is taken for a figure."""

SHEET = "Sheet"
"""What heads the name of the sheet before the cells of a row, where a file has several."""

# A number with its sign, brackets, unit of up to three characters ("€", "km") and footnote mark.
_FIGURE = re.compile(r"[^\w(]{0,3}\(?[-+−–]?\s?\d[\d.,\s'’]*\)?\s?(?:%|‰|[^\s\d]{1,3})?\W{0,3}")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_RECORD = re.compile(r"(?:[-*•] )?[^:;|]{1,60}: [^;]{1,200}(?:; [^:;|]{1,60}: [^;]{1,200})+")
"""Two cells or more with their headings, parted by semicolons."""


def record(cells: Iterable[tuple[str, str]]) -> str:
    """A row as a line that can be understood alone, of its cells with their headings: "Town: Kure; Boats: 7"."""
    return "; ".join(f"{heading}: {cell}" if heading and heading != cell else cell for heading, cell in cells)


def is_record(line: str) -> bool:
    """Whether it is such a line of two cells or more, in a list or not."""
    return _RECORD.fullmatch(line) is not None


def headings(rows: Sequence[Cells], width: int) -> list[str]:
    """For each of so many columns what stands above it in rows of headings, from the top, each text once."""
    columns: list[dict[str, None]] = [{} for _ in range(width)]
    for row in rows:
        last = ""
        for column, cell in zip(columns, row, strict=False):
            last = last if cell is None else cell
            if last:
                column[last] = None
    return [", ".join(column).rstrip(" :") for column in columns]


def looks_headed(rows: Sequence[Sequence[str]]) -> bool:
    """Does the first row name the columns? It does if it holds no figure but years, and rows below it hold figures."""
    if len(rows) < 2 or not may_head(rows[0]):
        return False
    below, columns = rows[1:], range(len(rows[0]))
    return any(2 * sum(len(row) > n and is_figure(row[n]) for row in below) > len(below) for n in columns)


def may_head(row: Sequence[str]) -> bool:
    """Whether it has a text for each column but the first, and no figure but years."""
    return all(row[1:]) and not any(is_figure(cell) and not _YEAR.fullmatch(cell.strip()) for cell in row)


def is_figure(cell: str) -> bool:
    return len(cell) <= LONGEST and bool(_FIGURE.fullmatch(cell.strip()))
