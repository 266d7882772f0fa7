"""A comparison: what is compared by, as the documents tell it of each side; where nothing is named, what they say of
each, figures of the same thing first. What is not there is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from rag.briefing.gather import LEAST_NEAR, Found, Work
from rag.briefing.reading import LENIENT, answering, as_rows
from rag.briefing.rows import Dated, disagreeing, merged, quoted
from rag.briefing.subject import Subject, subject
from rag.language.quantities.numbers import NO_AMOUNTS, Quantity, quantities
from rag.language.words import stem
from rag.models.readers import read
from rag.question.time_scope import NEITHER, agreement, resolve
from rag.types import Briefing, Row

LENGTH = 5
"""Rows of each side unless another number is asked for."""
READ = 60
"""Sentences of each side that the reader looks at."""
SHARE = 0.65
"""Of the nearest sentence's score: farther ones are about something else."""
ANSWERS, OWN = 0.3, 0.15
"""What the reader's word for a sentence counts, and its naming the side itself."""


def comparison(work: Work) -> Briefing | None:
    """None where one of the sides is nowhere in the library."""
    if len(work.request.subjects) != 2:
        return None
    sides = [subject(said, work.library) for said in work.request.subjects]
    measure = work.request.measure
    if measure and (told := _measured(sides, measure, work)):
        return told
    gathered = [work.gather(_about(side, measure)) for side in sides]
    found = _apart([_own(side, g.found) for side, g in zip(sides, gathered, strict=True)])
    lacking = [side.said for side, own in zip(sides, found, strict=True) if not own]
    if len(lacking) == 2:
        return None
    ranked = [_ranked(side, own, work) for side, own in zip(sides, found, strict=True)]
    shared = _shared(ranked)
    number = work.request.length or LENGTH
    rows: list[Row] = []
    for side, own in zip(sides, ranked, strict=True):
        first = [f for f in own if _figures(f) & shared][:1] if shared else []
        kept = [*first, *(f for f in own if f not in first)]
        items = merged([Dated(row=_row(f, side, shared), vector=f.vector, score=f.near) for f in kept[: 3 * number]])
        rows += [i.row for i in items][:number]
    notice = _said(lacking, shared)
    passages = sum(g.passages for g in gathered)
    return work.briefing(
        disagreeing(work.request.question, rows), passages=passages, gathered=gathered[0], notice=notice,
        names=[form for side in sides for form in side.forms],
    )  # fmt: skip


def _measured(sides: Sequence[Subject], measure: str, work: Work) -> Briefing | None:
    """The measure of each side, as the reader finds it; None where it finds that of neither."""
    read = [answering(_asks(measure, side), work, threshold=LENIENT * work.threshold) for side in sides]
    likelier: dict[tuple[str, int], float] = {}
    for stretch in (stretch for found, _ in read for stretch in found):
        key = (stretch.document.id, stretch.start)
        likelier[key] = max(stretch.order, likelier.get(key, stretch.order))
    rows: list[Row] = []
    lacking = []
    for side, (found, _) in zip(sides, read, strict=True):
        own = [s for s in found if s.order == likelier[s.document.id, s.start]]  # what tells of the other side is its
        items = merged(as_rows(own, work.library))[: work.request.length or LENGTH]
        rows += [replace(i.row, group=side.said) for i in items]
        lacking += [] if items else [side.said]
    if not rows:
        return None
    notice = f"Nothing in the documents gives the {measure} of {lacking[0]}: this is no comparison." if lacking else ""
    return work.briefing(
        disagreeing(work.request.question, rows), passages=max(passages for _, passages in read), notice=notice,
        names=[form for side in sides for form in side.forms],
    )  # fmt: skip


def _asks(measure: str, side: Subject) -> str:
    return f"What {'are' if measure.endswith('s') else 'is'} the {measure} of {side.said}?"


def _own(side: Subject, found: Sequence[Found]) -> list[Found]:
    """The sentences about a side, of the time that it names ("the strike of 2022")."""
    period = resolve(side.said, date.today())
    return [
        f for f in found
        if f.near >= LEAST_NEAR and f.names and agreement(period, f.document.published, f.sentence.text) >= NEITHER
    ]  # fmt: skip


def _apart(found: Sequence[list[Found]]) -> list[list[Found]]:
    """Each sentence on the side that it is nearer to."""
    near = [{(f.document.id, f.sentence.start): f.near for f in own} for own in found]
    return [
        [f for f in own if other.get((f.document.id, f.sentence.start), 0.0) <= f.near]
        for own, other in zip(found, reversed(near), strict=True)
    ]


def _about(side: Subject, measure: str) -> Subject:
    return replace(side, said=f"{side.said} {measure}".strip()) if side.name else side


def _ranked(side: Subject, found: Sequence[Found], work: Work) -> list[Found]:
    """The nearest, in the order in which they answer what is asked of this side."""
    if not found:
        return []
    near = [f for f in found if f.near >= SHARE * found[0].near][:READ]
    asked = _asks(work.request.measure, side) if work.request.measure else f"What is {side.said}?"
    readings = read(asked, [f.text for f in near])
    odds = np.asarray([r.log_odds for r in readings])
    share = 1 / (1 + np.exp(-np.clip(odds, -8, 8)))
    order = sorted(range(len(near)), key=lambda i: -(near[i].near + ANSWERS * float(share[i]) + OWN * near[i].own))
    return [near[i] for i in order]


def _figures(item: Found) -> frozenset[str]:
    """What the sentence gives figures of: units and the nouns counted."""
    return frozenset(kind for q in quantities(item.sentence.text) for kind in _kinds(q))


def _kinds(quantity: Quantity) -> frozenset[str]:
    if quantity.unit in NO_AMOUNTS:
        return frozenset()
    return frozenset(stem(n) for n in quantity.nouns) | ({quantity.unit} if quantity.unit else frozenset())


def _shared(ranked: Sequence[Sequence[Found]]) -> frozenset[str]:
    """Measures that the foremost sentences of both sides give."""
    ours, theirs = (frozenset(k for f in own[:12] for k in _figures(f)) for own in ranked)
    return ours & theirs


def _row(item: Found, side: Subject, shared: frozenset[str]) -> Row:
    row = quoted(item.document, item.start, item.sentence.end)
    told = [q.raw for q in quantities(item.sentence.text) if _kinds(q) & shared]
    return replace(row, group=side.said, value=", ".join(told[:3]))


def _said(lacking: Sequence[str], shared: frozenset[str]) -> str:
    if lacking:
        return f"Nothing in the documents is about {' or '.join(lacking)}: this is no comparison."
    if not shared:
        return "The documents give no figure of the same measure for both sides; these are their nearest statements."
    return ""
