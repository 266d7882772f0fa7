"""What changed: pairs of statements of different days that give other figures for the same thing, the earlier first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from rag.briefing.gather import LEAST_NEAR, Found, Work
from rag.briefing.rows import quoted
from rag.briefing.subject import subject
from rag.language.dates import without_dates
from rag.language.quantities.numbers import NO_AMOUNTS, Quantity, missing, quantities
from rag.language.words import content
from rag.types import Briefing, Row

PAIRS = 8
"""Pairs unless another number is asked for."""
CANDIDATES = 250
ALIKE = 0.62
"""Cosine from which two sentences may tell of the same thing."""
SHARED = 0.4
"""Share of the shorter one's content words that both have."""
APART = 50
"""How many times the smaller figure the larger one may be."""


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
        or one.unit in NO_AMOUNTS
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
