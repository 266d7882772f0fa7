"""Answers and conversations to take away: Markdown with footnotes, HTML, and JSON that a third party can re-check."""

import re
from html import escape

from pydantic import TypeAdapter

from rag.exchange import Conversation, Exchange
from rag.types import Answer, Citation, Outcome
from ui.plain import UNKNOWN, day, origin

_FLAGGED = "⚠"


def answer_markdown(answer: Answer) -> str:
    """The answer with a footnote for every citation, numbered from 1."""
    numbers = {citation: i for i, citation in enumerate(answer.citations, 1)}
    return "\n\n".join(filter(None, [_body(answer, numbers, ""), _footnotes(numbers, "")]))


def conversation_markdown(conversation: Conversation) -> str:
    parts = [f"# {_md(conversation.title)}"]
    for i, exchange in enumerate(conversation.exchanges, 1):
        parts += [f"## {_md(exchange.question)}", *_exchange_markdown(exchange, f"{i}-")]
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


def _exchange_markdown(exchange: Exchange, prefix: str) -> list[str]:
    answer = exchange.answer
    if answer is None:
        return [f"*{_md(exchange.failure.message) if exchange.failure else 'No answer.'}*"]
    numbers = {citation: i for i, citation in enumerate(answer.citations, 1)}
    parts = [_body(answer, numbers, prefix), _footnotes(numbers, prefix)]
    return [part for part in parts if part]


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
    if answer is None:
        return [f"<p><em>{escape(exchange.failure.message if exchange.failure else 'No answer.')}</em></p>"]
    if answer.outcome is Outcome.DECLINED:
        return [f"<p><em>Not answered by the documents.</em> {escape(answer.missing or '')}</p>"]
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
    return [f"<p>{''.join(parts)}{escape(answer.text[at:])}</p>", f"<ol>{''.join(notes)}</ol>"]


def _md(text: str) -> str:
    """Nothing in it is markup for a Markdown reader."""
    return re.sub(r"([\\`*_{}\[\]<>#|~!])", r"\\\1", text)
