"""Answers and conversations to take away: Markdown with footnotes, HTML, and JSON that a third party can re-check."""

import re
from html import escape

from pydantic import TypeAdapter

from rag.exchange import Conversation, Exchange
from rag.types import Answer, Citation, Outcome
from ui import caveats
from ui.plain import UNKNOWN, day, origin

_FLAGGED = "⚠"
_NOTHING = "No answer."


def exchange_markdown(exchange: Exchange, prefix: str = "") -> str:
    """The answer, what has to be said beside it, and a footnote for every citation, numbered from 1."""
    answer = exchange.answer
    numbers = {citation: i for i, citation in enumerate(answer.citations, 1)} if answer else {}
    read = f"*{_md(reading)}*" if answer and (reading := caveats.reading(answer)) else ""
    body = _body(answer, numbers, prefix) if answer else ""
    said = [f"{_FLAGGED} {_md(line)}" for line in caveats.caveats(exchange)]
    return "\n\n".join(filter(None, [read, body, *said, _footnotes(numbers, prefix)])) or _NOTHING


def conversation_markdown(conversation: Conversation) -> str:
    parts = [f"# {_md(conversation.title)}"]
    for i, exchange in enumerate(conversation.exchanges, 1):
        parts += [f"## {_md(exchange.question)}", exchange_markdown(exchange, f"{i}-")]
    return "\n\n".join(parts) + "\n"


def conversation_html(conversation: Conversation) -> str:
    """One page without scripts or outside resources."""
    body = [f"<h1>{escape(conversation.title)}</h1>"]
    for exchange in conversation.exchanges:
        body += [f"<h2>{escape(exchange.question)}</h2>", *_exchange_html(exchange)]
    style = "body{max-width:42rem;margin:3rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,serif}li{font-size:.9rem}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(conversation.title)}</title>'
        f"<style>{style}</style><body>{''.join(body)}</body></html>\n"
    )


def conversation_json(conversation: Conversation) -> str:
    """Everything that is stored. A citation's `document_id` is made from the SHA-256 of the document's text, its
    offsets count Unicode code points of that text, end exclusive."""
    return TypeAdapter(Conversation).dump_json(conversation, indent=2).decode()


def _body(answer: Answer, numbers: dict[Citation, int], prefix: str) -> str:
    if answer.outcome is Outcome.DECLINED:
        return f"*Not answered by the documents.* {_md(answer.missing or '')}".strip()
    parts, at = [], 0
    for sentence in answer.sentences:
        parts.append(_md(answer.text[at : sentence.start]) + _md(sentence.text))
        parts += [f"[^{prefix}{numbers[c]}]" for c in sentence.citations]
        parts += [f" ({_FLAGGED} {_md(marker)}: no such source)" for marker in sentence.failed_markers]
        if not sentence.verdict.stands:
            parts.append(f" ({_FLAGGED} {sentence.verdict.support})")
        at = sentence.end
    return "".join(parts) + _md(answer.text[at:])


def _footnotes(numbers: dict[Citation, int], prefix: str) -> str:
    return "\n".join(
        f"[^{prefix}{i}]: {_md(c.title)}. {_md(origin(c.source, c.published))}. “{_md(' '.join(c.quote.split()))}”"
        + (f" {_md(c.url)}" if c.url else "")
        for c, i in numbers.items()
    )


def _exchange_html(exchange: Exchange) -> list[str]:
    answer = exchange.answer
    said = [f"<p><em>{_FLAGGED} {escape(line)}</em></p>" for line in caveats.caveats(exchange)]
    if answer is None:
        return said or [f"<p>{_NOTHING}</p>"]
    read = f"<p><em>{escape(reading)}</em></p>" if (reading := caveats.reading(answer)) else ""
    if answer.outcome is Outcome.DECLINED:
        return [f"{read}<p><em>Not answered by the documents.</em> {escape(answer.missing or '')}</p>", *said]
    numbers = {citation: i for i, citation in enumerate(answer.citations, 1)}
    parts, at = [], 0
    for sentence in answer.sentences:
        parts.append(escape(answer.text[at : sentence.start] + sentence.text))
        parts += [f"<sup>{numbers[c]}</sup>" for c in sentence.citations]
        parts += [f" <em>({_FLAGGED} {escape(m)}: no such source)</em>" for m in sentence.failed_markers]
        if not sentence.verdict.stands:
            parts.append(f" <em>({_FLAGGED} {sentence.verdict.support}: {escape(sentence.verdict.reason)})</em>")
        at = sentence.end
    notes = [
        f"<li>{escape(c.title)}. {escape(c.source or UNKNOWN)}, {day(c.published)}. “{escape(c.quote)}”</li>"
        for c in numbers
    ]
    return [f"{read}<p>{''.join(parts)}{escape(answer.text[at:])}</p>", *said, f"<ol>{''.join(notes)}</ol>"]


def _md(text: str) -> str:
    """Nothing in it is markup for a Markdown reader."""
    return re.sub(r"([\\`*_{}\[\]<>#|~!])", r"\\\1", text)
