"""What the exchange component shows, made from an answer or from one in the making. Knows nothing of Streamlit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from rag.conversation.exchange import Exchange, Failure, State
from rag.types import Answer, AnswerSentence, Citation, Conflict, Evidence, Outcome, Support, Verdict
from ui.answer import caveats
from ui.answer.briefing import briefing_data, kinds
from ui.answer.cards import by_document, cards, numbers, parts, sources
from ui.answer.export import exchange_markdown
from ui.plain import count, origin, plain, short

_STANDS = {
    Support.VERBATIM: "quoted word for word",
    Support.SUPPORTED: "the passage supports this",
    Support.WRONG_SOURCE: "the model cited another passage; this is the one that supports it",
}
_LOST = Failure(message="Dossier was closed before this answer was finished.", hint="Ask again to have it in full.")


def references(answer: Answer) -> dict[str, Citation]:
    """Everything that can be opened, by key: citations `c1-0-24`…, sides of disagreements `p1-0-24`…, evidence `e1`…"""
    sides = [p.citation for c in answer.conflicts for p in c.positions]
    return (
        {_key("c", citation): citation for citation in answer.citations}
        | {_key("p", citation): citation for citation in sides}
        | {f"e{e.number}": e.cited(0, len(e.text)) for _, found in by_document(answer.evidence) for e in found}
    )


def _key(kind: str, citation: Citation) -> str:
    # Its place among the others would change while an answer in the making loses a sentence.
    return f"{kind}{citation.number}-{citation.start}-{citation.end}"


def exchange_data(
    exchange: Exchange,
    *,
    live: bool,
    text: str = "",
    open_key: str | None = None,
    last: bool = False,
    new: bool = False,
    suggestions: Sequence[str] = (),
    progress: str = "",
) -> dict[str, Any]:
    """`live`: somebody is at work on it; `text` is what the model has said so far, `progress` what is being done; `new`
    that it has just been asked on this page."""
    answer, failure = exchange.answer, exchange.failure
    if exchange.state is State.ANSWERING and not live:
        failure = _LOST
    numbered = numbers(answer) if answer else {}
    state = _state(exchange, live)
    return plain(  # type: ignore[no-any-return]
        {
            "question": exchange.question,
            "read": caveats.reading(exchange),
            "state": state,
            "last": last,
            "new": new,
            "open": open_key,
            "cards": list(cards(answer, settled=state in ("done", "stopped"), found=state != "declined"))
            if answer and not answer.briefing
            else [],
            "segments": list(_segments(answer.text or text, answer, numbered))
            if answer and not answer.briefing
            else [],
            "briefing": briefing_data(answer, lambda citation: _mark(citation, "c", numbered)),
            "kinds": kinds(answer) if last and not live and answer else [],
            "status": progress or _status(state, answer, text),
            "elapsed": max(0.0, (datetime.now(UTC) - exchange.asked).total_seconds()) if live else 0.0,
            "missing": answer.missing if answer else None,
            "notice": _notice(exchange),
            "failure": {"message": failure.message, "hint": failure.hint} if failure else None,
            "conflicts": list(_conflicts(answer.conflicts, numbered)) if answer else [],
            "sources": sources(answer, partial(_key, "c")) if answer and not live else [],
            "facts": _facts(answer) if answer and not live else "",
            "actions": _actions(answer, live=live, last=last) + _thumbs(exchange),
            "thumb": ("up" if exchange.rating.good else "down") if exchange.rating else None,
            "offers": _offers(exchange) if state == "declined" and last else [],
            "suggestions": list(suggestions),
            "markdown": exchange_markdown(replace(exchange, failure=failure)) if answer and not live else "",
        }
    )


def _state(exchange: Exchange, live: bool) -> str:
    if live:
        return "answering" if exchange.answer else "searching"
    if exchange.answer and exchange.answer.outcome is Outcome.DECLINED and exchange.state is State.DONE:
        return "declined"
    return str(exchange.state)


def _status(state: str, answer: Answer | None, text: str) -> str:
    if state == "searching":
        return "Looking through your documents…"
    if state != "answering" or answer is None:
        return ""
    if not text:
        return f"Reading {count(len(answer.evidence), 'passage')}…"
    return f"Writing · {count(len(answer.sentences), 'sentence')} checked…"


def _notice(exchange: Exchange) -> str | None:
    if exchange.state is State.STOPPED:
        if exchange.answer and exchange.answer.text:
            return "You stopped this answer. What was written is kept; grey words have not been checked."
        found = "the passages found are above" if exchange.answer else "the search was not over"
        return f"You stopped this answer before anything was written; {found}."
    return caveats.notice(exchange.answer) if exchange.answer else None


def _emphasised(sentence: AnswerSentence, evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    """A sentence; where it is a document's own, with the words in which the answer was found."""
    found = [
        (e.found[0] - c.start, e.found[1] - c.start)
        for c in sentence.citations
        for e in evidence
        if e.number == c.number and e.found and c.quote == sentence.text
    ]
    return parts(sentence.text, found[:1])


def _segments(text: str, answer: Answer, numbered: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The text in order: checked sentences, and what stands between them."""
    at = 0
    apart = answer.quoted and len({c.document_id for c in answer.citations}) > 1
    for i, sentence in enumerate(answer.sentences):
        gap = text[at : sentence.start]
        if apart and "\n" in gap:
            yield _from(answer.sentences[i - 1])
        elif gap:
            yield _gap(gap)
        yield {
            "kind": "sentence",
            "text": sentence.text,
            "parts": _emphasised(sentence, answer.evidence),
            "tone": "quiet" if sentence.verdict.stands else str(sentence.verdict.support),
            "verdict": _said(sentence.verdict),
            "flag": caveats.FLAGS.get(sentence.verdict.support, ""),
            "marks": [_mark(c, "c", numbered) for c in sentence.citations],
            "failed": list(sentence.failed_markers),
        }
        at = sentence.end
    if apart:
        yield _from(answer.sentences[-1])
    if text[at:]:
        yield _gap(text[at:])


def _from(sentence: AnswerSentence) -> dict[str, Any]:
    """Who published the quotation that ends here, and when: each stands for itself."""
    citation = sentence.citations[0]
    return {"kind": "from", "text": origin(citation.source, citation.published, citation.place)}


def _said(verdict: Verdict) -> str:
    return f"Checked: {(_STANDS | caveats.FLAGS)[verdict.support]}. {verdict.reason}".strip()


def _gap(text: str) -> dict[str, Any]:
    return {"kind": "text", "text": text, "unchecked": bool(text.strip())}


def _mark(citation: Citation, kind: str, numbered: Mapping[str, int]) -> dict[str, Any]:
    return {
        "key": _key(kind, citation),
        "n": numbered[citation.document_id],
        "title": citation.title,
        "origin": origin(citation.source, citation.published, citation.place),
        "quote": short(citation.quote, 420),
    }


def _conflicts(conflicts: Sequence[Conflict], numbered: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for conflict in conflicts:
        positions = []
        for position in conflict.positions:
            mark = _mark(position.citation, "p", numbered)
            positions.append({"statement": position.statement, "origin": mark["origin"], "mark": mark})
        yield {"title": caveats.heading(conflict), "positions": positions}


def _facts(answer: Answer) -> str:
    flagged = sum(not s.verdict.stands for s in answer.sentences)
    facts = []
    if answer.sentences:
        facts.append(
            f"{count(len(answer.sentences), 'sentence')} checked" + (f", {flagged} flagged" if flagged else "")
        )
        facts.append(f"{len({c.number for c in answer.citations})} of {count(len(answer.evidence), 'passage')} cited")
    if answer.as_of:
        facts.append(caveats.as_of(answer))
    if answer.model:
        facts.append("no model" if answer.model == "none" else answer.model)
    if answer.usage.total_s is not None:
        facts.append(f"{answer.usage.total_s:.1f} s")
    return " · ".join(facts)


def _actions(answer: Answer | None, *, live: bool, last: bool) -> list[str]:
    if live:
        return ["stop"]
    return (["copy", "pin"] if answer and answer.text else []) + (["edit", "again"] if last else [])


def _offers(exchange: Exchange) -> list[str]:
    """What a click can do about a question that was declined."""
    readily = exchange.answer is not None and exchange.answer.below_threshold and bool(exchange.answer.evidence)
    brief = exchange.answer is None or exchange.answer.briefing is None
    offers = {"readily": readily, "lift": bool(exchange.filters), "briefing": brief}
    return [name for name, offered in offers.items() if offered]


def _thumbs(exchange: Exchange) -> list[str]:
    return (
        (["up", "down"] + (["test"] if exchange.rating else []))
        if exchange.state is State.DONE and exchange.answer
        else []
    )
