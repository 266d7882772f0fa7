"""A list: every item of a kind that the documents tell of, each with the sentence that tells it; or, of a superlative,
every document's figure held against the others. A question is read against many windows for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.embed import Vectors
from index.types import Document, Sentence
from rag.briefing.gather import Work
from rag.briefing.rows import Dated, dated, merged, quoted
from rag.briefing.sentences import is_statement, leans
from rag.briefing.subject import scope, subject
from rag.language.align import coverage
from rag.language.discourse.context import around
from rag.language.names import missing, names
from rag.language.quantities.numbers import Quantity, quantities
from rag.language.words import content, stem
from rag.question.answer_type import yes_or_no
from rag.retrieval.evidence import ReadWindow, read_windows
from rag.types import Briefing, Evidence, Row
from rag.verification.premise import denial

LENGTH = 12
"""Rows of a list unless another number is asked for."""
NEAREST = 0.4
"""Of half cosine, half shared words: what a sentence has to have that is shown though no reader found an answer."""
SEVERAL = 0.1
"""What a row of names counts among these."""
LENIENT = 0.75
"""Of the threshold for an answer, where a list is ordered: each of its rows is shown as it stands."""
_ASKS = re.compile(r"^(?:(?:in|to|from|on|for|at|by|with|against|of|through)\s+)?(?:which|what|who|where)\b", re.I)
_CLAUSE = re.compile(r"^(?P<noun>.+?)\s+(?:that|which|who)\s+(?P<verb>\w.*)$", re.I)
_LEAST = frozenset("least fewest lowest smallest".split())
CHUNKS = 120
"""Chunks whose windows are looked at, and windows that are read: three seconds on two cores."""
WINDOWS = 240
ROW = 0.5
"""Log odds that a row of names adds where several things are asked for."""
DENYING = 6
"""Windows that may deny what a question takes for granted: as many as an answer is made from."""
IN_A_ROW = 0.75
"""Of the threshold, where several things in a row are named: that is what is looked for, though no one place of it is
the answer."""
EVEN = 0.0
"""Log odds from which a window answers rather than not."""
_PART = r"[A-Z][\w’'.-]{1,40}"
_NAME = rf"(?:(?<![\w’'.-]){_PART}(?:\s+(?:of\s+)?{_PART}){{0,3}})"
"""Bounded, and from the beginning of a word on: else a long run of letters takes its square in time."""
_ROW = re.compile(rf"{_NAME}(?:,\s+{_NAME}){{1,20}},?\s+(?:and|or)\s+{_NAME}")
LEANS = 3
"""Sentences of one quotation."""


@dataclass(frozen=True, kw_only=True)
class Answering:
    """A stretch of a document that answers, with the words in which the answer was found and the belief in it."""

    document: Document
    start: int
    end: int
    item: str
    belief: float
    order: float
    row: bool
    """Whether it names several things in a row."""


def listing(work: Work) -> Briefing | None:
    """None where nothing is likely to answer: the question then goes the usual way, and is declined there."""
    if work.request.measure:
        return _ranked(work)
    question = _question(work.request.subjects[0])
    ordered = not _ASKS.match(work.request.question)
    found, read = answering(question, work, threshold=work.threshold * (LENIENT if ordered else 1.0))
    if not found:
        return _nearest(work) if ordered else None
    items = [_dated(f, v) for f, v in zip(found, _vectors(found, work), strict=True)]
    beside = _beside(items, work) if ordered else []
    rows = [i.row for i in merged([*items, *beside])][: work.request.length or LENGTH]
    return work.briefing(rows, passages=read)


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
    if _ASKS.match(said) or yes_or_no(said):
        return f"{said[0].upper()}{said[1:]}?"
    if clause := _CLAUSE.match(said):
        return f"Which {clause['noun']} {clause['verb']}?"
    return f"What are the {said}?"


def _dated(found: Answering, vector: Vectors) -> Dated:
    row = replace(quoted(found.document, found.start, found.end), value=found.item)
    return Dated(row=row, vector=vector, score=found.order)


def _vectors(found: list[Answering], work: Work) -> Vectors:
    texts = [f.document.text[f.start : f.end] for f in found]
    return np.asarray(work.library.embeddings.encode(texts), dtype=np.float32)


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


def answering(question: str, work: Work, *, threshold: float) -> tuple[list[Answering], int]:
    """What answers, each stretch once, likeliest first, and how many windows were read. Nothing where the likeliest is
    below `threshold` or what the question takes for granted is denied; else all that answers rather than not, in
    documents that have every name of the question."""
    read = read_windows(
        question, work.library, filters=scope(work.request, work.library), as_of=work.request.as_of,
        limit=CHUNKS, most=WINDOWS, chunks=CHUNKS,
    )  # fmt: skip
    if work.request.documents:
        read = [r for r in read if r.window.document.id in work.request.documents]
    if work.progress:
        work.progress(len(read))
    if _denied(question, read):
        return [], len(read)  # the usual way says so
    found: list[Answering] = []
    for one in read:
        stretch = _stretch(question, one) if one.order + ROW >= EVEN and _named(question, one) else None
        if stretch and not any(_overlap(stretch, old) for old in found):
            found.append(stretch)
    found.sort(key=lambda f: -f.order)
    found = [f for f in found if f.order >= EVEN] or found[:1]
    needed = threshold * (IN_A_ROW if any(f.row for f in found) else 1.0)
    return (found, len(read)) if found and max(f.belief for f in found) >= needed else ([], len(read))


def _denied(question: str, read: Sequence[ReadWindow]) -> bool:
    """Whether what the question takes for granted is denied near to its answer."""
    passages = [
        Evidence(
            number=number, document_id=r.window.document.id, start=r.window.start, end=r.window.end, text=r.window.text,
            title=r.window.document.title, source=r.window.document.source, author=r.window.document.author,
            published=r.window.document.published, score=r.belief, answers=r.belief, best=r.window.start, found=r.found,
        )
        for number, r in enumerate(read[:DENYING], start=1)
    ]  # fmt: skip
    return denial(question, passages) is not None


def _named(question: str, one: ReadWindow) -> bool:
    """Whether the document has every name of the question: which of its sentences answers is the reader's to say."""
    document = one.window.document
    wanted = [n for n in names(question) if n.sure]
    return not missing(wanted, f"{document.title}. {document.source or ''}. {document.text}")


def several(text: str) -> bool:
    """Whether a text names several things in a row: what is asked for with a plural is mostly told so."""
    return bool(_ROW.search(text))


def _stretch(question: str, one: ReadWindow) -> Answering | None:
    """The sentence in which the answer was found, with that which has most of the question's words where it has few
    itself, and with the one that it leans on."""
    sentences = list(one.window.sentences)
    first, last = one.found
    at = next(
        (i for i, s in enumerate(sentences) if s.start < max(last, first + 1) and first < s.end and _states(s)), None
    )
    if at is None:
        return None
    asked = content(question)
    told = [coverage(asked, content(s.text)) for s in sentences]
    best = max(range(len(sentences)), key=lambda i: (told[i], -abs(i - at)))
    places = {at, best} if told[best] >= told[at] + 0.15 else {at}
    leaning = around(sentences, min(places), reasons=False)
    start, end = min(leaning.start, *places), max(places)
    if start and leans(sentences[start].text):
        start -= 1
    if end - start + 1 > LEANS or not all(_states(s) or re.match(r"[-*•]", s.text) for s in sentences[start : end + 1]):
        start = end = at
    document = one.window.document
    row = several(document.text[sentences[at].start : sentences[at].end])
    return Answering(
        document=document, start=sentences[start].start, end=sentences[end].end,
        item=" ".join(document.text[first:last].split()), belief=one.belief, order=one.order + ROW * row, row=row,
    )  # fmt: skip


def _states(sentence: Sentence) -> bool:
    return is_statement(sentence.text)


def _overlap(one: Answering, other: Answering) -> bool:
    return one.document.id == other.document.id and one.start < other.end and other.start < one.end
