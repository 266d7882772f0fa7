"""The pieces of a page as lines of text: strips that no level white line cuts, and the lines of each."""

from collections.abc import Sequence
from itertools import pairwise

from index.loaders.pdf.characters import Piece

_HEIGHT = 0.65
# Of a piece's height, in sizes of its type, what neighbouring lines of one column never share.

_SMALL, _INITIAL = 0.86, 1.8
# Parts of the usual size of a line: raised and lowered figures are smaller, initials over several lines are larger.


def stripped(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Groups of pieces from top to bottom that no level white line cuts."""
    strips: list[list[Piece]] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda p: -(p.base + _HEIGHT * p.size)):
        if not strips or piece.base + _HEIGHT * piece.size <= bottom:
            strips.append([])
            bottom = piece.base
        strips[-1].append(piece)
        bottom = min(bottom, piece.base)
    return strips


def level(strip: Sequence[Piece]) -> float:
    return max(piece.base for piece in strip)


def lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Lines from top to bottom, each from its first piece to its last; raised and lowered figures go with theirs."""
    found: list[list[Piece]] = []
    for strip in stripped(pieces):
        for line in _levels(strip):
            rightward = sum(_from_right(p) for p in line) * 2 <= len(line)
            found.append(sorted(line, key=lambda p: p.left if rightward else -p.right))
    return found


def _levels(strip: Sequence[Piece]) -> list[list[Piece]]:
    """The strip as one line, or as several where lines beside each other do not stand on one level."""
    letters: dict[float, int] = {}
    for piece in strip:
        letters[piece.size] = letters.get(piece.size, 0) + len(piece.text)
    usual = max(letters, key=lambda size: letters[size])
    main = sorted((p for p in strip if _SMALL * usual < p.size < _INITIAL * usual), key=lambda p: -p.base)
    levels = [[main[0]]]
    for above, piece in pairwise(main):
        if above.base - piece.base > 0.4 * usual:
            levels.append([])
        levels[-1].append(piece)
    bases = [level[0].base for level in levels]
    for piece in strip:
        if piece.size <= _SMALL * usual:
            middle = piece.base + 0.25 * piece.size - 0.25 * usual
            levels[min(range(len(bases)), key=lambda n: abs(bases[n] - middle))].append(piece)
        elif piece.size >= _INITIAL * usual:  # a large initial belongs to the first of the lines beside it
            levels[next((n for n, base in enumerate(bases) if base < piece.base + piece.size), -1)].append(piece)
    return levels


def apart(before: Piece, after: Piece) -> bool:
    """Is there white space between two neighbouring pieces of a line? None is behind a large initial."""
    if before.size >= _INITIAL * after.size and len(before.text) == 1 and after.text[0].islower():
        return False
    gap = max(after.left - before.right, before.left - after.right)
    return after.spaced or gap > 0.25 * min(before.size, after.size)


def _from_right(piece: Piece) -> bool:
    """Is it written from right to left (Hebrew, Arabic and their extensions)?"""
    return any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in piece.text)
