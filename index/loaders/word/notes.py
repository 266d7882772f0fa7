"""Foot- and endnotes: numbered where they are referred to, and told at the end of the block that does."""

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from index.loaders.numerals import numeral

_KINDS = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How Word numbers them unless told otherwise."""


class Notes:
    """Counts the notes of a document while its blocks are read in order; `told` hands out those of the last block."""

    def __init__(self, parts: dict[str, Any], text: Callable[[Any], str]) -> None:
        """`parts` are the roots of "footnote" and "endnote" where there are any; `text` reads one note."""
        self._notes = {
            (kind, note.get(qn("w:id"))): note
            for kind, root in parts.items()
            for note in root.iter(qn(f"w:{kind}"))
            if note.get(qn("w:type")) in (None, "normal")
        }
        self._text = text
        self._counts = {"footnote": 0, "endnote": 0}
        self._waiting: list[tuple[str, Any]] = []

    def refer(self, reference: Any) -> str:
        """The mark for a reference, in brackets unless it is a figure ("2025[ii]"), which can be raised.

        It is "" where a mark of the author's own follows.
        """
        kind = _KINDS[reference.tag]
        note = self._notes.get((kind, reference.get(qn("w:id"))))
        if note is None:
            return ""
        if reference.get(qn("w:customMarkFollows")) in ("1", "true", "on"):
            run = reference.getparent()
            self._waiting.append(("".join(t.text or "" for t in run.iter(qn("w:t"))), note))
            return ""
        self._counts[kind] += 1
        mark = numeral(self._counts[kind], _FORMATS[kind])
        self._waiting.append((mark, note))
        return mark if mark.isdigit() else f"[{mark}]"

    def told(self) -> str:
        """The notes referred to since the last call, each in brackets."""
        waiting, self._waiting = self._waiting, []
        told = ((mark, " ".join(self._text(note).split())) for mark, note in waiting)
        return "".join(f" [{mark}: {text}]" for mark, text in told if text)
