"""The characters of a PDF page, gathered to pieces of words, with where they stand, their size and their weight.

Coordinates are in points, turned so that the text of a piece runs from left to right and up is more.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

MOST_CHARACTERS = 300_000
"""Characters of the largest page that is read; a page of a telephone book has some 20,000."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_BOLD = re.compile(rb"(?i)bold|black|heavy|demi")
# PDFium gives a hyphen at the end of a line as one of these.
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
# A gap wider than this part of the size of the type parts two words where the file writes no space.
_WORD_GAP = 0.25
_OBLIQUE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Characters of one word in one size on one baseline.

    `spaced` is whether the file has white space before it. `turn` counts the quarter turns (anticlockwise) of its
    direction of writing; 4 is any other direction. `box` is where it stands on the page, not turned.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    spaced: bool
    turn: int
    box: Box


def pieces(text_page: Any, crop: Box) -> Iterator[Piece]:
    """The pieces in the order of the file; what stands outside `crop` cannot be seen and is left out."""
    rect, at_x, at_y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    word: list[str] = []
    style: _Style | None = None
    spaced = True
    left = bottom = right = top = base_x = base_y = height = 0.0

    def piece() -> Piece:
        assert style is not None
        box = (left, bottom, right, top)
        return _piece("".join(word), box, (base_x, base_y), style, spaced)

    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        character = _HYPHENS.get(code) or (chr(code) if 0 < code < 0x110000 else "\ufffd")
        if character.isspace():
            if word and style:
                yield piece()
                word = []
            # PDFium breaks the line before and after a raised figure, within a word.
            spaced = spaced or not raw.FPDFText_IsGenerated(text_page, index) or character == " "
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, rect)
        raw.FPDFText_GetCharOrigin(text_page, index, at_x, at_y)
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if not (crop[0] <= (x0 + x1) / 2 <= crop[2] and crop[1] <= (y0 + y1) / 2 <= crop[3]):
            continue
        if (
            word
            and style
            and not _goes_on(style, (left, bottom, right, top), (base_x, base_y), height, rect, at_x, at_y)
        ):
            yield piece()
            word, spaced = [], False
        if word:
            left, bottom, right, top = min(left, x0), min(bottom, y0), max(right, x1), max(top, y1)
        else:
            style = _style(text_page, index, y1 - y0)
            left, bottom, right, top = x0, y0, x1, y1
            base_x, base_y, height = at_x.value, at_y.value, y1 - y0
        word.append(character)
    if word and style:
        yield piece()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Style:
    size: float
    bold: bool
    turn: int


def _goes_on(
    style: _Style, box: Box, base: tuple[float, float], height: float, rect: Any, at_x: Any, at_y: Any
) -> bool:
    """Does the next character, at `rect`, belong to the word in `box`: same line, same size, no gap?"""
    if style.turn == _OBLIQUE:
        return True
    across = style.turn % 2
    if across:
        shift, start, end, first, last = at_x.value - base[0], rect.bottom, rect.top, box[1], box[3]
    else:
        shift, start, end, first, last = at_y.value - base[1], rect.left, rect.right, box[0], box[2]
    gap = max(start - last, first - end)
    same_size = across or abs((rect.top - rect.bottom) - height) < 0.1 * height or rect.top == rect.bottom
    return bool(abs(shift) < 0.1 * style.size and gap < _WORD_GAP * style.size and same_size)


def _style(text_page: Any, index: int, height: float) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    quarters = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
    turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else _OBLIQUE
    return _Style(size=size or max(height, 1.0), bold=_bold(text_page, index), turn=turn)


def _bold(text_page: Any, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(text_page, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text_page, index, name, len(name), ctypes.c_int())
    return bool(_BOLD.search(name.value))


def _piece(text: str, box: Box, base: tuple[float, float], style: _Style, spaced: bool) -> Piece:
    left, bottom, right, top = box
    start, end, line = (
        (left, right, base[1]),
        (bottom, top, -base[0]),
        (-right, -left, -base[1]),
        (-top, -bottom, base[0]),
        (left, right, base[1]),
    )[style.turn]
    return Piece(
        text=text, left=start, right=end, base=line, size=style.size, bold=style.bold, spaced=spaced, turn=style.turn,
        box=box,
    )  # fmt: skip
