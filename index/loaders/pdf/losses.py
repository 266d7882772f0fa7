"""What of a PDF could not be read, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pypdfium2 import PdfPage, raw

from index import ocr
from index.loaders.pdf.characters import MOST_CHARACTERS, Piece
from index.types import Loss

NO_TEXT = "it holds no text, only pictures of pages"

_UNREADABLE = 0.1
# Part of a page's characters that say nothing, since the file does not say which letters its shapes are.
_STAMP = 25
# A page with fewer letters than this beside a picture of its size is a scan with a number or a stamp.
_COVERED = 0.5


@dataclass(kw_only=True)
class Seen:
    """Numbers of pages, from 0, that were not read, by cause; `read` is whether any text was.

    `recognised` maps pages that text recognition has read to its confidence.
    """

    pictures: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    recognised: dict[int, float] = field(default_factory=dict)
    read: bool = False

    def add(self, number: int, page: PdfPage, pieces: Sequence[Piece]) -> bool:
        """Notes what of a page is not in its pieces; True if nothing but recognition could read it."""
        text = "".join(piece.text for piece in pieces)
        garbled = sum(map(_says_nothing, text)) > _UNREADABLE * len(text)
        picture = (len(text) < _STAMP and _is_picture(page)) or (not text and raw.FPDFPage_CountObjects(page) > 0)
        if garbled:
            self.garbled.append(number)
        elif picture:
            self.pictures.append(number)
        self.read = self.read or bool(text)
        return garbled or picture

    def recognise(self, number: int, confidence: float) -> None:
        """Notes that a page which was not read has been recognised."""
        self.recognised[number] = confidence
        self.pictures = [page for page in self.pictures if page != number]
        self.garbled = [page for page in self.garbled if page != number]
        self.read = True

    def losses(self, labels: Sequence[str]) -> list[Loss]:
        """`labels` are what the pages are called."""
        sure = sum(self.recognised.values()) / len(self.recognised) if self.recognised else 0.0
        said = (
            (self.pictures, "hold{s} no text that can be read", remedy()),
            (self.garbled, "hold{s} text of which the file does not say the letters", remedy()),
            (
                self.crowded,
                f"hold{{s}} more than the {MOST_CHARACTERS:,} characters that are read of a page",
                "Print the file to a new PDF file.",
            ),
            (
                self.damaged,
                "{is} damaged and {is} not read",
                "Open the file in a PDF viewer and print it to a new one.",
            ),
            (
                list(self.recognised),
                f"{{was}} read by text recognition, confidence {sure:.2f}".replace("0.", "."),
                "Check figures and names against the page.",
            ),
        )
        return [
            Loss(cause=f"{_pages(found, labels)} {_verb(cause, found)}", remedy=r) for found, cause, r in said if found
        ]


def remedy() -> str:
    """What lets pages be read that hold no text."""
    if ocr.available():
        return "Run text recognition (OCR) on the file, page by page, and add that."
    return f"Install text recognition ({ocr.INSTALL}) and add the file again, or run it on the file first."


def _verb(cause: str, found: Sequence[int]) -> str:
    one = len(found) == 1
    forms = {"{s}": ("s", ""), "{is}": ("is", "are"), "{was}": ("was", "were")}
    for form, (singular, plural) in forms.items():
        cause = cause.replace(form, singular if one else plural)
    return cause


def _pages(numbers: Sequence[int], labels: Sequence[str]) -> str:
    """ "page 3", "pages 2–4 and 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [labels[run[0]] + (f"–{labels[run[-1]]}" if len(run) > 1 else "") for run in runs]
    if len(named) > 12:
        return f"{len(numbers):,} pages ({', '.join(named[:10])}, …)"
    listed = ", ".join(named[:-1]) + (" and " if named[1:] else "") + named[-1]
    return f"page{'s' if len(numbers) > 1 else ''} {listed}"


def _says_nothing(character: str) -> bool:
    """Is it a replacement, a control or a private character?"""
    return character == "\ufffd" or character < " " or "\ue000" <= character <= "\uf8ff"


def _is_picture(page: PdfPage) -> bool:
    """Does one picture cover most of the page?"""
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        x0, y0, x1, y1 = image.get_bounds()
        if (x1 - x0) * (y1 - y0) >= _COVERED * area:
            return True
    return False
