"""Candidate chunks → windows: runs of a document's sentences that a reader can look at.

The order is a cheap one, by cosine and by shared rare words, and only decides which windows the reader reads. Nothing
is embedded here: the sentence vectors come from the pass that indexed their chunk.
"""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.contextual import embed_chunks
from index.embed import Vectors
from index.library import Library
from index.sentence import split
from index.types import Chunk, Document, Sentence
from rag.language.words import content, stem
from rag.question.query import terms
from rag.question.time_scope import agreement, resolve
from rag.retrieval.hybrid import Candidate

CHUNKS = 30
"""Chunks whose windows are looked at: the first 12 hold the answer for .89 of 134 questions, the first 50 for .98."""

SENTENCES = 3
STRIDE = 2
"""A window has three sentences and begins two behind the one before, so that neighbours share one."""

READ = 24
"""Windows that are read, most of what a question costs the processor. Of 71 analyst questions the likeliest window and
the three likeliest have the answer as often with 12 as with 48 (46 and 62), and the area under the curve of belief is
the same for 150 of clapnq and of squad2 each: what lies further back in the cheap order is not believed."""

CHEAP = 0.5
"""What the cosine counts in the cheap order; the share of rare words counts the rest."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """A run of sentences of a document, with their offsets in it, and what is known of it before it is read.

    `cosine` is that of its nearest sentence, `overlap` the share of the question's rare words that it and its
    document's title have, `timely` how well it fits the days that the question asks for; each in 0…1. `rank` counts
    the chunks before its own.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    cosine: float
    overlap: float
    timely: float
    rank: int

    @property
    def start(self) -> int:
        return self.sentences[0].start

    @property
    def end(self) -> int:
        return self.sentences[-1].end

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]


def windows(
    question: str,
    candidates: Sequence[Candidate],
    library: Library,
    *,
    as_of: date | None = None,
    most: int = READ,
    chunks: int = CHUNKS,
) -> list[Window]:
    """The windows worth reading of the first `chunks` candidates, best first by the cheap order."""
    first = candidates[:chunks]
    documents = {i: library.catalog.document(i) for i in dict.fromkeys(c.chunk.document_id for c in first)}
    vectors = library.catalog.sentence_vectors([c.chunk.id for c in first])
    asked = np.asarray(library.embeddings.embed_query(question), dtype=np.float32)
    rare = rarity(question, library)
    period = resolve(question, as_of or date.today())
    found: dict[tuple[str, int, int], Window] = {}
    for rank, candidate in enumerate(first):
        document = documents[candidate.chunk.document_id]
        if document is None:
            continue
        sentences, own = sentences_of(candidate.chunk, document, vectors[candidate.chunk.id], library)
        cosines = own @ asked if len(own) else np.zeros(0)
        for at in range(0, max(1, len(sentences) - SENTENCES + STRIDE), STRIDE):
            run = tuple(sentences[at : at + SENTENCES])
            if not run:
                continue
            text = f"{document.title} {document.text[run[0].start : run[-1].end]}"
            window = Window(
                document=document, sentences=run, cosine=max(0.0, min(1.0, float(cosines[at : at + SENTENCES].max()))),
                overlap=overlap(set(content(text)), rare), timely=agreement(period, document.published, text),
                rank=rank,
            )  # fmt: skip
            found.setdefault((document.id, window.start, window.end), window)
    cheap = sorted(found.values(), key=lambda w: (-(CHEAP * w.cosine + (1 - CHEAP) * w.overlap), w.rank))
    return cheap[:most]


def sentences_of(
    chunk: Chunk, document: Document, vectors: Vectors, library: Library
) -> tuple[list[Sentence], Vectors]:
    """The chunk's sentences with offsets into the document, and their vectors, of which `vectors` are those stored:
    what an earlier Dossier split otherwise is embedded anew."""
    sentences = [replace(s, start=s.start + chunk.start, end=s.end + chunk.start) for s in split(chunk.text)]
    if len(vectors) != len(sentences):
        (vectors,) = embed_chunks(document, [chunk], library.embeddings).sentences
    return sentences, vectors


def rarity(question: str, library: Library) -> dict[str, float]:
    """The question's stems and their inverse document frequency over chunks (Robertson and Zaragoza 2009)."""
    _, total = library.catalog.counts()
    weights: dict[str, float] = {}
    for term in terms(question):
        frequency = library.catalog.frequency(term)
        for word in content(term) or [stem(term.lower())]:
            weights[word] = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
    return weights


def overlap(have: Set[str], rare: Mapping[str, float]) -> float:
    """Share of the question's rarity that a text of these stems holds, 0…1."""
    total = sum(rare.values())
    return sum(w for word, w in rare.items() if word in have) / total if total else 0.0
