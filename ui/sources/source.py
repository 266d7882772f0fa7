"""What the source panel shows: the document around a citation, or the stored quote when the document is gone."""

from itertools import pairwise
from typing import Any

from index.types import Document
from rag.types import Answer, Citation
from ui.answer.view import references
from ui.plain import origin, plain

_AROUND = 60_000
"""Characters shown before and after the passage: some forty pages, and a browser stays quick."""


def source_data(
    answer: Answer, key: str, document: Document | None, *, paged: bool = False, page: dict[str, Any] | None = None
) -> dict[str, Any]:
    """`key` is one of `references(answer)`; `document` is what the library holds under the citation's id.

    `paged` holds if its pages can be shown, `page` is what `ui.sources.page_view` says of the one that is.
    """
    found = references(answer)
    citation = found[key]
    keys = neighbours(answer, key)
    at = keys.index(key)
    intact = document is not None and document.text[citation.start : citation.end] == citation.quote
    kind = "Passage" if key.startswith("e") else "Citation"
    said: dict[str, Any] = plain(
        {
            "key": key,
            "where": f"{kind} {at + 1} of {len(keys)}",
            "title": citation.title,
            "origin": origin(citation.source, citation.published, citation.place),
            "url": citation.url or "",
            "before": at > 0,
            "after": at + 1 < len(keys),
            "note": _note(document, intact),
            "segments": _segments(answer, citation, document) if document and intact else _quote(citation),
        }
    )
    return {**said, "paged": paged, "page": page}


def neighbours(answer: Answer, key: str) -> list[str]:
    """The keys that previous and next walk through: those of the same kind, in the order of the answer."""
    return [k for k in references(answer) if k[0] == key[0]]


def _note(document: Document | None, intact: bool) -> str:
    if document is None:
        return "This document is no longer in the library. Below is the passage as it was stored with the answer."
    if not intact:
        return "This document has changed since. Below is the passage as it was stored with the answer."
    return ""


def _quote(citation: Citation) -> list[dict[str, str]]:
    return [{"text": citation.quote, "kind": "current"}]


def _segments(answer: Answer, citation: Citation, document: Document) -> list[dict[str, str]]:
    """The text cut where highlights begin and end: the passage itself, and the answer's others in this document."""
    first = max(0, citation.start - _AROUND)
    last = min(len(document.text), citation.end + _AROUND)
    others = [
        (c.start, c.end)
        for c in answer.citations
        if c.document_id == citation.document_id and document.text[c.start : c.end] == c.quote
    ]
    # The passage itself stays in one piece, whatever else overlaps it.
    inner = [x for span in others for x in span if first < x < last and not citation.start <= x <= citation.end]
    segments = [{"text": "[…]\n", "kind": ""}] if first else []
    for start, end in pairwise(sorted({first, last, citation.start, citation.end, *inner})):
        if start == citation.start:
            kind = "current"
        else:
            kind = "cited" if any(s <= start and end <= e for s, e in others) else ""
        segments.append({"text": document.text[start:end], "kind": kind})
    return segments + ([{"text": "\n[…]", "kind": ""}] if last < len(document.text) else [])
