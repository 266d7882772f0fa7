"""Sentences → rows → an answer: quoted, dated, with who says it; copies merged with all their sources; what disagrees
marked. The rows of a briefing are sentences that quote, so that all that shows or keeps answers shows them too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.embed import Vectors
from index.types import Document, Place
from rag.assemble import numbered
from rag.briefing.gather import Found
from rag.briefing.request import label
from rag.briefing.sentences import event_day, said
from rag.language.discourse.speech import attributions
from rag.retrieval.dedupe import are_copies
from rag.types import (
    Answer,
    AnswerSentence,
    Briefing,
    BriefingKind,
    BriefingRequest,
    Citation,
    Evidence,
    Outcome,
    Question,
    Row,
    Support,
    Verdict,
)  # fmt: skip
from rag.verification.conflicts import conflicts

NEAR = 0.6
"""Cosine without which two sentences are not compared word by word: copies have more."""
AT_ONCE = 7
"""Days between two publications that may tell of the same state of things."""
COMPARED = 40
"""Rows that are held against each other for disagreement: the work grows with the square."""

_RUNS_ON = re.compile(r"(?:[A-Z][\w’'.-]*\s+(?:[A-Z][\w’'.-]*\s+){0,3}(?:of|and|for|&)\s+(?:the\s+)?)+$")
"""The part of a name before its last capitals."""

_TOLD = re.compile(
    r"[“\"]|\b(?:said|says|told|tells|according to|warned|added|argued|stated|insisted|claimed|noted|explained|"
    r"announced|declared|testified|admitted|confirmed|denied)\b"
)
"""What tells that somebody's words are given: "called its envoys home" does not."""

QUOTED = Verdict(support=Support.VERBATIM, reason="quoted word for word", score=1.0)


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A row with the vector of its sentence and its score, while rows are chosen."""

    row: Row
    vector: Vectors
    score: float


def quoted(document: Document, start: int, end: int, *, number: int = 0) -> Row:
    """The row of a stretch of a document, dated by what it tells or else by its publication."""
    text = document.text[start:end]
    day = event_day(text, document.published)
    speaker = speaker_of(text)
    return Row(
        statement=" ".join(text.split()), quotation=text, citations=(cited(document, start, end, number=number),),
        day=day.first if day else document.published,
        day_of="event" if day else "publication" if document.published else None,
        precision=day.precision if day else "day", speaker=speaker,
    )  # fmt: skip


def speaker_of(text: str) -> str | None:
    """Who says it, by the whole name: of "the Board of Ports and Canals said", not "Canals"."""
    for found in attributions(text) if _TOLD.search(text) else ():
        at = text.find(found.name)
        before = _RUNS_ON.search(text[:at]) if at > 0 else None
        if not found.name.endswith(("'s", "’s")):
            return (before[0] if before else "") + found.name
    return None


def cited(document: Document, start: int, end: int, *, number: int = 0) -> Citation:
    place = document.place(start)
    return Citation(
        number=number, document_id=document.id, start=start, end=end, quote=document.text[start:end],
        title=document.title, source=document.source, published=document.published, url=document.url,
        place=place.label if place else None,
    )  # fmt: skip


def dated(item: Found, score: float) -> Dated:
    return Dated(row=quoted(item.document, item.start, item.sentence.end), vector=item.vector, score=score)


def merged(candidates: Sequence[Dated]) -> list[Dated]:
    """The rows in order, each once: a copy in another place becomes a further citation of the first."""
    kept: list[Dated] = []
    matrix = np.zeros((0, 0), dtype=np.float32)
    for item in candidates:
        if any(_within(item.row, old.row) for old in kept):
            continue
        near = np.flatnonzero(matrix @ item.vector >= NEAR).tolist() if len(kept) else []
        same = next((at for at in near if are_copies(kept[at].row.quotation, item.row.quotation)), None)
        if same is None:
            kept.append(item)
            matrix = item.vector[None] if not matrix.size else np.vstack([matrix, item.vector])
        else:
            kept[same] = replace(kept[same], row=_with_sources(kept[same].row, item.row))
    return kept


def _within(row: Row, other: Row) -> bool:
    """Whether one is a part of the other's quotation: that of two sentences that lean on each other has both."""
    one, whole = sorted((row.citations[0], other.citations[0]), key=lambda c: c.end - c.start)
    return one.document_id == whole.document_id and whole.start <= one.start and one.end <= whole.end


def _with_sources(row: Row, other: Row) -> Row:
    known = {c.document_id for c in row.citations}
    more = tuple(c for c in other.citations if c.document_id not in known)
    if row.day_of != "event" and other.day_of == "event":
        row = replace(row, day=other.day, day_of="event", precision=other.precision)
    return replace(row, citations=(*row.citations, *more))


def chronological(rows: Sequence[Row]) -> tuple[Row, ...]:
    """By day, undated last; of one day what is told less exactly first, then the older publication."""
    exact = {"year": 0, "month": 1, "day": 2}
    return tuple(
        sorted(
            rows,
            key=lambda r: (
                r.day is None, r.day or date.max, exact[r.precision],
                r.citations[0].published or date.max, r.citations[0].start,
            ),
        )
    )  # fmt: skip


def disagreeing(question: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with the places of those that give another value for the same thing (`rag.verification.conflicts`)."""
    first = list(rows[:COMPARED])
    evidence = [as_evidence(row.citations[0], number) for number, row in enumerate(first, start=1)]
    at = {(e.document_id, e.start): number - 1 for number, e in enumerate(evidence, start=1)}
    differs: dict[int, set[int]] = {}
    for place, row in enumerate(first):
        citation = replace(row.citations[0], number=place + 1)
        said = AnswerSentence(
            text=row.statement, start=0, end=len(row.statement), citations=(citation,), verdict=QUOTED
        )  # fmt: skip
        for conflict in (c for c in conflicts(question, evidence, [said]) if not c.superseded):
            sides = {
                at.get((p.citation.document_id, evidence[p.citation.number - 1].start)) for p in conflict.positions
            }
            places = {side for side in sides if side is not None and _same_time(row, rows[side])}
            for one in places:
                differs.setdefault(one, set()).update(places - {one})
    return tuple(replace(row, differs=tuple(sorted(differs.get(place, ())))) for place, row in enumerate(rows))


def _same_time(one: Row, other: Row) -> bool:
    """Whether both tell of one time: a figure that grew from month to month is no disagreement."""
    if one.day_of == other.day_of == "event" and one.precision == other.precision == "day":
        return one.day == other.day
    first, second = (row.citations[0].published for row in (one, other))
    return first is None or second is None or abs((first - second).days) <= AT_ONCE


def as_evidence(citation: Citation, number: int) -> Evidence:
    """The cited stretch as a passage."""
    return Evidence(
        number=number, document_id=citation.document_id, start=citation.start, end=citation.end, text=citation.quote,
        title=citation.title, source=citation.source, published=citation.published, url=citation.url,
        answers=1.0, best=citation.start,
        places=(Place(start=citation.start, kind="place", number=1, label=citation.place),) if citation.place else (),
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
        missing=None if text else nothing(briefing.request),
    )  # fmt: skip


def nothing(request: BriefingRequest) -> str:
    """Why there is no row: what was looked for and not found. That passages are about the subject is not denied."""
    subjects = " or ".join(request.subjects) or "that"
    lacking = {
        BriefingKind.CHANGED: f"no two documents of different days give other figures for the same thing in {subjects}",
        BriefingKind.STATEMENTS: f"no passage was found in which {subjects} is named as the speaker",
        BriefingKind.AUTHORS: f"no document that mentions {subjects} was found to name its author",
        BriefingKind.LIST: "no passage was found to name an item of it",
    }.get(request.kind, f"no passage was found that is about {subjects}")
    if request.kind is BriefingKind.STATEMENTS and not request.subjects:
        lacking = f"no passage was found in which somebody says something about {request.about}"
    if request.kind is BriefingKind.LIST and request.measure:
        lacking = "no table, and no two documents, were found that give figures for it"
    return f"Nothing was found for {label(request)}: {lacking}."


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
