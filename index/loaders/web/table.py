"""A table of a page → lines that carry their headings; tables that only lay out a page are no tables."""

from collections.abc import Callable, Iterator
from typing import Any

from index.loaders.table import written
from index.loaders.web.elements import HEADINGS, text_of

WIDEST = 100
"""Columns, and rows that a cell spans, at most: a page may claim any number."""

_INNER = ("table", *HEADINGS, "pre", "blockquote", "figure")

Text = Callable[[Any], str]
"""A cell's text on one line."""


def is_layout(table: Any) -> bool:
    """Does the table only place things on the page: by its role, its cells' contents, or for want of columns?"""
    if table.get("role") in ("presentation", "none"):
        return True
    if any(True for _ in table.iter("th")):
        return False
    rows = list(_rows(table))
    return max((len(cells) for cells in rows), default=0) < 2 or any(
        True for _ in table.iter(*_INNER) if _ is not table
    )


def lines(table: Any, text: Text) -> str:
    """The table's lines; where rows in its midst are headings again, they hold from there on."""
    caption = next((text(c) for c in table.iterchildren("caption")), "")
    cells = list(_rows(table))
    grid = _grid(cells, text)
    head = [_is_head(row) for row in cells]
    named = _named_rows(cells, grid, head)
    if named:
        return "\n".join(filter(None, (f"{caption.rstrip('.:')}:" if caption else "", *named)))
    parts: list[str] = []
    start = 0
    for at in range(1, len(grid) + 1):
        if at == len(grid) or (head[at] and not head[at - 1] and at > start and _names_columns(grid[at])):
            heads = next((n for n, is_head in enumerate(head[start:at]) if not is_head), at - start)
            part = written(grid[start:at], heads=heads or None, caption="" if parts else caption)
            parts += [part] if part else []
            start = at
    return "\n".join(parts)


def _rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each row of this table itself, not of one inside it."""
    for element in table:
        if element.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(element)
        elif element.tag == "tr":
            yield [cell for cell in element if cell.tag in ("td", "th")]


def _is_head(cells: list[Any]) -> bool:
    """Cells of headings alone, of which the first may be empty; or a row of the table's head."""
    if not cells:
        return False
    if next(cells[0].iterancestors("thead", "table")).tag == "thead":
        return True
    filled = [cell for cell in cells if text_of(cell)]
    return len(cells) > 1 and bool(filled) and all(cell.tag == "th" for cell in filled)


def _names_columns(row: list[str | None]) -> bool:
    return sum(bool(cell) for cell in row) > 1


def _named_rows(cells: list[list[Any]], grid: list[list[str | None]], head: list[bool]) -> list[str]:
    """The lines of a table of which each row is a name and its value; none for other tables."""
    filled = [(row, texts) for row, texts in zip(cells, grid, strict=True) if row]
    named = [len(row) == 2 and row[0].tag == "th" and row[1].tag == "td" for row, _ in filled]
    across = [len(row) == 1 for row, _ in filled]
    if not any(named) or any(head) or not all(map(max, named, across)):
        return []
    return [f"- {': '.join(part for part in texts if part)}" for _, texts in filled if any(texts)]


def _grid(rows: list[list[Any]], text: Text) -> list[list[str | None]]:
    """Each row's cells by column: a cell over several columns is followed by None, one over rows stands in each."""
    grid: list[list[str | None]] = []
    above: dict[int, tuple[int, str | None]] = {}
    for cells in rows:
        row: list[str | None] = []
        below: dict[int, tuple[int, str | None]] = {}
        queue = iter(cells)
        cell = next(queue, None)
        while (cell is not None or any(column >= len(row) for column in above)) and len(row) < WIDEST:
            if (held := above.pop(len(row), None)) is not None:
                left, shown = held
                if left > 1:
                    below[len(row)] = (left - 1, shown)
                row.append(shown)
            elif cell is None:
                row.append("")
            else:
                down, right = _span(cell, "rowspan"), _span(cell, "colspan")
                for n in range(right):
                    shown = text(cell) if n == 0 else None
                    if down > 1:
                        below[len(row)] = (down - 1, shown)
                    row.append(shown)
                cell = next(queue, None)
        grid.append(row)
        above = below
    width = max((n + 1 for row in grid for n, cell in enumerate(row) if cell), default=0)
    return [row[:width] for row in grid]  # a cell over "100" columns spans those that there are


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), WIDEST)) if value.isascii() and value.isdigit() else 1
