"""A timeline: what happened to a subject, day by day, each row a document's own sentence."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

from rag.briefing.gather import LEAST_NEAR, Found, Work
from rag.briefing.rows import Dated, chronological, dated, disagreeing, merged
from rag.briefing.subject import subject
from rag.question.answer_type import Kind, wanted
from rag.question.time_scope import resolve
from rag.types import Briefing, Row

LENGTH = 20
"""Rows of a timeline unless another number is asked for: what fits on two screens."""
SHARE = 0.55
"""Of the nearest sentence's score: farther ones belong to another story."""
A_DAY = 2
"""Rows of one day: the next most telling day says more than a third sentence about the same one."""
ALIKE = 0.8
"""Cosine from which two sentences about one day tell the same."""
DATED = 0.25
"""What a day in the sentence counts: without one it is known only when it was written."""
OFTEN = 0.05
"""What each doubling of the documents that tell of a day counts."""
HEAD = 0.05
"""What standing at the head of a document counts: news puts the event first."""
QUOTE = 0.08
"""What is taken from somebody's words: a timeline tells what happened, before what was said of it."""


def timeline(work: Work) -> Briefing | None:
    """None where no document tells anything about the subject."""
    known = subject(work.request.subjects[0], work.library)
    gathered = work.gather(known)
    found = [f for f in gathered.found if f.near >= LEAST_NEAR and f.names]
    if not found:
        return None
    nearest = found[0].near
    rows = _chosen([f for f in found if f.near >= SHARE * nearest], work)
    ordered = disagreeing(work.request.question, chronological(rows))
    events = sum(row.day_of == "event" for row in ordered)
    notice = ""
    if events < len(ordered):
        notice = f"{len(ordered) - events} of {len(ordered)} rows name no day; they stand at their day of publication."
    return work.briefing(
        ordered, passages=gathered.passages, gathered=gathered, notice=notice, names=known.forms,
        figures=_months(ordered),
    )  # fmt: skip


def _chosen(found: Sequence[Found], work: Work) -> list[Row]:
    period = resolve(work.request.question, work.request.as_of or date.today())
    items = [dated(f, f.near) for f in found]
    documents: dict[date, set[str]] = defaultdict(set)
    for item in items:
        if item.row.day and item.row.day_of == "event" and item.row.precision == "day":
            documents[item.row.day].add(item.row.citations[0].document_id)
    numbers = wanted(work.request.question) is Kind.NUMBER
    scored = []
    for source, item in zip(found, items, strict=True):
        row = item.row
        if period and period.kind == "mentioned" and row.day and not _inside(row.day, period.since, period.until):
            continue
        score = item.score - HEAD * source.place - QUOTE * (row.speaker is not None or "“" in row.quotation)
        if row.day_of == "event":
            score += DATED * (1.0 if row.precision == "day" else 0.5)
            score += OFTEN * math.log2(max(1, len(documents.get(row.day, ())))) if row.day else 0.0
        score += 0.1 * (source.own or not numbers)
        scored.append(Dated(row=row, vector=item.vector, score=score))
    ranked = sorted(scored, key=lambda i: (-i.score, i.row.citations[0].document_id, i.row.citations[0].start))
    most = work.request.length or LENGTH
    chosen: list[Dated] = []
    per_day: Counter[tuple[date | None, str]] = Counter()
    for item in merged(ranked):
        key = (item.row.day, item.row.precision)
        alike = [c for c in chosen if c.row.day == item.row.day and float(np.dot(c.vector, item.vector)) >= ALIKE]
        if per_day[key] >= A_DAY or alike:
            continue
        chosen.append(item)
        per_day[key] += 1
        if len(chosen) == most:
            break
    return [c.row for c in chosen]


def _inside(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or day >= since) and (until is None or day <= until)


def _months(rows: Sequence[Row]) -> list[tuple[str, int]]:
    counted = Counter(f"{row.day:%Y-%m}" for row in rows if row.day)
    return sorted(counted.items())
