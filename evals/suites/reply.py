"""An answer as evaluations keep it: plain data that goes to JSON and back, whichever system gave it.

Scoring works on replies, so finished rows can be scored again without asking again.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from evals.errors import UnderTestError
from evals.frozen import Frozen
from evals.suites.assistant import Assistant
from evals.suites.rows import Briefed, briefed
from rag.events import Done, EvidenceFound, Token
from rag.types import Answer, AnswerSentence, Citation, Evidence, Outcome, Question, Usage

MOST_FAILURES = 3
"""Replies with a notice, one after the other, after which a model is taken for gone."""


class Cited(Frozen):
    """A citation. `file` is the name of the document's file, where the library knows it; `start` and `end` are offsets
    in the document's cleaned text."""

    number: int
    document_id: str
    title: str
    file: str = ""
    source: str | None = None
    published: str | None = None
    quote: str
    start: int | None = None
    end: int | None = None


class Said(Frozen):
    """A sentence of the reply. `flagged` tells whether the reader was warned of it."""

    text: str
    citations: tuple[Cited, ...] = ()
    support: str | None = None
    reason: str = ""
    flagged: bool = False
    failed_markers: tuple[str, ...] = ()


class Read(Frozen):
    """A passage that the answer was made from. `published` is None also where an earlier version kept the reply."""

    document_id: str
    title: str = ""
    text: str
    published: str | None = None


class Reply(Frozen):
    """What a system said. `cites` is False for systems that never cite: nothing can be scored there."""

    question: str
    standalone: str
    outcome: Outcome
    text: str
    sentences: tuple[Said, ...] = ()
    evidence: tuple[Read, ...] = ()
    model: str
    missing: str | None = None
    asks: str | None = None
    notice: str | None = None
    conflicts: int = 0
    draft: str = ""
    belief: float | None = None
    briefing: Briefed | None = None
    cites: bool = True
    timing: Usage = Usage()

    @property
    def declined(self) -> bool:
        return self.outcome is Outcome.DECLINED

    @property
    def citations(self) -> tuple[Cited, ...]:
        return tuple(dict.fromkeys(c for s in self.sentences for c in s.citations))


def failing(replies: Sequence[Reply]) -> bool:
    """Whether the model is gone by its last replies: what is left would be measured as extractive mode, which nobody
    asked for."""
    latest = replies[-MOST_FAILURES:]
    return len(latest) == MOST_FAILURES and all(reply.notice for reply in latest)


def hear(assistant: Assistant, question: Question) -> tuple[Answer, Usage]:
    """Asks, and times what the assistant does not time itself."""
    started = time.perf_counter()
    evidence_s = first_token_s = None
    for event in assistant.ask(question):
        elapsed = time.perf_counter() - started
        match event:
            case EvidenceFound():
                evidence_s = elapsed
            case Token() if first_token_s is None:
                first_token_s = elapsed
            case Done(answer=answer):
                return answer, _timing(answer, evidence_s, first_token_s, elapsed)
    raise UnderTestError(
        f"{assistant.model_name} ended without an answer.", hint="Its last event has to be Done: mend the pipeline."
    )


def from_answer(answer: Answer, timing: Usage, files: Mapping[str, str]) -> Reply:
    """The answer as data. `files` maps document ids to file names."""
    return Reply(
        question=answer.question,
        standalone=answer.standalone,
        outcome=answer.outcome,
        text=answer.text,
        sentences=tuple(_said(sentence, files) for sentence in answer.sentences),
        evidence=tuple(_read(passage) for passage in answer.evidence),
        model=answer.model,
        missing=answer.missing,
        asks=answer.asks,
        notice=answer.notice,
        conflicts=len(answer.conflicts),
        draft=answer.draft,
        belief=answer.belief,
        briefing=briefed(answer.briefing, files) if answer.briefing else None,
        timing=timing,
    )


def _timing(answer: Answer, evidence_s: float | None, first_token_s: float | None, total_s: float) -> Usage:
    usage = answer.usage
    return replace(
        usage,
        evidence_s=evidence_s if usage.evidence_s is None else usage.evidence_s,
        first_token_s=first_token_s if usage.first_token_s is None else usage.first_token_s,
        total_s=total_s if usage.total_s is None else usage.total_s,
    )


def _said(sentence: AnswerSentence, files: Mapping[str, str]) -> Said:
    return Said(
        text=sentence.text,
        citations=tuple(_cited(citation, files) for citation in sentence.citations),
        support=sentence.verdict.support.value,
        reason=sentence.verdict.reason,
        flagged=not sentence.verdict.stands,
        failed_markers=sentence.failed_markers,
    )


def _read(passage: Evidence) -> Read:
    return Read(
        document_id=passage.document_id,
        title=passage.title,
        text=passage.text,
        published=passage.published.isoformat() if passage.published else None,
    )


def _cited(citation: Citation, files: Mapping[str, str]) -> Cited:
    return Cited(
        number=citation.number,
        document_id=citation.document_id,
        title=citation.title,
        file=files.get(citation.document_id, ""),
        source=citation.source,
        published=citation.published.isoformat() if citation.published else None,
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
    )
