"""A page as a picture, and where on it a passage stands: python -m index.loaders.pdf.picture FILE PAGE < passage

A process of its own, ended by whoever started it when it takes too long: a page can ask for any amount of drawing.
"""

import base64
import json
import resource
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from ctypes import c_int
from io import BytesIO

from pypdfium2 import PdfDocument, PdfPage, raw

from index.loaders.pdf.characters import MOST_CHARACTERS, Box, Piece, pieces
from index.loaders.pdf.layout import areas
from index.loaders.pdf.strips import lines

WIDTH, HEIGHT = 1400, 2200
"""Pixels of the largest picture."""

MEMORY = 1_500_000_000
"""Bytes that the process may hold."""

_GRID = 100_000
_WORDS = 0.8
# Part of a line's words that a passage has to hold for the line to be lit, where it stands nowhere as a whole.


def drawn(path: str, number: int, passage: Sequence[str]) -> dict[str, object]:
    """The page `number`, counted from 1, as PNG, and boxes around the parts of the passage, in parts of its sides."""
    document = PdfDocument(path)
    page = document[number - 1]
    width, height = page.get_size()
    bitmap = page.render(scale=min(WIDTH / width, HEIGHT / height))
    png = BytesIO()
    bitmap.to_pil().save(png, "PNG")
    return {
        "png": base64.b64encode(png.getvalue()).decode(),
        "size": [bitmap.width, bitmap.height],
        "pages": len(document),
        "boxes": [_on_picture(page, box) for part in passage for box in located(_rows(page), part)],
    }


def located(rows: Sequence[Sequence[Piece]], passage: str) -> list[Box]:
    """Boxes around a passage, one for each of its lines, in the page's own coordinates.

    Letters and figures alone are compared. A passage that stands nowhere as it is, such as a table's row with its
    headings, lights the lines whose words are its own.
    """
    flat = [(row, piece) for row, own in enumerate(rows) for piece in own]
    text, starts = "", list[int]()
    for _, piece in flat:
        starts.append(len(text))
        text += _letters(piece.text)
    wanted = _letters(passage)
    if not wanted:
        return []
    at = text.find(wanted)
    if at >= 0:
        end = at + len(wanted)
        stops = [*starts[1:], len(text)]
        lit = [(row, piece) for (row, piece), a, b in zip(flat, starts, stops, strict=True) if a < end and b > at]
        return [_around([p for r, p in lit if r == row]) for row in dict.fromkeys(r for r, _ in lit)]
    words = {_letters(word) for word in passage.split()}
    return [_around(row) for row in rows if sum(_letters(p.text) in words for p in row) >= max(2, _WORDS * len(row))]


def _rows(page: PdfPage) -> list[list[Piece]]:
    """The lines of the page in reading order, in each direction of writing."""
    text_page = page.get_textpage()
    if text_page.count_chars() > MOST_CHARACTERS:
        return []
    found = list(pieces(text_page, page.get_bbox()))
    turned = [[piece for piece in found if piece.turn == turn] for turn in range(5)]
    return [row for own in turned for area in areas(own) for row in lines(area.pieces)]


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _around(row: Sequence[Piece]) -> Box:
    boxes = [piece.box for piece in row]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _on_picture(page: PdfPage, box: Box) -> list[float]:
    """Left, top, width and height of a box as parts of the picture's sides."""
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        at_x, at_y = c_int(), c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, at_x, at_y)
        corners.append((at_x.value / _GRID, at_y.value / _GRID))
    (x0, y0), (x1, y1) = corners
    return [min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)]


if __name__ == "__main__":
    with suppress(OSError, ValueError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    json.dump(drawn(sys.argv[1], int(sys.argv[2]), json.load(sys.stdin)), sys.stdout)
