"""Rows of cells → lines that can each be understood and quoted alone: "Town: Kure; Boats: 7"."""

import re
from collections.abc import Iterator, Sequence

from index.table import GROUP, Cells, record
from index.table import headings as columns

MOST_ROWS = 50_000
"""Rows of a file that are read."""

# A figure is a number with at most a sign or currency before it and a unit of three characters behind it.
_FIGURE = re.compile(r"\W{0,3}\(?[-+−–]?\s?\d[\d.,\s'’]*\)?\s?\S{0,3}")
# Years and days may stand above a column without being figures of it.
_TIME = re.compile(r"(?:1[5-9]|20)\d\d(?:-\d\d){0,2}")


def lines(rows: Sequence[Cells], group: str = "") -> list[str]:
    """A line a row with the headings of its cells, and before them `group`, which tells what all rows belong to.

    A blank row ends a table; the next has headings of its own, or goes on under those above it. Lines above the
    headings stand by themselves.
    """
    written: list[str] = []
    headings: list[str] = []
    for number, table in enumerate(_tables(rows)):
        body, heads, captions = _headed(table, lenient=number == 0)
        written += [_joined(group, caption) for caption in captions]
        if heads:
            headings = columns(heads, max(map(len, heads)))
        elif any(cell and not _heading(headings, n) for row in body for n, cell in enumerate(row)):
            headings = []
        written += _body(body, headings, group)
    return written


def cell_text(value: str) -> str:
    """What a cell holds, on one line."""
    return " ".join(value.split())


def _tables(rows: Sequence[Cells]) -> Iterator[list[Cells]]:
    table: list[Cells] = []
    for row in rows:
        if any(row):
            table.append(row)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _headed(table: list[Cells], lenient: bool) -> tuple[list[Cells], list[Cells], list[str]]:
    """Rows, rows of headings and lines above them.

    The first table of a sheet is taken to have headings if its first row can be some; a later one has to prove it by
    figures below.
    """
    above = 0
    while above < len(table) - 1 and len(_filled(table[above])) == 1 and len(_filled(table[above + 1])) != 1:
        above += 1
    captions = [_filled(row)[0] for row in table[:above]]
    rest = table[above:]
    deep = 2 if len(rest) > 2 and None in rest[0] and _can_head(rest[1]) else 1
    below = rest[deep:]
    wide = max((len(_filled(row)) for row in below), default=0)
    heads = bool(below) and len(_filled(rest[0])) > 1 and _can_head(rest[0]) and 2 * len(_filled(rest[0])) >= wide
    if not heads or not (lenient or _has_figures(below)):
        return rest, [], captions
    return below, rest[:deep], captions


def _can_head(row: Cells) -> bool:
    cells = _filled(row)
    return bool(cells) and not any(_is_figure(cell) for cell in cells) and not _TIME.fullmatch(cells[0])


def _has_figures(rows: Sequence[Cells]) -> bool:
    return 2 * sum(any(_is_figure(cell) for cell in _filled(row)) for row in rows) > len(rows)


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell)) and not _TIME.fullmatch(cell)


def _filled(row: Cells) -> list[str]:
    return [cell for cell in row if cell]


def _heading(headings: Sequence[str], column: int) -> str:
    return headings[column] if column < len(headings) else ""


def _body(rows: Sequence[Cells], headings: Sequence[str], group: str) -> Iterator[str]:
    under = ""
    for row in rows:
        if headings and len(row) > 1 and row[0] and all(cell is None for cell in row[1:]):
            under = row[0] if len(row[0]) <= GROUP else ""
            yield _joined(group, row[0])
        elif any(headings):
            named = ((_heading(headings, column), cell) for column, cell in enumerate(row) if cell)
            yield _joined(group, under, record(named))
        else:
            yield _joined(group, under, " | ".join(_filled(row)))


def _joined(*parts: str) -> str:
    return "; ".join(filter(None, parts))
