"""A summary: the main points of a document, or of many, each a sentence of theirs, in the order of the text.

A sentence is a main point when it is near to the middle of what its document says (the centroid of the sentences:
Radev et al. 2004), stands early, as news puts it, and names numbers or people; what repeats a point that was taken is
passed over (maximal marginal relevance: Carbonell and Goldstein 1998).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.day import in_words
from index.embed import Vectors, unit
from index.library import Library
from index.sentence import split
from index.types import Document, Sentence
from rag.briefing.gather import Work, entries
from rag.briefing.rows import Dated, chronological, disagreeing, merged, quoted
from rag.briefing.sentences import statements
from rag.briefing.subject import locate, scope, subject
from rag.language.dates import MONTH_NAMES
from rag.language.names import names
from rag.language.quantities.numbers import quantities
from rag.language.words import content
from rag.question.time_scope import resolve
from rag.retrieval.windows import sentences_of
from rag.types import Briefing, Row

SHORTEST, LONGEST = 4, 10
"""Points of a document unless another number is asked for."""
A_POINT = 5
"""Sentences for which there is a point more."""
MANY = 12
"""Points over several documents."""
A_DOCUMENT = 3
"""Points of one of several documents."""
EACH = 60
"""Documents of a day or a source that are read; more are named in the notice."""

CENTRAL, LEAD, TITLE, NAMED = 1.0, 0.35, 0.35, 0.15
"""What speaks for a sentence: nearness to the middle of the document, standing early, sharing the title's words,
having numbers and names."""
REPEATS = 0.6
"""What likeness to a point that was taken counts against it."""
LONG, SHORT = 60, 8
"""Words beyond which a sentence is hard to read as a point, and below which it says little."""
_LEANS = re.compile(
    r"^(?:and|but|or|so|he|she|they|it|this|that|these|those|then|still|yet|also|however|instead)\b", re.I
)
_QUOTE = re.compile(r"^[“\"]")


@dataclass(frozen=True, kw_only=True)
class _Point:
    document: Document
    sentence: Sentence
    vector: Vectors
    score: float


def summary(work: Work) -> Briefing | None:
    """Of one document where one is meant, of a day or a source that is named, else of what is said about a subject."""
    request, library = work.request, work.library
    if len(request.documents) == 1 and (document := library.catalog.document(request.documents[0])):
        return _of_one(document, [], work)
    if request.documents:
        return _of_many([d for i in request.documents if (d := library.catalog.document(i))], work)
    said = request.subjects[0] if request.subjects else ""
    if request.one or not said:
        ids = locate(request, library) if said else []
        document = library.catalog.document(ids[0]) if ids else None
        if document:
            return _of_one(document, ids[1:], work)
    if many := _of_day_or_source(said, work):
        return many
    titled = locate(request, library) if len(content(said)) >= 4 else []
    if len(titled) == 1 and (document := library.catalog.document(titled[0])):
        return _of_one(document, [], work)
    return _of_subject(work)


def _of_one(document: Document, others: Sequence[str], work: Work) -> Briefing | None:
    points = _points(document, work.library)
    if not points:
        return None
    number = work.request.length or max(SHORTEST, min(LONGEST, len(points) // A_POINT))
    rows = [_row(p) for p in sorted(_spread(points, number), key=lambda p: p.sentence.start)]
    published = document.published and f", {in_words(document.published)}"
    origin = f"{document.source or 'unknown source'}{published or ''}"
    also = [e.title for i in others[:2] if (e := work.library.catalog.document(i))]
    notice = f"Also near to what was asked for: {'; '.join(also)}." if also else ""
    made = work.briefing(
        rows, passages=len(split(document.text)), conclusion=f"The main points of “{document.title}” ({origin}):",
        notice=notice,
    )  # fmt: skip
    return replace(made, label=f"a summary of “{document.title}”")


def _of_day_or_source(said: str, work: Work) -> Briefing | None:
    """The documents of a day, a month or a source, where the question names nothing else."""
    filters = scope(work.request, work.library)
    sources = [
        s for s in work.library.catalog.sources() if re.search(rf"(?<!\w){re.escape(s.lower())}(?!\w)", said.lower())
    ]
    period = resolve(f"in {said}", work.request.as_of or date.today()) or resolve(
        said, work.request.as_of or date.today()
    )
    rest = set(content(said)) - {w for s in sources for w in content(s)}
    dated_words = {w for w in rest if w.isdigit()} | set(
        content(
            f"{' '.join(MONTH_NAMES)} today yesterday day week month last news everything published happened documents "
            "articles"
        )
    )
    if not (sources or period) or rest - dated_words:
        return None
    if sources:
        filters = replace(filters, sources=tuple(sources))
    if period:
        filters = replace(filters, since=period.since, until=period.until, undated=False)
    narrowed = replace(work, request=replace(work.request, filters=filters))
    listed = list(entries(narrowed.request, work.library))
    documents = [d for e in listed[:EACH] if (d := work.library.catalog.document(e.id))]
    made = _of_many(documents, narrowed)
    if made and len(listed) > EACH:
        made = replace(made, notice=f"The newest {EACH} of {len(listed)} documents were read. {made.notice}".strip())
    return made


def _of_many(documents: Sequence[Document], work: Work) -> Briefing | None:
    """The best points of each document, then the best of these that do not repeat one another."""
    points: list[_Point] = []
    read = 0
    for document in documents:
        if work.stopped:
            break
        own = _points(document, work.library)
        read += len(own)
        points += _spread(own, A_DOCUMENT)
        if work.progress:
            work.progress(read)
    if not points:
        return None
    chosen = _spread(points, work.request.length or max(MANY, min(24, len(documents))))
    items = merged([_dated(p) for p in chosen])
    rows = disagreeing(work.request.question, chronological([i.row for i in items]))
    said = f"The main points of {len(documents)} document{'' if len(documents) == 1 else 's'}:"
    return work.briefing(rows, passages=read, conclusion=said)


def _of_subject(work: Work) -> Briefing | None:
    """The main points about a subject: the nearest sentences, those first in which many agree."""
    known = subject(work.request.subjects[0], work.library)
    gathered = work.gather(known)
    near = [f for f in gathered.found if f.near >= 0.35 and f.names]
    near = [f for f in near if f.near >= 0.6 * near[0].near][:400] if near else []
    if not near:
        return None
    middle = _middle(np.stack([f.vector for f in near]))
    points = [
        _Point(
            document=f.document, sentence=f.sentence, vector=f.vector,
            score=f.near + 0.5 * float(f.vector @ middle) + LEAD * (1 - f.place) + _telling(f.sentence.text),
        )
        for f in near
    ]  # fmt: skip
    chosen = _spread(points, work.request.length or MANY, each=A_DOCUMENT)
    items = merged([_dated(p) for p in chosen])
    rows = disagreeing(work.request.question, chronological([i.row for i in items]))
    return work.briefing(rows, passages=gathered.passages, gathered=gathered, names=known.forms)


def _points(document: Document, library: Library) -> list[_Point]:
    """Every statement of the document with what speaks for it as a main point."""
    sentences, vectors = _vectors(document, library)
    places = statements(document.text, document.title, sentences)
    if not places:
        return []
    middle = _middle(vectors[places])
    title = set(content(document.title))
    found = []
    for order, at in enumerate(places):
        sentence = sentences[at]
        said = set(content(sentence.text))
        share = len(said & title) / len(title) if title else 0.0
        length = len(sentence.text.split())
        score = (
            CENTRAL * float(vectors[at] @ middle) + LEAD * (1 - order / len(places)) + TITLE * share
            + _telling(sentence.text) - 0.2 * (length > LONG) - 0.2 * (length < SHORT)
            - 0.15 * bool(_LEANS.match(sentence.text)) - 0.1 * bool(_QUOTE.match(sentence.text))
        )  # fmt: skip
        found.append(_Point(document=document, sentence=sentence, vector=vectors[at], score=score))
    return found


def _telling(text: str) -> float:
    return NAMED * min(3, len(quantities(text)) + len([n for n in names(text) if n.sure])) / 3


def _vectors(document: Document, library: Library) -> tuple[list[Sentence], Vectors]:
    """The document's sentences and their vectors, as they were indexed with their chunks."""
    ids, _ = library.catalog.embeddings(document.id) if document.text.strip() else ([], None)
    chunks = library.catalog.chunks(ids)
    stored = library.catalog.sentence_vectors(ids)
    sentences: list[Sentence] = []
    rows: list[Vectors] = []
    for chunk in (chunks[i] for i in ids if i in chunks):
        own, vectors = sentences_of(chunk, document, stored[chunk.id], library)
        sentences += own
        rows.append(vectors)
    return sentences, np.vstack(rows) if rows else np.zeros((0, 0), dtype=np.float32)


def _middle(vectors: Vectors) -> Vectors:
    return np.asarray(unit(vectors.mean(axis=0, keepdims=True))[0], dtype=np.float32)


def _spread(points: Sequence[_Point], number: int, *, each: int | None = None) -> list[_Point]:
    """The best `number` points, each held against those that were taken; of one document at most `each`."""
    left = sorted(points, key=lambda p: (-p.score, p.document.id, p.sentence.start))
    taken: list[_Point] = []
    while left and len(taken) < number:

        def worth(p: _Point) -> float:
            return p.score - REPEATS * max((float(p.vector @ t.vector) for t in taken), default=0.0)

        best = max(left, key=worth)
        left.remove(best)
        if each is None or sum(t.document.id == best.document.id for t in taken) < each:
            taken.append(best)
    return taken


def _row(point: _Point) -> Row:
    return quoted(point.document, point.sentence.start, point.sentence.end)


def _dated(point: _Point) -> Dated:
    return Dated(row=_row(point), vector=point.vector, score=point.score)
