"""A list: every item of a kind that the documents tell of, each with the sentence that tells it; or, of a superlative,
every document's figure held against the others. A question is read against many windows for it."""

import re
from collections.abc import Sequence

from rag.briefing.gather import Work
from rag.briefing.makers.ranking import ranking
from rag.briefing.reading import LENIENT, answering, as_rows, several
from rag.briefing.request import ASKS
from rag.briefing.rows import Dated, dated, merged
from rag.briefing.subject import subject
from rag.language.words import content
from rag.question.answer_type import yes_or_no
from rag.types import Briefing

LENGTH = 12
"""Rows of a list unless another number is asked for."""
FEWEST = 2
"""Places that tell an item, without which a question for several is answered as any other."""
NEAREST = 0.4
"""Of half cosine, half shared words: what a sentence has to have that is shown though no reader found an answer."""
SEVERAL = 0.1
"""What a row of names counts among these."""
_CLAUSE = re.compile(r"^(?P<noun>.+?)\s+(?:that|which|who)\s+(?P<verb>\w.*)$", re.I)


def listing(work: Work) -> Briefing | None:
    """None where nothing is likely to answer: the question then goes the usual way, and is declined there."""
    if work.request.measure:
        return ranking(work)
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
