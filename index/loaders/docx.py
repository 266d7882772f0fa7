"""Word documents: what a reader of the pages sees, in order, with notes, text boxes, heads, feet and list numbers."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from index.errors import DocumentError
from index.loaders.table import written
from index.loaders.types import Extract, Stated
from index.loaders.word.notes import Notes
from index.loaders.word.numbering import Numbering, numbering_of
from index.loaders.word.runs import text_of
from index.loaders.word.styles import Styles, is_on, styles_of, value
from index.table import Cells
from index.types import Loss

LARGEST = 500_000_000
"""Bytes that a document may unpack to: a small file can hold any number of zeros."""

LABEL = 200
"""Characters of the longest cell that, merged over several rows, is repeated in each: it says what the row is about."""

LONG_CELL = 600
"""Characters of a cell from which a table lays out a page, rather than being one."""

WIDEST = 100
"""Columns of a table, at most: a cell may claim any number."""

_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:txbxContent")
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What says once more, for older programs, what stands before it."""


def read_docx(data: bytes, name: str) -> Extract:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            name, "it is an old or a password-protected Word file", "Save it as .docx without a password."
        )
    word = _open(data, name)
    source = _source(word)
    body = list(_blocks(word.element.body, source))
    heads = [text for text in _running(word, source, "header") if text not in body]
    feet = [text for text in _running(word, source, "footer") if text not in (*body, *heads)]
    properties = word.core_properties
    return Extract(
        text="\n\n".join([*heads, *body, *feet]),
        title=properties.title or _heading(word, source.styles),
        author=_author(properties.author),
        made=properties.created,
        losses=list(_losses(word)),
    )


@dataclass(frozen=True, kw_only=True)
class _Source:
    """What the text of a document depends on beside its paragraphs."""

    styles: Styles
    notes: Notes
    numbering: Numbering
    pages: bool = True


def _source(word: Word) -> _Source:
    related = {rel.reltype.rsplit("/", 1)[-1]: rel for rel in word.part.rels.values() if not rel.is_external}

    def root(kind: str) -> Any:
        return parse_xml(related[kind].target_part.blob) if kind in related else None

    styles = styles_of(root("styles"))
    parts = {kind: found for kind in ("footnote", "endnote") if (found := root(f"{kind}s")) is not None}

    def text(note: Any) -> str:
        return " ".join(text_of(paragraph, styles) for paragraph in note.iter(_PARAGRAPH))

    return _Source(styles=styles, notes=Notes(parts, text), numbering=numbering_of(root("numbering")))


def _author(name: str) -> tuple[Stated, ...]:
    return (Stated(value=name, where="the document's properties"),) if name else ()


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


def _blocks(parent: Any, source: _Source) -> Iterator[str]:
    """Paragraphs, each followed by its notes and text boxes, runs of list items, and tables."""
    items: list[str] = []
    kept = ""
    for block in _inside(parent, _PARAGRAPH, _TABLE):
        if block.tag == _TABLE:
            found, listed, boxes = list(_table(block, source)), False, []
        else:
            label = source.numbering.label(block, source.styles)
            text = kept + text_of(block, source.styles, source.notes, pages=source.pages)
            if _runs_on(block):
                kept = text
                continue
            kept = ""
            listed = label is not None and not _is_heading(block, source.styles)
            line = " ".join(filter(None, (label, text.strip()))) if text.strip() else ""
            found = [line + source.notes.told()] if line else []
            boxes = [text for box in _boxes(block) for text in _blocks(box, source)]
        if items and not (listed and found):
            yield "\n".join(items)
            items = []
        if listed:
            items += found
        else:
            yield from found
        if boxes and items:
            yield "\n".join(items)
            items = []
        yield from boxes
    if items:
        yield "\n".join(items)
    if kept.strip():
        yield kept.strip() + source.notes.told()


def _inside(parent: Any, *tags: str) -> Iterator[Any]:
    """The elements with these tags that stand in `parent` itself or in what merely wraps them."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag in _WRAPPERS and not _is_contents(element):
            yield from _inside(element, *tags)


def _is_contents(control: Any) -> bool:
    """Is it a table of contents, which says again what the headings say?"""
    galleries = (each.get(qn("w:val")) for each in control.iterfind(f"{qn('w:sdtPr')}//{qn('w:docPartGallery')}"))
    return "Table of Contents" in galleries or bool(is_on(control.find(qn("w:sdtPr")), "w:showingPlcHdr"))


def _runs_on(paragraph: Any) -> bool:
    """Was its end deleted, so that the next paragraph goes on in it?"""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(mark.find(qn(f"w:{name}")) is not None for name in ("del", "moveFrom"))


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes that are anchored in a paragraph, each once."""
    for box in paragraph.iter(_BOX):
        repeated = next(box.iterancestors(_FALLBACK), None) is not None and _has_choice(box)
        if next(box.iterancestors(_PARAGRAPH)) is paragraph and not repeated:
            yield box


def _has_choice(box: Any) -> bool:
    fallback = next(box.iterancestors(_FALLBACK))
    before = fallback.getprevious()
    return before is not None and next(before.iter(_BOX), None) is not None


def _is_heading(paragraph: Any, styles: Styles) -> bool:
    return _style_name(paragraph, styles).lower().startswith(("heading", "title"))


def _style_name(paragraph: Any, styles: Styles) -> str:
    style = styles.get(value(paragraph.find(qn("w:pPr")), "w:pStyle") or "")
    return (value(style, "w:name") or "") if style is not None else ""


def _heading(word: Word, styles: Styles) -> str | None:
    for element in _inside(word.element.body, _PARAGRAPH):
        name = _style_name(element, styles).lower()
        if name in ("title", "heading 1") and (text := text_of(element, styles)).strip():
            return text
    return None


def _running(word: Word, source: _Source, kind: str) -> list[str]:
    """What the heads or feet of all pages say, once, without page numbers."""
    found: dict[str, None] = {}
    for section in word.sections:
        names = [kind, *([f"first_page_{kind}"] if section.different_first_page_header_footer else ())]
        for part in (getattr(section, name) for name in (*names, f"even_page_{kind}")):
            if not part.is_linked_to_previous:
                for text in _blocks(part._element, replace(source, pages=False)):
                    if re.search(r"[^\W\d_]{3}", text) and not _COUNT.fullmatch(text):
                        found[text] = None
    return list(found)


# What is left of "Page 3 of 7" without its figures.
_COUNT = re.compile(r"\W*\w{1,12}\W*(?:\w{1,5}\W*)?")


def _losses(word: Word) -> Iterator[Loss]:
    kinds = (
        ("charts", "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"),
        ("diagrams", "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"),
        ("embedded objects", "{urn:schemas-microsoft-com:office:office}OLEObject"),
        ("parts in another format", qn("w:altChunk")),
    )
    for named, tag in kinds:
        if count := sum(1 for _ in word.element.body.iter(tag)):
            cause = f"{count} {named if count > 1 else named[:-1].replace('parts', 'part')} in it are not read"
            yield Loss(cause=cause, remedy="What they say can be written into the document, or added as a file.")


def _table(table: Any, source: _Source) -> Iterator[str]:
    """The table as lines with its headings; the blocks of its cells where it only lays out the page."""
    rows = [row for row in _inside(table, _ROW) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
    cells = [list(_inside(row, _CELL)) for row in rows]
    if all(len(some) < 2 for some in cells) or any(_is_long(cell) for some in cells for cell in some):
        for cell in (cell for some in cells for cell in some):
            yield from _blocks(cell, source)
        return
    grid: list[Cells] = []
    above: dict[int, str] = {}
    for row, some in zip(rows, cells, strict=True):
        line: list[str | None] = [""] * min(row.grid_before, WIDEST)
        for cell in some:  # not by the grid: rows may disagree on it, spans be endless
            text = above.get(len(line), "") if cell.vMerge == "continue" else _line(cell, source)
            line += [text, *[None] * (_span(cell) - 1)]
        above = {column: text for column, text in enumerate(line) if text and len(text) <= LABEL}
        grid.append(line)
    width = max((n + 1 for line in grid for n, text in enumerate(line) if text), default=0)
    heads = next((n for n, row in enumerate(rows) if not _repeats(row)), 0)
    if lines := written([line[:width] for line in grid], heads=heads or None):
        yield lines


def _span(cell: Any) -> int:
    given = value(cell.find(qn("w:tcPr")), "w:gridSpan") or ""
    return min(max(int(given), 1), WIDEST) if given.isascii() and given.isdigit() else 1


def _repeats(row: Any) -> bool:
    """Is the row printed on every page, as headings are?"""
    return bool(is_on(row.find(qn("w:trPr")), "w:tblHeader"))


def _is_long(cell: Any) -> bool:
    return sum(len(text.text or "") for text in cell.iter(qn("w:t"))) > LONG_CELL


def _line(cell: Any, source: _Source) -> str:
    texts = (text_of(paragraph, source.styles, source.notes) for paragraph in cell.iter(_PARAGRAPH))
    return " ".join(" ".join((*texts, source.notes.told())).split())
