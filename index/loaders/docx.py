"""Word documents: paragraphs and tables in the order of the page, and the core properties."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from index.errors import DocumentError
from index.loaders.types import Extract

LARGEST = 500_000_000
"""Bytes that a document may unpack to: a small file can hold any number of zeros."""

LABEL = 200
"""Characters of the longest cell that, merged over several rows, is repeated in each: it says what the row is about."""

_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
# Deleted and moved text, text boxes, reading aids, prompts of forms ("Click to enter a date"), tables of contents.
_UNSEEN = (
    "del", "moveFrom", "txbxContent", "rt", "sdt[w:sdtPr/w:showingPlcHdr]",
    "sdt[w:sdtPr//w:docPartGallery/@w:val = 'Table of Contents']",
)  # fmt: skip
_RUNS = f".//w:r[not({' or '.join(f'ancestor::w:{name}' for name in _UNSEEN)})]"


def read_docx(data: bytes, name: str) -> Extract:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            name, "it is an old or a password-protected Word file", "Save it as .docx without a password."
        )
    word = _open(data, name)
    blocks = list(_blocks(word))
    return Extract(
        text="\n\n".join(blocks),
        title=word.core_properties.title or _heading(word),
        author=(word.core_properties.author,) if word.core_properties.author != "python-docx" else (),
    )


def _open(data: bytes, name: str) -> Word:
    remedy = "Open it in a word processor and save it again as .docx."
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST:
            raise DocumentError(name, f"it unpacks to {size / 1e6:.0f} MB", "Split it into smaller files.")
        return docx.Document(BytesIO(data))
    except DocumentError:
        raise
    except Exception as error:  # python-docx lets through whatever zip, XML and its own lookups raise
        raise DocumentError(name, f"it is not a readable Word document ({type(error).__name__})", remedy) from error


def _blocks(word: Word) -> Iterator[str]:
    for block in _inside(word.element.body, _PARAGRAPH, _TABLE):
        text = _text(block) if block.tag == _PARAGRAPH else "\n".join(_rows(block))
        if text.strip():
            yield text


def _inside(parent: Any, *tags: str) -> Iterator[Any]:
    """The elements with these tags that stand in `parent` itself or in what merely wraps them."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _inside(element, *tags)


def _text(paragraph: Any) -> str:
    return "".join(run.text for run in paragraph.xpath(_RUNS))


def _rows(table: Any) -> Iterator[str]:
    above: dict[int, str] = {}
    for row in _inside(table, qn("w:tr")):
        cells: dict[int, str] = {}
        column = row.grid_before
        for cell in _inside(row, qn("w:tc")):  # not by the grid: rows may disagree on it, spans be endless
            cells[column] = above.get(column, "") if cell.vMerge == "continue" else _line(cell)
            column += max(cell.grid_span, 1)
        yield " | ".join(cells.values())
        above = {column: text for column, text in cells.items() if len(text) <= LABEL}


def _line(cell: Any) -> str:
    return " ".join(" ".join(map(_text, cell.iter(_PARAGRAPH))).split())


def _heading(word: Word) -> str | None:
    for element in _inside(word.element.body, _PARAGRAPH):
        style = Paragraph(element, word).style
        if style is not None and style.name in ("Title", "Heading 1") and (text := _text(element)).strip():
            return text
    return None
