"""What an export carries so that a third party can check it: every citation with its place, its words, its verdict.

`rag.conversation.recheck` reads it. It is plain JSON; in a text it stands in a block that Markdown and HTML readers
leave alone.
"""

import json
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from index.types import Document
from rag.conversation.exchange import Exchange
from rag.types import Answer, Citation

FORMAT = 1
"""Raised when a reader of the format before could take something for what it is not."""

ABOUT = (
    "Offsets count Unicode code points of the document's text as Dossier read it, end exclusive; a document's id is "
    "the beginning of that text's SHA-256 in hexadecimal digits. python -m rag recheck checks it."
)


def proof(exchanges: Iterable[Exchange], find: Callable[[str], Document | None]) -> dict[str, Any]:
    """The appendix of an export. `find` gives a document by id, where the library still holds it: its file's name and
    hash are noted too, so that the file can be told from others."""
    answered = [(exchange, exchange.answer) for exchange in exchanges if exchange.answer]
    cited = {c.document_id: c for _, answer in answered for c in _citations(answer)}
    return {
        "dossier_proof": FORMAT,
        "about": ABOUT,
        "documents": {document_id: _document(c, find(document_id)) for document_id, c in cited.items()},
        "answers": [_answer(exchange, answer) for exchange, answer in answered],
    }


def in_markdown(found: dict[str, Any]) -> str:
    """As a block of code. No text of a document can end it: its accents and angle brackets are written as escapes."""
    return f"```dossier-proof\n{_escaped(found)}\n```"


def in_html(found: dict[str, Any]) -> str:
    """As text that is shown when it is asked for."""
    return (
        "<details><summary>What each citation rests on, for a machine</summary>"
        f'<pre id="dossier-proof" style="overflow:auto">{escape(_escaped(found))}</pre></details>'
    )


def _escaped(found: dict[str, Any]) -> str:
    text = json.dumps(found, indent=1)
    return text.replace("`", "\\u0060").replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _citations(answer: Answer) -> list[Citation]:
    rows = answer.briefing.rows if answer.briefing else ()
    return [
        *answer.citations,
        *(c for row in rows for c in row.citations),
        *(p.citation for conflict in answer.conflicts for p in conflict.positions),
    ]


def _document(citation: Citation, document: Document | None) -> dict[str, Any]:
    known = {
        "title": citation.title,
        "source": citation.source,
        "published": citation.published.isoformat() if citation.published else None,
        "url": citation.url,
    }
    if document is None:
        return known
    name = document.path.replace("\\", "/").rsplit("/", 1)[-1]
    return known | {"file": name, "file_sha256": document.sha256}


def _answer(exchange: Exchange, answer: Answer) -> dict[str, Any]:
    said = [
        {
            "text": sentence.text,
            "verdict": str(sentence.verdict.support),
            "reason": sentence.verdict.reason,
            "citations": [_cited(c) for c in sentence.citations],
        }
        for sentence in answer.sentences
    ]
    sides = [
        {"text": p.statement, "verdict": None, "reason": conflict.about, "citations": [_cited(p.citation)]}
        for conflict in answer.conflicts
        for p in conflict.positions
    ]
    return {
        "question": exchange.question,
        "asked": exchange.asked.isoformat(),
        "model": answer.model,
        "outcome": str(answer.outcome),
        "said": said + sides,
    }


def _cited(citation: Citation) -> dict[str, Any]:
    return {
        "document": citation.document_id, "start": citation.start, "end": citation.end, "quote": citation.quote,
        "place": citation.place,
    }  # fmt: skip
