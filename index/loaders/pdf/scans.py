"""Pages that are pictures → pieces, by text recognition."""

import ctypes
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from pypdfium2 import PdfPage, raw

from index import ocr
from index.loaders.alive import still_reading
from index.loaders.pdf.characters import Box, Piece

MOST_PAGES = 200
"""Pages of one file that are recognised."""

SECONDS = 600
"""Seconds after which no other page of a file is begun: a page takes two to ten."""

_DOTS = 150 / 72
_LONGEST = 3_000
# Pixels for each point of a page, and of its longer side at most.
_WIDE = "\u2e80"
# From here on Unicode has the scripts of East Asia.
_BASE, _SIZE = 0.22, 0.8
# Of the height of a line's box: how far above its lower edge the letters stand, and the size of their type.


@dataclass(kw_only=True)
class Recogniser:
    """Recognises pages of one file within its limits. `pages` maps the numbers of those done to their confidence."""

    pages: dict[int, float] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def pieces(self, number: int, page: PdfPage) -> list[Piece]:
        """The pieces of a page; none if recognition is not available, its limits are reached or it found nothing."""
        if not ocr.available() or len(self.pages) >= MOST_PAGES or time.monotonic() - self.began > SECONDS:
            return []
        still_reading()
        scale = min(_DOTS, _LONGEST / max(page.get_size()))
        bitmap = page.render(scale=scale, rev_byteorder=False)
        found = ocr.recognise(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
        still_reading()
        if not found.words:
            return []
        self.pages[number] = found.confidence
        return [_piece(word, page, scale) for word in found.words]


def _piece(word: ocr.Word, page: PdfPage, scale: float) -> Piece:
    left, _, right, bottom = word.box
    return Piece(
        text=word.text,
        left=left / scale,
        right=right / scale,
        base=-(bottom - _BASE * word.height) / scale,
        size=_SIZE * word.height / scale,
        bold=False,
        spaced=word.text[0] < _WIDE,  # recognition gives whole words, or runs of a script that has no spaces
        turn=0,
        box=on_page(page, scale, word.box),
    )


def on_page(page: PdfPage, scale: float, box: Sequence[float]) -> Box:
    """Where a box of a page's picture, made at this scale, stands on the page."""
    width, height = (round(side * scale) for side in page.get_size())
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        at_x, at_y = ctypes.c_double(), ctypes.c_double()
        raw.FPDF_DeviceToPage(page, 0, 0, width, height, 0, round(x), round(y), at_x, at_y)
        corners.append((at_x.value, at_y.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
