"""Word documents: paragraphs and tables in the order of the page, and the core properties."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as Word
from docx.table import Table, _Cell

from index.errors import DocumentError
from index.loaders.types import Extract

LARGEST = 500_000_000
"""Bytes that a document may unpack to: a small file can hold any number of zeros."""

LABEL = 200
"""Characters of the longest cell that, merged over several rows, is repeated in each: it says what the row is about."""


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
    for block in word.iter_inner_content():
        text = "\n".join(_rows(block)) if isinstance(block, Table) else block.text
        if text.strip():
            yield text


def _rows(table: Table) -> Iterator[str]:
    above: dict[int, str] = {}
    for row in table.rows:
        cells: dict[int, str] = {}
        column = row.grid_cols_before
        for tc in row._tr.tc_lst:  # not row.cells, which trusts the grid: rows may disagree, spans be endless
            continued = tc.vMerge == "continue"
            cells[column] = above.get(column, "") if continued else " ".join(_Cell(tc, table).text.split())
            column += max(tc.grid_span, 1)
        yield " | ".join(cells.values())
        above = {column: text for column, text in cells.items() if len(text) <= LABEL}


def _heading(word: Word) -> str | None:
    for paragraph in word.paragraphs:
        style = paragraph.style.name if paragraph.style else None
        if style in ("Title", "Heading 1") and paragraph.text.strip():
            return str(paragraph.text)
    return None
