"""Tables of a page → lines, one for each row, in which every cell stands behind the heading of its column."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from index.loaders.pdf.characters import Piece
from index.loaders.pdf.layout import Area, cells
from index.loaders.pdf.lines import line
from index.loaders.pdf.paragraphs import Paragraph, joined
from index.loaders.table import written


def table(area: Area, marks: Collection[str], vocabulary: Collection[str]) -> Paragraph:
    """The table as a paragraph. Lines of one row, where cells have several, are put together."""
    rows = cells(area)
    levels = [max(p.base for cell in row for p in cell) for row in rows]
    steps = [above - below for above, below in pairwise(levels)]
    usual = median(steps) if steps else 0.0
    found: list[list[str]] = []
    for at, row in enumerate(rows):
        texts = [line(sorted(cell, key=lambda p: p.left), marks).text if cell else "" for cell in row]
        if found and _continues(texts, steps[at - 1], usual):
            found[-1] = [
                joined(above, below, vocabulary) if above and below else above or below
                for above, below in zip(found[-1], texts, strict=True)
            ]
        else:
            found.append(texts)
    size = median(piece.size for piece in area.pieces)
    return Paragraph(text=written(found, heads=1 if _bold_head(rows) else None), size=size, bold=False, fixed=True)


def _bold_head(rows: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """Is the first row in bold, and no other?"""
    bold = [all(piece.bold for cell in row for piece in cell) for row in rows]
    return len(bold) > 1 and bold[0] and not any(bold[1:])


def _continues(cells: Sequence[str], step: float, usual: float) -> bool:
    """Is the line the rest of the row above: its first cell empty, no figures in it, and no further than usual?"""
    return not cells[0] and step <= 1.1 * usual and not any(c.isdigit() for cell in cells for c in cell)
