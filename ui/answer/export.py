"""Answers, conversations and the notebook to take away, as Markdown with footnotes, HTML or JSON, to be re-checked by
anybody."""

import json
import re
from collections.abc import Callable, Sequence
from html import escape

from pydantic import TypeAdapter

from index.types import Document
from rag.briefing.export import html_table, markdown_table
from rag.conversation.exchange import Conversation, Exchange
from rag.conversation.notebook import Item
from rag.conversation.proof import in_html, in_markdown, proof
from rag.types import Answer, Citation, Evidence, Outcome, Verdict
from ui.answer import caveats
from ui.plain import origin, web

Find = Callable[[str], Document | None]


def _nowhere(document_id: str) -> None:
    return None


_FLAGGED = "⚠"
NOTEBOOK = "Notebook"
_NOTHING = "No answer."
_NEAR = "The nearest passages:"


def exchange_markdown(exchange: Exchange, prefix: str = "") -> str:
    """The answer, what has to be said beside it, and a footnote for every citation, numbered from 1."""
    answer = exchange.answer
    numbers = _numbers(answer) if answer else {}
    aside = _aside(exchange)
    body = _body(answer, numbers, prefix) if answer else ""
    warnings = [f"{_FLAGGED} {_md(line)}" for line in caveats.caveats(exchange)]
    nothing = "" if body or warnings else _NOTHING
    nearest = "\n".join(f"- {_source(e, e.text)}" for e in _nearest(answer))
    notes = "\n".join(f"[^{prefix}{i}]: {_source(c, c.quote)}" for c, i in numbers.items())
    parts = (f"*{_md(aside)}*" if aside else "", body, *warnings, nothing, _NEAR if nearest else "", nearest, notes)
    return "\n\n".join(filter(None, parts))


def conversation_markdown(conversation: Conversation, find: Find = _nowhere) -> str:
    """`find` gives a document by id, where the library still holds it."""
    return _markdown(conversation.title, conversation.exchanges, find)


def conversation_html(conversation: Conversation, find: Find = _nowhere) -> str:
    """One page without scripts or outside resources."""
    return _html(conversation.title, conversation.exchanges, find)


def notebook_markdown(items: Sequence[Item], find: Find = _nowhere) -> str:
    """Notes and pinned pieces in their order, each piece under the question that it answers, then the appendix."""
    return _markdown(NOTEBOOK, [item.exchange or item.note for item in items], find)


def notebook_html(items: Sequence[Item], find: Find = _nowhere) -> str:
    """The same as one page without scripts or outside resources."""
    return _html(NOTEBOOK, [item.exchange or item.note for item in items], find)


def notebook_json(items: Sequence[Item], find: Find = _nowhere) -> str:
    """Everything that is kept, rows of briefings with all their fields, and the same appendix."""
    kept = TypeAdapter(Sequence[Item]).dump_python(items, mode="json")
    pinned = _exchanges([item.exchange or item.note for item in items])
    return json.dumps({"items": kept, "proof": proof(pinned, find)}, indent=2, ensure_ascii=False)


def _markdown(title: str, pieces: Sequence[Exchange | str], find: Find) -> str:
    """Exchanges and notes in their order."""
    parts = [f"# {_md(title)}"]
    for i, piece in enumerate(pieces, 1):
        if isinstance(piece, Exchange):
            parts += [f"## {_md(piece.question)}", exchange_markdown(piece, f"{i}-")]
        elif piece.strip():
            parts.append(_md(piece.strip()))
    parts.append(in_markdown(proof(_exchanges(pieces), find)))
    return "\n\n".join(parts) + "\n"


def _html(title: str, pieces: Sequence[Exchange | str], find: Find) -> str:
    body: list[str] = []
    for i, piece in enumerate(pieces, 1):
        if isinstance(piece, Exchange):
            body += [f"<h2>{escape(piece.question)}</h2>", *exchange_html(piece, f"{i}-")]
        elif piece.strip():
            body.append(f'<p style="white-space:pre-wrap">{escape(piece.strip())}</p>')
    body.append(in_html(proof(_exchanges(pieces), find)))
    return _page(title, body)


def _exchanges(pieces: Sequence[Exchange | str]) -> list[Exchange]:
    return [piece for piece in pieces if isinstance(piece, Exchange)]


def _page(title: str, body: Sequence[str]) -> str:
    style = "body{max-width:42rem;margin:3rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,serif}li{font-size:.9rem}"
    style += "table{border-collapse:collapse}td,th{border-top:1px solid #ccc;padding:.3rem;text-align:left}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{style}</style>'
        f"<body><h1>{escape(title)}</h1>{''.join(body)}</body></html>\n"
    )


def conversation_json(conversation: Conversation, find: Find = _nowhere) -> str:
    """Everything that is stored, and under `proof` what a third party checks it by. A citation's `document_id` is made
    from the SHA-256 of the document's text, its offsets count Unicode code points of that text, end exclusive."""
    stored = TypeAdapter(Conversation).dump_python(conversation, mode="json")
    return json.dumps(stored | {"proof": proof(conversation.exchanges, find)}, indent=2, ensure_ascii=False)


def _body(answer: Answer, numbers: dict[Citation, int], prefix: str) -> str:
    if answer.outcome is Outcome.DECLINED:
        return f"*No answer found.* {_md(answer.missing or '')}".strip()
    if answer.briefing:
        return markdown_table(answer.briefing, lambda c: f"[^{prefix}{numbers[c]}]")
    parts, at = [], 0
    for sentence in answer.sentences:
        parts.append(_md(answer.text[at : sentence.start]) + _md(sentence.text))
        parts += [f"[^{prefix}{numbers[c]}]" for c in sentence.citations]
        parts += [f" ({_FLAGGED} {_md(marker)}: no such source)" for marker in sentence.failed_markers]
        if not sentence.verdict.stands:
            parts.append(f" ({_FLAGGED} {_md(_flag(sentence.verdict))})")
        at = sentence.end
    return "".join(parts) + _md(answer.text[at:])


def _source(passage: Citation | Evidence, words: str) -> str:
    address = f" <{found}>" if (found := web(passage.url)) else f" {_md(passage.url)}" if passage.url else ""
    from_where = _md(origin(passage.source, passage.published, _place(passage)))
    return f"{_md(_line(passage.title))}. {from_where}. “{_md(_line(words))}”{address}"


def _place(passage: Citation | Evidence) -> str | None:
    return passage.place if isinstance(passage, Citation) else passage.place(passage.start)


def exchange_html(exchange: Exchange, prefix: str) -> list[str]:
    """The same as pieces of a page, with anchors of their own."""
    answer, aside = exchange.answer, _aside(exchange)
    quiet = [f"<p><em>{escape(aside)}</em></p>"] if aside else []
    said = [f"<p><em>{_FLAGGED} {escape(line)}</em></p>" for line in caveats.caveats(exchange)]
    if answer is None:
        return [*quiet, *(said or [f"<p>{_NOTHING}</p>"])]
    if answer.outcome is Outcome.DECLINED:
        declined = f"<p><em>No answer found.</em> {escape(answer.missing or '')}</p>"
        nearest = "".join(f"<li>{_source_html(e, e.text)}</li>" for e in _nearest(answer))
        return [*quiet, declined, *said, f"<p>{_NEAR}</p><ul>{nearest}</ul>" if nearest else ""]
    numbers = _numbers(answer)
    notes = "".join(f'<li id="{prefix}{i}">{_source_html(c, c.quote)}</li>' for c, i in numbers.items())
    return [*quiet, _body_html(answer, numbers, prefix), *said, f"<ol>{notes}</ol>"]


def _body_html(answer: Answer, numbers: dict[Citation, int], prefix: str) -> str:
    def mark(c: Citation) -> str:
        return f'<sup><a href="#{prefix}{numbers[c]}">{numbers[c]}</a></sup>'

    if answer.briefing:
        return html_table(answer.briefing, mark)
    parts, at = [], 0
    for sentence in answer.sentences:
        parts.append(escape(answer.text[at : sentence.start] + sentence.text))
        parts += map(mark, sentence.citations)
        parts += [f" <em>({_FLAGGED} {escape(m)}: no such source)</em>" for m in sentence.failed_markers]
        if not sentence.verdict.stands:
            parts.append(f" <em>({_FLAGGED} {escape(_flag(sentence.verdict))})</em>")
        at = sentence.end
    return f"<p>{''.join(parts)}{escape(answer.text[at:])}</p>".replace("\n\n", "</p><p>")


def _numbers(answer: Answer) -> dict[Citation, int]:
    return {citation: i for i, citation in enumerate(answer.citations, 1)}


def _source_html(passage: Citation | Evidence, words: str) -> str:
    found = web(passage.url)
    link = f' <a href="{escape(found)}" rel="noopener noreferrer nofollow">{escape(found)}</a>' if found else ""
    from_where = escape(origin(passage.source, passage.published, _place(passage)))
    return f"{escape(passage.title)}. {from_where}. “{escape(words)}”{link}"


def _aside(exchange: Exchange) -> str:
    """How the question was taken, and the day that the answer is good for."""
    as_of = caveats.as_of(exchange.answer) if exchange.answer else ""
    return " · ".join(filter(None, [caveats.reading(exchange), as_of[:1].upper() + as_of[1:]]))


def _nearest(answer: Answer | None) -> tuple[Evidence, ...]:
    return answer.evidence if answer and answer.outcome is Outcome.DECLINED else ()


def _flag(verdict: Verdict) -> str:
    return ": ".join(filter(None, [caveats.FLAGS.get(verdict.support, ""), _line(verdict.reason)]))


def _line(text: str) -> str:
    return " ".join(text.split())


def _md(text: str) -> str:
    """Nothing in it is markup for a Markdown reader."""
    return re.sub(r"([\\`*_{}\[\]<>#|~!])", r"\\\1", text)
