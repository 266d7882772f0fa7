"""A list: every item of a kind that the documents tell of, each with the sentence that tells it; or, of a superlative,
every document's figure held against the others. A question is read against many windows for it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.embed import Vectors
from rag.briefing.gather import Work
from rag.briefing.reading import LENIENT, answering, as_rows, several
from rag.briefing.request import ASKS
from rag.briefing.rows import Dated, dated, merged, quoted
from rag.briefing.subject import subject
from rag.language.quantities.numbers import Quantity, quantities
from rag.language.words import content, stem
from rag.question.answer_type import yes_or_no
from rag.types import Briefing, Row

LENGTH = 12
"""Rows of a list unless another number is asked for."""
FEWEST = 2
"""Places that tell an item, without which a question for several is answered as any other."""
NEAREST = 0.4
"""Of half cosine, half shared words: what a sentence has to have that is shown though no reader found an answer."""
SEVERAL = 0.1
"""What a row of names counts among these."""
_CLAUSE = re.compile(r"^(?P<noun>.+?)\s+(?:that|which|who)\s+(?P<verb>\w.*)$", re.I)
_LEAST = frozenset("least fewest lowest smallest".split())


def listing(work: Work) -> Briefing | None:
    """None where nothing is likely to answer: the question then goes the usual way, and is declined there."""
    if work.request.measure:
        return _ranked(work)
    question = _question(work.request.subjects[0])
    ordered = not ASKS.match(work.request.question)
    found, read = answering(question, work, threshold=work.threshold * (LENIENT if ordered else 1.0))
    if not found:
        return _nearest(work) if ordered else None
    items = as_rows(found, work.library)
    if not ordered and not any(f.row for f in found) and len(merged(items)) < FEWEST:
        return None  # one thing alone is told: an answer as any other
    beside = _beside(items, work) if ordered else []
    rows = [i.row for i in _distinct(merged([*items, *beside]))][: work.request.length or LENGTH]
    return work.briefing(rows, passages=read)


def _distinct(items: Sequence[Dated]) -> list[Dated]:
    """Every item once before any of them a second time: what many documents tell is the likeliest, and would else
    leave no room for what one of them tells."""
    known: list[set[str]] = []
    first: list[Dated] = []
    again: list[Dated] = []
    for item in items:
        said = set(content(item.row.value))
        if said and any(said <= old for old in known):
            again.append(item)
        else:
            first.append(item)
        known.append(said)
    return [*first, *again]


def _beside(items: Sequence[Dated], work: Work) -> list[Dated]:
    """The nearest sentences of the documents that told of an item: what stands beside one is mostly another, though
    the reader looks for a single answer."""
    documents = {i.row.citations[0].document_id for i in items}
    gathered = work.gather(subject(work.request.subjects[0], work.library))
    near = [f for f in gathered.found if f.document.id in documents and f.near >= NEAREST]
    return [dated(f, f.near) for f in near[:LENGTH]]


def _nearest(work: Work) -> Briefing | None:
    """Where a list is ordered and the reader finds no answer: the sentences nearest to what is to be listed, those
    first that name several things."""
    known = subject(work.request.subjects[0], work.library)
    gathered = work.gather(known)
    near = [f for f in gathered.found if f.names and f.near >= NEAREST]
    near.sort(key=lambda f: -(f.near + SEVERAL * several(f.sentence.text)))
    rows = [i.row for i in merged([dated(f, f.near) for f in near[: 5 * LENGTH]])][: work.request.length or LENGTH]
    if not rows:
        return None
    notice = "These are the sentences nearest to what was asked for; which of them are items of it, none of them says."
    return work.briefing(rows, passages=gathered.passages, gathered=gathered, notice=notice, names=known.forms)


def _question(said: str) -> str:
    """What to list, as the question that the reader was taught: "plants that export to Peru" asks which plants do."""
    if ASKS.match(said) or yes_or_no(said):
        return f"{said[0].upper()}{said[1:]}?"
    if clause := _CLAUSE.match(said):
        return f"Which {clause['noun']} {clause['verb']}?"
    return f"What are the {said}?"


def _ranked(work: Work) -> Briefing | None:
    """Every figure of the measure, the most (or least) first; None where fewer than two documents tell one."""
    most, _, measure = work.request.measure.partition(" ")
    known = subject(work.request.subjects[0], work.library)
    gathered = work.gather(known)
    noun = {stem(w) for w in content(measure)}
    figures: list[tuple[float, Row, Vectors]] = []
    for item in gathered.found:
        told = [q for q in quantities(item.sentence.text) if _measures(q, noun)]
        if len(told) != 1:
            continue  # of two figures of one kind in a sentence, which is meant cannot be told
        row = replace(quoted(item.document, item.start, item.sentence.end), value=told[0].raw)
        figures.append((told[0].value, row, item.vector))
    if len({row.citations[0].document_id for _, row, _ in figures}) < 2:
        return None
    figures.sort(key=lambda f: (f[0] if most in _LEAST else -f[0], f[1].citations[0].document_id))
    rows = [i.row for i in merged([Dated(row=r, vector=v, score=0.0) for _, r, v in figures])]
    conclusion = f"The {work.request.measure} of {len(figures)} figures that the documents give: {figures[0][1].value}."
    return work.briefing(
        rows[: work.request.length or LENGTH], passages=gathered.passages, gathered=gathered, conclusion=conclusion
    )  # fmt: skip


def _measures(quantity: Quantity, noun: set[str]) -> bool:
    return quantity.unit == "" and bool(noun) and noun <= {stem(n) for n in quantity.nouns} | quantity.nouns
