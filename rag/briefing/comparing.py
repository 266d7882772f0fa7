"""What is told of two sides, or of two days: for each side of a comparison what the documents say, the same measure of
both side by side where they have it; of what changed, pairs of statements of different days that give other figures for
the same thing, the earlier one first. What is not there is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from rag.briefing.gather import Found, Work
from rag.briefing.rows import Dated, disagreeing, merged, quoted
from rag.briefing.subject import Subject, subject
from rag.language.dates import without_dates
from rag.language.quantities.numbers import Quantity, missing, quantities
from rag.language.words import content, stem
from rag.models.readers import read
from rag.question.time_scope import NEITHER, agreement, resolve
from rag.types import Briefing, Row

LENGTH = 5
"""Rows of each side unless another number is asked for."""
LEAST_NEAR = 0.3
READ = 60
"""Sentences of each side that the reader looks at."""
SHARE = 0.65
"""Of the nearest sentence's score: farther ones are about something else."""
ANSWERS, OWN, MEASURES = 0.3, 0.15, 0.2
"""What the reader's word for a sentence counts, its naming the side itself, and a figure of what is compared by."""


def comparison(work: Work) -> Briefing | None:
    """None where one of the sides is nowhere in the library."""
    if len(work.request.subjects) != 2:
        return None
    sides = [subject(said, work.library) for said in work.request.subjects]
    measure = work.request.measure
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
    asked = f"{work.request.measure or 'what is known'} {side.said}".strip()
    question = work.request.question if work.request.measure else asked
    readings = read(question, [f.text for f in near])
    odds = np.asarray([r.log_odds for r in readings])
    share = 1 / (1 + np.exp(-np.clip(odds, -8, 8)))
    measure = frozenset(content(work.request.measure))
    order = sorted(
        range(len(near)),
        key=lambda i: (
            -(near[i].near + ANSWERS * float(share[i]) + OWN * near[i].own + MEASURES * _measures(near[i], measure))
        ),
    )
    return [near[i] for i in order]


def _measures(item: Found, measure: frozenset[str]) -> bool:
    """Whether the sentence gives a figure of the measure asked for."""
    return bool(measure) and any(_kinds(q) & measure for q in quantities(item.sentence.text))


def _figures(item: Found) -> frozenset[str]:
    """What the sentence gives figures of: units and the nouns counted."""
    return frozenset(kind for q in quantities(item.sentence.text) for kind in _kinds(q))


def _kinds(quantity: Quantity) -> frozenset[str]:
    if quantity.unit in ("clock", "ordinal", "times"):
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


PAIRS = 8
"""Pairs unless another number is asked for."""
CANDIDATES = 250
ALIKE = 0.62
"""Cosine from which two sentences may tell of the same thing."""
SHARED = 0.4
"""Share of the shorter one's content words that both have."""
APART = 50
"""How many times the smaller figure the larger one may be."""
_OTHER = frozenset(("clock", "ordinal", "times"))


def changed(work: Work) -> Briefing | None:
    """None where no two statements of different days give different figures for the same thing."""
    known = subject(work.request.subjects[0], work.library)
    gathered = work.gather(known)
    near = [f for f in gathered.found if f.near >= LEAST_NEAR and f.names and f.document.published]
    near = near[:CANDIDATES]
    if len(near) < 2:
        return None
    pairs = _pairs(near)
    rows: list[Row] = []
    taken: set[tuple[str, int]] = set()
    number = 0
    for _, one, other, ours, theirs in sorted(pairs, key=lambda p: -p[0]):
        keys = {(f.document.id, f.sentence.start) for f in (one, other)}
        if keys & taken:
            continue
        taken |= keys
        number += 1
        for item, told in ((one, ours), (other, theirs)):
            row = quoted(item.document, item.start, item.sentence.end)
            rows.append(replace(row, group=str(number), value=told.raw))
        if number == (work.request.length or PAIRS):
            break
    if not rows:
        return None
    notice = "Each pair gives an earlier and a later statement with another figure for the same thing."
    return work.briefing(rows, passages=gathered.passages, gathered=gathered, notice=notice, names=known.forms)


def _pairs(near: Sequence[Found]) -> list[tuple[float, Found, Found, Quantity, Quantity]]:
    matrix = np.stack([f.vector for f in near])
    likeness = matrix @ matrix.T
    found = []
    for i, j in zip(*np.where(np.triu(likeness, 1) >= ALIKE), strict=True):
        one, other = sorted((near[int(i)], near[int(j)]), key=lambda f: f.document.published or date.min)
        if one.document.published == other.document.published or one.document.id == other.document.id:
            continue
        if figures := _other_figure(one.sentence.text, other.sentence.text):
            found.append((float(likeness[i, j]) + one.near + other.near, one, other, *figures))
    return found


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Figures of one unit and the same things, and of one size: what has grown fiftyfold was another thing."""
    if (
        one.unit != other.unit
        or one.unit in _OTHER
        or not (one.nouns & other.nouns or (one.unit and not (one.nouns and other.nouns)))
    ):
        return False
    low, high = sorted((abs(one.value), abs(other.value)))
    return low > 0 and high / low <= APART


def _other_figure(one: str, other: str) -> tuple[Quantity, Quantity] | None:
    """The figure of each that the other has not, of the same unit and the same things."""
    ours, theirs = quantities(without_dates(one)), quantities(without_dates(other))
    left, right = missing(ours, theirs), missing(theirs, ours)
    words, others = set(content(one)), set(content(other))
    if len(words & others) < SHARED * min(len(words), len(others)):
        return None
    pairs = [(one, other) for one in left for other in right if _comparable(one, other)]
    return pairs[0] if len(pairs) == 1 else None  # of several, which belongs to which cannot be told
