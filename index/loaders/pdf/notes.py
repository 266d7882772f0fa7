"""Notes at the foot of a page: told apart from its running text by their marks, their size and their place."""

from collections.abc import Collection, Sequence

from index.loaders.pdf.characters import Piece
from index.loaders.pdf.lines import label, references, starts_raised

_SMALLER = 0.95
"""Notes are set in at most this part of the size of the running text, or below a gap."""

_GAP = 1.6
# The gap between running text and notes of the same size, in sizes of the type.

Row = Sequence[Piece]


def labels(rows: Sequence[Row]) -> set[str]:
    """The marks of notes that a page with these lines both refers to, by raised ones, and has."""
    return {mark for row in rows for mark in references(row)} & {mark for row in rows if (mark := label(row))}


def split(rows: Sequence[Row], marks: Collection[str], body: float) -> tuple[list[Row], list[list[Row]]]:
    """An area's lines without the notes at its end, and each of these notes as its lines.

    `marks` are those raised on the page, `body` is the size of the document's running text. Notes begin at the first
    line that bears a mark, in small type or below a gap, from which on no line is as large as running text.
    """
    start = next((at for at in range(len(rows)) if _begins(rows, at, marks, body)), None)
    if start is None:
        return list(rows), []
    notes: list[list[Row]] = []
    for row in rows[start:]:
        if notes and not (starts_raised(row) or label(row) in marks):
            notes[-1].append(row)
        else:
            notes.append([row])
    return list(rows[:start]), notes


def _begins(rows: Sequence[Row], at: int, marks: Collection[str], body: float) -> bool:
    row = rows[at]
    if not (starts_raised(row) or label(row) in marks):
        return False
    size = _size(row)
    if any(_size(later) > 1.05 * size for later in rows[at:]):
        return False
    gap = rows[at - 1][0].base - row[0].base if at else float("inf")
    referred = {mark for later in rows[at:] for mark in references(later)}
    return size <= _SMALLER * body or (gap > _GAP * size and not referred & set(marks))


def _size(row: Row) -> float:
    return max(piece.size for piece in row)
