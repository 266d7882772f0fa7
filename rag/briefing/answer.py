"""A briefing as an answer: its rows are sentences that quote, so that all that shows or keeps answers shows it too."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.assemble import numbered
from rag.briefing.day import said
from rag.briefing.rows import QUOTED, as_evidence
from rag.types import (
    Answer,
    AnswerSentence,
    Briefing,
    BriefingKind,
    Citation,
    Evidence,
    Outcome,
    Question,
    Row,
)  # fmt: skip

_Place = tuple[str, int, int]

DATED = frozenset({BriefingKind.TIMELINE, BriefingKind.CHANGED, BriefingKind.STATEMENTS})
"""Kinds whose rows stand beside their days."""


def as_answer(briefing: Briefing, question: Question, standalone: str, model: str = "none") -> Answer:
    """The rows as sentences in their order, each cited; what stands between them (days, sides) is the app's own.

    Citations have the numbers of the conversation. Without rows the conclusion alone is the answer, and without that
    it is declined.
    """
    found = [as_evidence(c, 0) for row in briefing.rows for c in row.citations]
    evidence = numbered(found, question.known, ())
    numbers = {(e.document_id, e.start, e.end): e.number for e in evidence}
    rows = tuple(
        replace(row, citations=tuple(replace(c, number=numbers[_place(c)]) for c in row.citations))
        for row in briefing.rows
    )
    briefing = replace(briefing, rows=rows)
    text, sentences = _written(briefing)
    outcome = Outcome.ANSWERED if text else Outcome.DECLINED
    return Answer(
        question=question.text, standalone=standalone, outcome=outcome, text=text, sentences=sentences,
        evidence=_kept(evidence, rows), model=model, quoted=True, briefing=briefing,
        missing=None if text else nothing(briefing),
    )  # fmt: skip


def nothing(briefing: Briefing) -> str:
    """Why there is no row."""
    subjects = " or ".join(briefing.request.subjects) or "that"
    return f"Nothing was found for {briefing.label}: no passage of the documents is about {subjects}."


def _written(briefing: Briefing) -> tuple[str, tuple[AnswerSentence, ...]]:
    text = briefing.conclusion
    sentences: list[AnswerSentence] = []
    before: Row | None = None
    for row in briefing.rows:
        text += "\n" if text else ""
        text += "".join(_lead(briefing, row, before))
        start = len(text)
        text += row.statement
        sentences.append(
            AnswerSentence(text=row.statement, start=start, end=len(text), citations=row.citations, verdict=QUOTED)
        )
        before = row
    return text, tuple(sentences)


def _lead(briefing: Briefing, row: Row, before: Row | None) -> Iterator[str]:
    """What stands before a row: its side where that is a new one, and its day where days matter."""
    kind = briefing.request.kind
    if kind in (BriefingKind.COMPARISON, BriefingKind.AUTHORS) and (before is None or before.group != row.group):
        yield f"{row.group}: "
    if kind in DATED and row.day:
        published = " (published)" if row.day_of == "publication" else ""
        yield f"{said(row.day, row.precision)}{published}: "


def _place(citation: Citation) -> _Place:
    return citation.document_id, citation.start, citation.end


def _kept(evidence: Sequence[Evidence], rows: Sequence[Row]) -> tuple[Evidence, ...]:
    """The passages in the order of the rows."""
    order = {c.number: at for at, c in enumerate(c for row in rows for c in row.citations)}
    return tuple(sorted(evidence, key=lambda e: order.get(e.number, len(order))))
