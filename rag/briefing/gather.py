"""A subject → the sentences of many documents that are about it: by meaning, by words and by name.

Chunks are looked at in turns, so that whoever waits sees progress and may stop; what has been read is kept. Memory is
bounded by the sentences that are kept, not by the library. `Work` is what every kind of briefing is made with.
"""

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from threading import Event as Signal

import numpy as np

from index.catalog import Entry
from index.embed import Vectors
from index.library import Library
from index.types import Chunk, Document, Filters, Sentence
from rag.briefing.request import label
from rag.briefing.sentences import is_statement, leans
from rag.briefing.subject import Subject, phrase, scope
from rag.language.names import missing
from rag.language.names import names as named
from rag.language.words import content
from rag.retrieval.hybrid import dense_search, lexical_search, reciprocal_rank_fusion
from rag.retrieval.windows import overlap, rarity, sentences_of
from rag.types import Briefing, BriefingRequest, Coverage, Row

WIDE = 300
"""Chunks of each search. A briefing is made from all that there is, and a chunk costs a millisecond here."""
NAMED = 400
"""Chunks that name the subject, the best first by BM25: of more, the reader is told, and may narrow the request."""
TURN = 40
"""Chunks read between two reports of progress."""
LEAST_NEAR = 0.3
"""Of half cosine, half shared words: below it a sentence is about something else that has a word in common."""
KEPT = 1_500
"""Sentences that are kept, the nearest to the subject: more than any briefing shows, and a few megabytes."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A sentence of a document with what speaks for it. `near` in 0…1 is how near it is to the subject, `own` that it
    names the subject itself, `names` that it, the sentence before or the title has the subject, or every name in the
    words for it. `before` is the sentence before it, where it leans on that."""

    document: Document
    sentence: Sentence
    before: Sentence | None
    vector: Vectors
    near: float
    names: bool
    own: bool
    place: float
    """Where it stands in its document: 0 at the head, 1 at the end."""

    @property
    def start(self) -> int:
        """Where a quotation of it begins that a reader understands."""
        return self.before.start if self.before else self.sentence.start

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.sentence.end]


@dataclass
class Gathered:
    """What has been found so far. `mentions` counts the passages that name the subject; `most` that there are more."""

    found: list[Found] = field(default_factory=list)
    passages: int = 0
    mentions: int = 0
    most: bool = False


def entries(request: BriefingRequest, library: Library) -> Iterator[Entry]:
    """The documents that the request lets through, newest first."""
    filters = scope(request, library)
    for entry in library.catalog.documents(filters=filters):
        if not request.documents or entry.id in request.documents:
            yield entry


def gather(
    wanted: Subject,
    request: BriefingRequest,
    library: Library,
    *,
    cancel: Signal | None = None,
    progress: Callable[[int], None] | None = None,
    share: float = 1.0,
) -> Gathered:
    """All sentences about the subject, nearest first; with a `share` those of the foremost chunks alone."""
    filters = scope(request, library)
    ids, result = _chunks(wanted, filters, library)
    ids = ids[: max(TURN, round(share * len(ids)))]
    asked = np.asarray(library.embeddings.embed_query(wanted.said), dtype=np.float32)
    rare = rarity(wanted.said, library)
    read = lru_cache(maxsize=200)(library.catalog.document)
    kept: list[tuple[float, int, Found]] = []
    order = count()
    for start in range(0, len(ids), TURN):
        if cancel and cancel.is_set():
            break
        turn = ids[start : start + TURN]
        chunks = library.catalog.chunks(turn)
        vectors = library.catalog.sentence_vectors(turn)
        for chunk in chunks.values():
            document = read(chunk.document_id)
            if document is None or (request.documents and document.id not in request.documents):
                continue
            result.passages += 1
            for item in _sentences(chunk, document, vectors[chunk.id], library, wanted, rare, asked):
                heapq.heappush(kept, (item.near, -next(order), item))
                if len(kept) > KEPT:
                    heapq.heappop(kept)
        if progress:
            progress(result.passages)
    result.found = [item for _, _, item in sorted(kept, key=lambda k: (-k[0], -k[1]))]
    return result


def documents(wanted: Subject, request: BriefingRequest, library: Library, most: int) -> list[Document]:
    """The documents of the chunks that are nearest to the subject, `most` at most."""
    ids, _ = _chunks(wanted, scope(request, library), library)
    own = dict.fromkeys(chunk_id.rpartition(":")[0] for chunk_id in ids)
    wished = [i for i in own if not request.documents or i in request.documents][:most]
    return [document for i in wished if (document := library.catalog.document(i)) is not None]


def _chunks(wanted: Subject, filters: Filters, library: Library) -> tuple[list[str], Gathered]:
    """Ids of the chunks worth reading, those that name the subject first."""
    named = [i for i, _ in library.catalog.match(phrase(wanted), NAMED + 1, filters)]
    by_meaning = [i for i, _ in dense_search(wanted.said, library, filters, WIDE)]
    by_words = [i for i, _ in lexical_search(wanted.said, library, filters, WIDE)]
    fused = reciprocal_rank_fusion([by_meaning, by_words])
    result = Gathered(mentions=len(named[:NAMED]), most=len(named) > NAMED)
    if result.most:
        result.mentions = max(library.catalog.frequency(form) for form in wanted.forms)
    return list(dict.fromkeys([*named[:NAMED], *list(fused)[:WIDE]])), result


def _sentences(
    chunk: Chunk, document: Document, vectors: Vectors, library: Library, wanted: Subject,
    rare: Mapping[str, float], asked: Vectors,
) -> Iterator[Found]:  # fmt: skip
    """The statements of a chunk."""
    sentences, vectors = sentences_of(chunk, document, vectors, library)
    known = wanted.surname is not None and wanted.named_in(document)
    titled = bool(wanted.mentions(document.title))
    title = frozenset(content(document.title))
    inner = [n for n in named(f"about {wanted.said}") if n.sure]
    own = [bool(wanted.mentions(s.text, known=known)) for s in sentences]
    for at, sentence in enumerate(sentences):
        if not is_statement(sentence.text, document.title):
            continue
        before = sentences[at - 1] if at and leans(sentence.text) else None
        if before and not is_statement(before.text, document.title):
            continue  # what it leans on is a headline or a credit: nobody could tell what it is about
        said = f"{before.text} {sentence.text}" if before else sentence.text
        cosine = max(0.0, min(1.0, float(vectors[at] @ asked)))
        share = overlap(title.union(content(said)), rare)
        names = own[at] or titled or (at > 0 and own[at - 1])
        if not wanted.name and not names:
            names = not missing(inner, f"{document.title}. {sentences[at - 1].text if at else ''} {sentence.text}")
        yield Found(
            document=document, sentence=sentence, before=before, vector=vectors[at],
            near=0.5 * cosine + 0.5 * share, names=names, own=own[at],
            place=sentence.start / max(1, len(document.text)),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Work:
    """`cancel` ends it with what it has; `progress` is called with the passages read so far."""

    request: BriefingRequest
    library: Library
    cancel: Signal | None = None
    progress: Callable[[int], None] | None = None
    threshold: float = 0.4
    """Belief below which nothing answers a question."""
    share: float = 1.0
    """Of what could be gathered: a first look reads less."""

    @property
    def stopped(self) -> bool:
        return self.cancel is not None and self.cancel.is_set()

    def gather(self, wanted: Subject) -> Gathered:
        return gather(wanted, self.request, self.library, cancel=self.cancel, progress=self.progress, share=self.share)

    def briefing(
        self,
        rows: Sequence[Row],
        *,
        passages: int,
        gathered: Gathered | None = None,
        conclusion: str = "",
        notice: str = "",
        names: Sequence[str] = (),
        figures: Sequence[tuple[str, int]] = (),
    ) -> Briefing:
        inside = list(entries(self.request, self.library))
        used = {c.document_id for row in rows for c in row.citations}
        most = gathered is not None and gathered.most
        if most and gathered is not None:
            narrow = (
                f"{gathered.mentions:,} passages name it; those nearest to it were read. Narrow it by a source, a time "
                "or a second word to have all of them read."
            )
            notice = " ".join(filter(None, [notice, narrow]))
        return Briefing(
            request=self.request, label=label(self.request), rows=tuple(rows),
            coverage=Coverage(
                documents=len(inside), used=len(used), passages=passages,
                mentions=gathered.mentions if gathered else None, most=most,
                partly=tuple(e.title for e in inside if e.losses), stopped=self.stopped,
            ),
            conclusion=conclusion, notice=notice, names=tuple(names), figures=tuple(figures),
        )  # fmt: skip
