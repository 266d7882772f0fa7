"""What speaks for a sentence as evidence for a question: signs of its worth, each in 0…1.

Nothing is embedded here: the sentence vectors come from the pass that indexed their chunk.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from index.embed import Vectors
from index.library import Library
from index.types import Document, Sentence
from rag.language.words import content, stem
from rag.question.answer_type import Kind, offers, wanted
from rag.question.time_scope import Range, agreement, resolve
from rag.retrieval.hybrid import Candidate
from rag.retrieval.query import terms

NAMES = ("meaning", "overlap", "around", "lexical", "kind", "lead", "time", "near")
"""Cosine in context; share of the question's rare words in the sentence, and in its surroundings and title; BM25 of its
chunk; an answer of the kind asked for; the start of the document; the days asked for; nearness to the day on which the
question is set."""

LEAD = 400
"""Characters within which news says what matters (the inverted pyramid)."""

DAYS = 14.0
"""Nearness in time falls to 1/e after so many days."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as the signs read it. `rarity` is the inverse document frequency of its stems."""

    text: str
    vector: Vectors
    rarity: Mapping[str, float]
    kind: Kind | None
    period: Range | None
    as_of: date | None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A candidate chunk with its document, its sentences (offsets into the document) and their vectors."""

    candidate: Candidate
    document: Document
    sentences: Sequence[Sentence]
    vectors: Vectors


def asked(question: str, library: Library, as_of: date | None) -> Asked:
    """`as_of` is the day on which the question is set; without it, only words like "last month" look at today."""
    return Asked(
        text=question,
        vector=np.asarray(library.embeddings.embed_query(question), dtype=np.float32),
        rarity=_rarity(question, library),
        kind=wanted(question),
        period=resolve(question, as_of or date.today()),
        as_of=as_of,
    )


def signs(question: Asked, passages: Sequence[Passage]) -> list[list[dict[str, float]]]:
    """For each passage, for each of its sentences, every one of NAMES."""
    bm25 = max((p.candidate.bm25 or 0.0 for p in passages), default=0.0) or 1.0
    return [
        [
            {
                "meaning": max(0.0, float(cosine)),
                "overlap": _overlap(sentence.text, question.rarity),
                "around": _overlap(_around(passage, at), question.rarity),
                "lexical": (passage.candidate.bm25 or 0.0) / bm25,
                "kind": float(question.kind is not None and offers(sentence.text, question.kind, question.text)),
                "lead": float(passage.candidate.chunk.start < LEAD),
                "time": agreement(question.period, passage.document.published, sentence.text),
                "near": _near(question.as_of, passage.document.published),
            }
            for at, (sentence, cosine) in enumerate(
                zip(passage.sentences, passage.vectors @ question.vector, strict=True)
            )
        ]
        for passage in passages
    ]


def _rarity(question: str, library: Library) -> dict[str, float]:
    """The question's stems and their inverse document frequency over chunks (Robertson and Zaragoza 2009)."""
    _, total = library.catalog.counts()
    weights: dict[str, float] = {}
    for term in terms(question):
        frequency = library.catalog.frequency(term)
        for word in content(term) or [stem(term.lower())]:
            weights[word] = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
    return weights


def _overlap(text: str, rarity: Mapping[str, float]) -> float:
    """Share of the question's rarity that the text holds, 0…1."""
    have = set(content(text))
    total = sum(rarity.values())
    return sum(w for word, w in rarity.items() if word in have) / total if total else 0.0


def _around(passage: Passage, at: int) -> str:
    return " ".join([passage.document.title, *(s.text for s in passage.sentences[max(0, at - 1) : at + 2])])


def _near(as_of: date | None, published: date | None) -> float:
    return math.exp(-abs((as_of - published).days) / DAYS) if as_of and published else 0.0
