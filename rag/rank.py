"""Candidate chunks → the few sentences that bear on the question, as passages within a token budget."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.library import Library
from index.sentence import split
from index.types import Document, Sentence
from rag.asked import offers, wanted
from rag.names import full_names, topics
from rag.query import terms
from rag.retrieve import Candidate
from rag.types import Evidence
from rag.words import content, stem

READ = 12
"""Chunks whose sentences are scored. Each costs about 40 ms on two cores."""

WEIGHTS = {"cosine": 1.0, "overlap": 0.6, "chunk": 0.35, "lead": 0.05, "kind": 0.2}
"""What each sign of a sentence's worth counts."""

NEAR = 0.65
"""Share of the best passage's score below which the model is spared a passage."""

_LEANING = re.compile(
    r"(?:and|but|so|or|he|she|it|its|his|her|they|their|them|this|that|these|those|such|both|however|moreover|"
    r"instead|still|yet|also|then|there|the (?:two|three|move|decision|plan|remark|comment|latter|former)\w*)\b"
    r"|[“\"'‘]",
    re.IGNORECASE,
)
"""How a sentence begins that cannot stand without the one before."""


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A sentence of a document and how well it bears on the question."""

    document: Document
    sentence: Sentence
    before: Sentence | None
    score: float


def select(
    question: str, candidates: Sequence[Candidate], library: Library, *, tokens: int, passages: int
) -> tuple[Evidence, ...]:
    """The best sentences as passages, best first, numbered from 1, together at most `tokens` long.

    A sentence that leans on the one before brings it along; neighbours become one passage.
    """
    chosen: list[Scored] = []
    left = tokens
    for item in score(question, candidates, library):
        parts = [s for s in _with_context(item) if not _covered(item.document, s, chosen)]
        if not parts:
            continue
        cost = sum(library.embeddings.count_tokens(s.text) for s in parts)
        if cost > left and chosen:
            continue
        if len(_merge(chosen + [replace(item, sentence=s) for s in parts])) > passages:
            continue
        chosen += [replace(item, sentence=s) for s in parts]
        left -= cost
        if left <= 0:
            break
    return tuple(_evidence(run, number) for number, run in enumerate(_merge(chosen), start=1))


def worth_reading(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The passages that the model is given: those that bear on the question about as well as the best one.

    Each passage costs the reader of a small model seconds, and a passage beside the point misleads it.
    """
    best = max((e.score for e in evidence), default=0.0)
    return tuple(e for e in evidence if e.score >= NEAR * best)


def score(question: str, candidates: Sequence[Candidate], library: Library) -> list[Scored]:
    """Every sentence of the first READ candidates, best first."""
    rarity = _rarity(question, library)
    found: list[tuple[Candidate, Document, Sentence, Sentence | None]] = []
    for candidate in candidates[:READ]:
        document = library.catalog.document(candidate.chunk.document_id)
        if document is None:
            continue
        offset, before = candidate.chunk.start, None
        for local in split(candidate.chunk.text):
            sentence = replace(local, start=local.start + offset, end=local.end + offset)
            found.append((candidate, document, sentence, before))
            before = sentence
    if not found:
        return []
    asked = np.asarray(library.embeddings.embed_query(question), dtype=np.float32)
    cosines = library.embeddings.encode([s.text for _, _, s, _ in found]) @ asked
    top = max(c.fused for c in candidates)
    kind = wanted(question)
    scored = []
    for (candidate, document, sentence, before), cosine in zip(found, cosines, strict=True):
        signs = {
            "cosine": float(cosine),
            "overlap": _overlap(sentence.text, rarity),
            "chunk": candidate.fused / top,
            "lead": 1.0 if candidate.chunk.start < 400 else 0.0,
            "kind": float(offers(sentence.text, kind, question)),
        }
        worth = sum(WEIGHTS[name] * value for name, value in signs.items())
        scored.append(Scored(document=document, sentence=sentence, before=before, score=worth / sum(WEIGHTS.values())))
    return sorted(scored, key=lambda s: (-s.score, s.document.id, s.sentence.start))


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


def _with_context(item: Scored) -> list[Sentence]:
    leans = item.before is not None and _LEANING.match(item.sentence.text)
    return [item.before, item.sentence] if leans and item.before else [item.sentence]


def _covered(document: Document, sentence: Sentence, chosen: Sequence[Scored]) -> bool:
    """Chosen already, here or word for word in another document."""
    return any(
        c.sentence.text == sentence.text or (c.document.id == document.id and c.sentence.start == sentence.start)
        for c in chosen
    )


def _merge(chosen: Sequence[Scored]) -> list[list[Scored]]:
    """Runs of neighbouring sentences of one document, the run with the best sentence first."""
    runs: list[list[Scored]] = []
    for item in sorted(chosen, key=lambda c: (c.document.id, c.sentence.start)):
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.document.id == item.document.id
            and not item.document.text[last.sentence.end : item.sentence.start].strip()
        ):
            runs[-1].append(item)
        else:
            runs.append([item])
    return sorted(runs, key=lambda run: -max(c.score for c in run))


def _evidence(run: Sequence[Scored], number: int) -> Evidence:
    document, start, end = run[0].document, run[0].sentence.start, run[-1].sentence.end
    return Evidence(
        number=number, document_id=document.id, start=start, end=end, text=document.text[start:end],
        title=document.title, source=document.source, author=document.author, published=document.published,
        url=document.url, score=max(0.0, min(1.0, max(c.score for c in run))),
        people=full_names(document.text, document.text[start:end]), topics=topics(document.text),
    )  # fmt: skip
