"""The text of a paragraph as its reader sees it: with all changes accepted, without what is hidden or struck out."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from index.loaders.raised import raised
from index.loaders.word.notes import Notes
from index.loaders.word.styles import Styles, is_on, is_raised, is_unseen, value

_LEFT_OUT = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "rt", "txbxContent", "p", "tbl"))
_RUN, _FIELD, _SDT = qn("w:r"), qn("w:fldSimple"), qn("w:sdt")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")

# Signs of the fonts Wingdings and Symbol that say something in text: boxes of forms, ticks, arrows, bullets.
_SIGNS = {"F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F0FB": "✗", "F0E0": "→", "F0B7": "•", "F0B0": "°"}


def text_of(paragraph: Any, styles: Styles, notes: Notes | None = None, *, pages: bool = True) -> str:
    """The text, with the marks of its notes; `pages` False leaves out page numbers, as a running head has them."""
    style = value(paragraph.find(qn("w:pPr")), "w:pStyle")
    text = ""
    pending = ""
    for run in _runs(paragraph, pages):
        if is_unseen(run, styles, style):
            continue
        piece = "".join(_pieces(run, notes))
        if is_raised(run, styles, style) or _is_reference(run):
            pending += piece
            continue
        text += _set(pending, text) + piece
        pending = ""
    return text + _set(pending, text)


def _set(piece: str, before: str) -> str:
    return raised(piece, after=bool(before[-1:].strip())) if piece else ""


def _is_reference(run: Any) -> bool:
    return any(run.find(qn(f"w:{kind}Reference")) is not None for kind in ("footnote", "endnote"))


def _runs(parent: Any, pages: bool) -> Iterator[Any]:
    """The runs in order, but for those that were deleted or moved away, of text boxes, and of prompts in forms."""
    field: list[str] = []
    for element in _flat(parent, pages):
        kind = next((child.get(qn("w:fldCharType")) for child in element if child.tag == qn("w:fldChar")), None)
        if kind == "begin":
            field.append("")
        elif kind == "end" and field:
            field.pop()
        elif field and not pages:
            field[-1] += "".join(child.text or "" for child in element if child.tag == qn("w:instrText"))
        if pages or not any(map(_is_page, field)):
            yield element


def _is_page(code: str) -> bool:
    """Is a field's code that of a page's number, or of their number?"""
    return code.split()[:1] != [] and code.split()[0].upper() in _PAGE_FIELDS


def _flat(parent: Any, pages: bool) -> Iterator[Any]:
    for element in parent:
        tag = element.tag
        if tag in _LEFT_OUT or not isinstance(tag, str):
            continue
        if tag == _SDT and _is_prompt(element):
            continue
        if (
            tag == _FIELD
            and not pages
            and (element.get(qn("w:instr")) or "").split()[:1] in [[f] for f in _PAGE_FIELDS]
        ):
            continue
        if tag in (_RUN, f"{_MATH}r"):
            yield element
        yield from _flat(element, pages)


def _is_prompt(control: Any) -> bool:
    """Does a content control show what is to be entered ("Click to enter a date")?"""
    return bool(is_on(control.find(qn("w:sdtPr")), "w:showingPlcHdr"))


def _pieces(run: Any, notes: Notes | None) -> Iterator[str]:
    for part in run:
        tag = part.tag
        if tag in (qn("w:t"), f"{_MATH}t"):
            yield part.text or ""
        elif tag in (qn("w:tab"), qn("w:ptab")):
            yield "\t"
        elif tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif tag == qn("w:noBreakHyphen"):
            yield "-"
        elif tag == qn("w:sym"):
            code = (part.get(qn("w:char")) or "").upper()
            yield _SIGNS.get(code, "" if code.startswith("F0") else chr(int(code, 16)) if code else "")
        elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")) and notes is not None:
            yield notes.refer(part)
