"""Lines of a page, with their text: raised numbers of notes set apart from the figures and words before them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.loaders.pdf.characters import Piece
from index.loaders.pdf.strips import apart

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_NUMBER = re.compile(r"[\d,;–\-\s]+")
# "640 m²", "5 km³": a number, then a short unit, then its power.
_UNIT = re.compile(r"[^\W\d_]{1,3}")
_POWERS = 3
# Most letters of a unit or variable that bears a power; behind a longer word stands the number of a note.
_MARK = re.compile(r"\(?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])[.)]?")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of one area of a page. `bold` holds if all of it is; `base` is the level on which it stands."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    pieces: tuple[Piece, ...]


def line(row: Sequence[Piece], labels: Collection[str] = ()) -> Line:
    """The line of these pieces, which are in order. `labels` are the marks of the notes that its page may refer to."""
    main = _main(row)
    return Line(
        text=_text(row, main, labels),
        left=min(p.left for p in row),
        right=max(p.right for p in row),
        base=main.base,
        size=main.size,
        bold=all(p.bold for p in row),
        pieces=tuple(row),
    )


def _main(row: Sequence[Piece]) -> Piece:
    """A piece of the size in which most of the line is written."""
    letters: dict[float, int] = {}
    for piece in row:
        letters[round(piece.size, 1)] = letters.get(round(piece.size, 1), 0) + len(piece.text)
    most = max(letters, key=lambda size: (letters[size], size))
    return next(p for p in row if round(p.size, 1) == most)


def is_raised(piece: Piece, main: Piece) -> bool:
    """Is it smaller than the line around it and higher, as the numbers of notes and powers are?"""
    return piece.size <= 0.86 * main.size and piece.base - main.base >= 0.15 * main.size


def references(row: Sequence[Piece]) -> set[str]:
    """The raised marks in a line that has text before them."""
    main = _main(row)
    return {
        label
        for before, piece in pairwise(row)
        if is_raised(piece, main) and not is_raised(before, main)
        for label in re.split(r"[,;\s]+", piece.text)
        if _MARK.fullmatch(label)
    }


def label(row: Sequence[Piece]) -> str | None:
    """The mark with which the line begins, if it is one of a note: "3", "3.", "*", "a)", raised or not."""
    if len(row) < 2 or not _MARK.fullmatch(row[0].text):
        return None
    return row[0].text.strip("().")


def starts_raised(row: Sequence[Piece]) -> bool:
    return len(row) > 1 and is_raised(row[0], _main(row)) and bool(_MARK.fullmatch(row[0].text))


def _text(row: Sequence[Piece], main: Piece, labels: Collection[str]) -> str:
    text = ""
    for at, piece in enumerate(row):
        spaced = at > 0 and apart(row[at - 1], piece)
        written = piece.text
        if is_raised(piece, main) and _NUMBER.fullmatch(piece.text):
            written = piece.text.translate(_RAISED)
            spaced = spaced or _is_note(piece.text, text, labels)
            if at == 0:
                written += " "
        elif at and is_raised(piece, main) and piece.text in labels and piece.text.isalpha():
            written = f"[{piece.text}]"  # without a note of that name it may be an ordinal: French "3e"
        text += (" " if spaced and not text.endswith(" ") else "") + written
    return text.strip()


def _is_note(raised: str, before: str, labels: Collection[str]) -> bool:
    """Does a raised number refer to a note, rather than say a power?"""
    base = re.search(r"(\S*)$", before.removesuffix(" "))
    word = base.group(1) if base else ""
    number_before = re.search(r"\d[\d.,]*\s+\S+$", before)
    if raised in ("2", "3") and number_before and _UNIT.fullmatch(word):
        return False
    if any(part in labels for part in re.split(r"[,;–\s-]+", raised)):
        return True
    if word[-1:].isdigit():
        return word != "10"
    return not word[-1:].isalnum() or (len(word) > _POWERS and word[-_POWERS - 1 :].isalpha())
