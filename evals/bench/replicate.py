"""A corpus made larger than it is: copies of its documents that are near, but not equal, in words and in meaning.

A copy's vectors are the stored ones with Gaussian noise, its chunks have exchanged words with chunks of other
documents: both the vector index and the full text grow as they would with new documents, and nothing is embedded.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from index.commit import records
from index.contextual import Embedded
from index.embed import Vectors
from index.library import Library
from index.sentence import split
from index.types import Chunk, Document

NOISE = 0.5
"""Length of the noise beside a vector of length 1: copy and original have a cosine of about 1 / √(1 + NOISE²) = .89."""

EXCHANGED = 0.2
"""Share of a copy's words that come from other chunks."""


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A document that can be brought in without a model: its chunks, and their vectors."""

    document: Document
    chunks: tuple[Chunk, ...]
    embedded: Embedded


def stored(library: Library) -> list[Ready]:
    """Every document of the library that has chunks, ordered by id, as it was embedded."""
    found = []
    for name in sorted(entry.id for entry in library.catalog.documents() if entry.chunks):
        document = library.catalog.document(name)
        ids, vectors = library.catalog.embeddings(name)
        chunks = library.catalog.chunks(ids)
        if document is not None:
            sentences = library.catalog.sentence_vectors(ids)
            embedded = Embedded(chunks=vectors, sentences=[sentences[i] for i in ids])
            found.append(Ready(document=document, chunks=tuple(chunks[i] for i in ids), embedded=embedded))
    return found


def grown(originals: Sequence[Ready], seed: int, first: int = 0) -> Iterator[Ready]:
    """The originals, then copy after copy of them, without end, from the one numbered `first` on. Each hangs on the
    seed and its own number alone, so that what was interrupted goes on as it would have."""
    words = [chunk.text.split() for original in originals for chunk in original.chunks]
    for number in count(first):
        turn, at = divmod(number, len(originals))
        chance, noise = random.Random(f"{seed} {number}"), np.random.default_rng([seed, number])
        yield _copy(originals[at], turn, words, chance, noise) if turn else originals[at]


def insert(documents: Sequence[Ready], library: Library) -> None:
    """Brings documents into the library as `index.build` does, but with the vectors that they have."""
    for item in documents:
        library.catalog.begin(item.document)
    library.store.add([r for item in documents for r in records(item.document, item.chunks, item.embedded.chunks)])
    for item in documents:
        library.catalog.finish(item.document, item.chunks, item.embedded)


def _copy(
    original: Ready, number: int, words: Sequence[Sequence[str]], chance: random.Random, noise: np.random.Generator
) -> Ready:
    texts = [_exchange(chunk.text.split(), words, chance) for chunk in original.chunks]
    text = "\n".join(texts)
    identity = hashlib.sha256(f"{number}\n{text}".encode()).hexdigest()
    document = replace(
        original.document, id=identity[:16], text=text, path=f"{original.document.path}#{number}", sha256=identity
    )
    starts = np.cumsum([0, *(len(part) + 1 for part in texts)]).tolist()
    chunks = tuple(
        Chunk(document_id=document.id, start=start, end=start + len(part), text=part)
        for start, part in zip(starts, texts, strict=False)
    )
    vectors = _noisy(original.embedded.chunks, noise)
    # Its exchanged words may end sentences elsewhere: each gets the vector of its chunk.
    sentences = [np.tile(vector, (len(split(chunk.text)), 1)) for chunk, vector in zip(chunks, vectors, strict=True)]
    return Ready(document=document, chunks=chunks, embedded=Embedded(chunks=vectors, sentences=sentences))


def _exchange(own: list[str], words: Sequence[Sequence[str]], chance: random.Random) -> str:
    return " ".join(chance.choice(chance.choice(words)) if chance.random() < EXCHANGED else word for word in own)


def _noisy(vectors: Vectors, noise: np.random.Generator) -> Vectors:
    added = vectors + noise.normal(scale=NOISE / np.sqrt(vectors.shape[1]), size=vectors.shape)
    return (added / np.linalg.norm(added, axis=1, keepdims=True)).astype(np.float32)  # type: ignore[no-any-return]
