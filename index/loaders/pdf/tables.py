"""Tables of a page → lines, one for each row, in which every cell stands behind the heading of its column."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from index.loaders.pdf.characters import Piece
from index.loaders.pdf.layout import ROW_STEP, Area, cells
from index.loaders.pdf.lines import line
from index.loaders.pdf.paragraphs import Paragraph, joined
from index.loaders.table import written
from index.table import is_figure

_FIGURES = 0.1
# Of the cells in lines that go on from the one above: a year may stand at a line's beginning, a column of figures not.


def table(area: Area, marks: Collection[str], vocabulary: Collection[str]) -> Paragraph:
    """The table as a paragraph. Lines of one row, where cells have several, are put together."""
    rows = cells(area)
    levels = [max(piece.base for piece in row) for row in area.rows]
    steps = [above - below for above, below in pairwise(levels)]
    usual = median(steps) if steps else 0.0
    wrapped = _are_wrapped(rows, steps)
    found: list[list[str | None]] = []
    for at, row in enumerate(rows):
        texts = [None if cell is None else _text(cell, marks) for cell in row]
        rest = wrapped and at > 0 and steps[at - 1] <= ROW_STEP * min(steps)
        if found and (rest or _continues(texts, steps[at - 1], usual)) and None not in (*texts, *found[-1]):
            found[-1] = [
                joined(above, below, vocabulary) if above and below else above or below
                for above, below in zip(found[-1], texts, strict=True)
            ]
        else:
            found.append(texts)
    size = median(piece.size for piece in area.pieces)
    return Paragraph(text=written(found, heads=_heads(rows) or None), size=size, bold=False, fixed=True)


def _text(cell: Sequence[Piece], marks: Collection[str]) -> str:
    return line(sorted(cell, key=lambda p: p.left), marks).text if cell else ""


def _heads(rows: Sequence[Sequence[Sequence[Piece] | None]]) -> int:
    """How many rows at the top are in bold or have a cell over several columns, if not all rows are so."""
    special = [None in row or all(piece.bold for cell in row for piece in cell or ()) for row in rows]
    heads = next((n for n, one in enumerate(special) if not one), 0)
    below = heads if heads and None in rows[heads - 1] else heads - 1
    # Below headings over several columns stand those of each column.
    return min(below + 1, len(rows) - 1) if heads else 0


def _are_wrapped(rows: Sequence[Sequence[Sequence[Piece] | None]], steps: Sequence[float]) -> bool:
    """Have cells several lines: are there rows further apart than lines, and lines that go on with no figures?"""
    narrow = ROW_STEP * min(steps, default=0.0)
    if sum(step > narrow for step in steps) < 2:
        return False
    texts = [
        [_text(cell or (), ()) for cell in row] for row, step in zip(rows[1:], steps, strict=True) if step <= narrow
    ]
    going_on = sum(not all(row) or any(cell[:1].islower() for cell in row) for row in texts)
    figures = sum(is_figure(cell) for row in texts for cell in row if cell)
    return 2 * going_on >= len(texts) > 0 and figures <= _FIGURES * sum(map(len, texts))


def _continues(cells: Sequence[str | None], step: float, usual: float) -> bool:
    """Is the line the rest of the row above: its first cell empty, no figures in it, and no further than usual?"""
    return (
        not cells[0]
        and None not in cells
        and step <= 1.1 * usual
        and not any(c.isdigit() for t in cells for c in t or "")
    )
