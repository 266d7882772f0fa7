"""OpenDocument texts, sheets and slides (ODF 1.3): paragraphs, lists, notes and tables in their order."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from index.errors import DocumentError
from index.loaders.package import member, opened, text_of, tree
from index.loaders.sheet import MOST_ROWS, cell_text, lines
from index.loaders.types import Extract, Spot
from index.marks import mark, without_marks
from index.table import SHEET, Cells
from index.types import Loss

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = {
    "office": f"{_OASIS}office:1.0", "text": f"{_OASIS}text:1.0", "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0", "presentation": f"{_OASIS}presentation:1.0", "meta": f"{_OASIS}meta:1.0",
    "style": f"{_OASIS}style:1.0", "manifest": f"{_OASIS}manifest:1.0", "dc": "http://purl.org/dc/elements/1.1/",
}  # fmt: skip
_TEXT, _TABLE, _OFFICE, _DRAW = (f"{{{_NAMES[name]}}}" for name in ("text", "table", "office", "draw"))
_UNSEEN = {
    f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}table-of-content",
    f"{_TEXT}sequence-decls", f"{_OFFICE}scripts",
}  # fmt: skip

MOST_COLUMNS = 200
MOST_SPACES = 100


def read_opendocument(data: bytes, name: str) -> Extract:
    package = opened(data, name, "OpenDocument file")
    if b"encryption-data" in member(package, "META-INF/manifest.xml"):
        raise DocumentError(name, "it is protected by a password", "Save a copy without the password and add that.")
    content, meta = tree(member(package, "content.xml")), tree(member(package, "meta.xml"))
    found = [] if content is None else content.xpath("//office:body/*", namespaces=_NAMES)
    if not found:
        remedy = "Open it in the program that made it and save it anew."
        raise DocumentError(name, "it is not a readable OpenDocument file", remedy)
    body, losses, spots = found[0], list[Loss](), list[Spot]()
    if body.tag == f"{_OFFICE}spreadsheet":
        texts = _sheets(body, content, spots, losses)
    elif body.tag == f"{_OFFICE}presentation":
        texts = _slides(body, spots)
    else:
        texts = [without_marks("\n\n".join(_blocks(body)))]
    title = text_of(meta, "//dc:title", _NAMES)
    return Extract(
        text="\n\n".join(texts),
        title=title or (PurePath(name).stem if body.tag == f"{_OFFICE}spreadsheet" else None),
        author=(text_of(meta, "//meta:initial-creator", _NAMES) or text_of(meta, "//dc:creator", _NAMES),),
        made=text_of(meta, "//meta:creation-date", _NAMES),
        places=spots,
        losses=losses,
    )


def _blocks(parent: Any) -> Iterator[str]:
    for element in parent:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from _paragraph(element)
        elif element.tag == f"{_TEXT}list-item":
            first, *others = [*_blocks(element), ""]
            yield from filter(None, (first and f"- {first.removeprefix('- ')}", *others))
        elif element.tag == f"{_TABLE}table":
            yield from lines(list(_rows(element)))
        else:
            yield from _blocks(element)


def _paragraph(element: Any) -> Iterator[str]:
    """The paragraph, then the notes and the frames that are anchored in it."""
    if text := cell_text(_words(element)):
        yield text
    for part in element.iter(f"{_TEXT}note", f"{_DRAW}text-box"):
        if next(part.iterancestors(f"{_TEXT}p", f"{_TEXT}h")) is not element:
            continue  # another paragraph in it holds it, and yields it
        if part.tag == f"{_TEXT}note":
            cited = text_of(part, "text:note-citation", _NAMES)
            bodies = part.xpath("text:note-body", namespaces=_NAMES)
            if bodies and (text := cell_text(" ".join(_blocks(bodies[0])))):
                yield f"[{cited or '*'}] {text}"
        else:
            yield from _blocks(part)


def _words(element: Any) -> str:
    """A paragraph's own text: a note's mark in brackets in its place, comments and frames left out."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}note":
            parts.append(f" [{text_of(child, 'text:note-citation', _NAMES) or '*'}]")
        elif child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c") or "1"
            parts.append(" " * min(int(count) if count.isdigit() else 1, MOST_SPACES))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append(" ")
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN and not child.tag.startswith(_DRAW):
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _rows(table: Any) -> Iterator[Cells]:
    """Rows and cells that are repeated stand once: what is repeated to the edge of a sheet is empty."""
    for row in table.xpath(".//table:table-row[not(@table:visibility)]", namespaces=_NAMES):
        cells: list[str | None] = []
        for cell in row:
            if len(cells) >= MOST_COLUMNS:
                break
            text = cell_text(" ".join(_blocks(cell))) if isinstance(cell.tag, str) else ""
            repeated = cell.get(f"{_TABLE}number-columns-repeated") or "1"
            times = min(int(repeated) if repeated.isdigit() else 1, MOST_COLUMNS - len(cells))
            covered = cell.tag == f"{_TABLE}covered-table-cell"
            cells += [None if covered else text] * times
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _sheets(body: Any, content: Any, spots: list[Spot], losses: list[Loss]) -> list[str]:
    no_display = "//style:style[style:table-properties/@table:display = 'false']/@style:name"
    unseen = set(content.xpath(no_display, namespaces=_NAMES))
    tables = body.xpath("table:table", namespaces=_NAMES)
    hidden = [t.get(f"{_TABLE}name") or "?" for t in tables if t.get(f"{_TABLE}style-name") in unseen]
    visible = [t for t in tables if t.get(f"{_TABLE}style-name") not in unseen]
    if hidden:
        remedy = "Unhide them, or save them as files of their own."
        losses.append(Loss(cause=f"hidden sheets ({', '.join(hidden)}) were not read", remedy=remedy))
    texts = []
    for number, table in enumerate(visible, 1):
        name = table.get(f"{_TABLE}name") or f"{number}"
        rows = list(_rows(table))
        if len(rows) > MOST_ROWS:
            cause = f"rows of sheet {name} from number {MOST_ROWS + 1} on were not read"
            losses.append(Loss(cause=cause, remedy="Split it into smaller ones."))
        if written := lines(rows[:MOST_ROWS], f"{SHEET}: {name}" if len(visible) > 1 else ""):
            texts.append(mark(len(spots)) + without_marks("\n\n".join(written)))
            spots.append(Spot(kind="sheet", number=number, label=f"sheet {name}"))
    return texts


def _slides(body: Any, spots: list[Spot]) -> list[str]:
    texts = []
    for number, page in enumerate(body.xpath("draw:page", namespaces=_NAMES), 1):
        notes = page.xpath("presentation:notes", namespaces=_NAMES)
        said = [text for note in notes for text in _blocks(note)]
        for note in notes:
            page.remove(note)
        blocks = [*_blocks(page), *(["Notes: " + "\n\n".join(said)] if said else [])]
        if blocks:
            texts.append(mark(len(spots)) + without_marks("\n\n".join(blocks)))
            spots.append(Spot(kind="slide", number=number, label=f"slide {number}"))
    return texts
