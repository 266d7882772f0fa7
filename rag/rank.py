"""Candidate chunks → their sentences, scored by how well each bears on the question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from index.contextual import embed_chunks
from index.embed import Vectors
from index.library import Library
from index.sentence import split
from index.types import Document, Sentence
from rag.question.author import Byline
from rag.retrieval.hybrid import Candidate
from rag.signs import Passage, asked, signs
from rag.weights import load

READ = 20
"""Chunks whose sentences are scored: below them the answer is seldom found (design/LOG.md)."""

WEIGHTS = Path(__file__).with_name("rank_weights.json")
"""What each sign of a sentence's worth counts; the file says where from. `python -m evals.fit_rank` makes others."""


@dataclass(frozen=True, kw_only=True)
class Scored:
    """Sentence `at` of a passage; how well it bears on the question, and the cosine alone, 0…1."""

    passage: Passage
    at: int
    score: float
    meaning: float = 0.0

    @property
    def document(self) -> Document:
        return self.passage.document

    @property
    def sentence(self) -> Sentence:
        return self.passage.sentences[self.at]


def score(
    question: str,
    candidates: Sequence[Candidate],
    library: Library,
    *,
    by: Byline | None = None,
    as_of: date | None = None,
) -> list[Scored]:
    """Every sentence of the first READ candidates, best first. `as_of` is the day on which the question is set; `by` is
    the author whose words it asks for: his documents are asked without his name, which only their heads have."""
    passages = read(candidates, library)
    if not passages:
        return []
    weights = load(WEIGHTS)
    total = sum(weights.values())
    groups = [(question, [p for p in passages if not by or p.document.author != by.author])]
    if by:
        groups.append((by.question, [p for p in passages if p.document.author == by.author]))
    scored = [
        Scored(
            passage=passage,
            at=at,
            score=sum(weights[name] * value for name, value in found.items()) / total,
            meaning=min(1.0, found["meaning"]),
        )
        for text, group in groups
        if group
        for passage, rows in zip(group, signs(asked(text, library, as_of), group), strict=True)
        for at, found in enumerate(rows)
    ]
    return sorted(scored, key=lambda s: (-s.score, s.document.id, s.sentence.start))


def read(candidates: Sequence[Candidate], library: Library) -> list[Passage]:
    """The first READ candidates with their documents, sentences and the sentences' vectors."""
    first = candidates[:READ]
    documents = {i: library.catalog.document(i) for i in dict.fromkeys(c.chunk.document_id for c in first)}
    vectors = library.catalog.sentence_vectors([c.chunk.id for c in first])
    return [
        _passage(candidate, document, vectors[candidate.chunk.id], library)
        for candidate in first
        if (document := documents[candidate.chunk.document_id])
    ]


def _passage(candidate: Candidate, document: Document, vectors: Vectors, library: Library) -> Passage:
    """Sentences that a Dossier before this one split otherwise are embedded anew."""
    chunk = candidate.chunk
    sentences = [replace(s, start=s.start + chunk.start, end=s.end + chunk.start) for s in split(chunk.text)]
    if len(vectors) != len(sentences):
        (vectors,) = embed_chunks(document, [chunk], library.embeddings).sentences
    return Passage(candidate=candidate, document=document, sentences=sentences, vectors=vectors)
