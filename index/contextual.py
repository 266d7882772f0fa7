"""Chunks to vectors, and their sentences with them: one pass of the model gives both.

A sentence's vector is the mean of its tokens' vectors as the model saw them inside the chunk, title and date
included (Günther et al. 2024, "Late Chunking"): "he said no" then lies near who it was and about what.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.chunk import chunk, embedding_text
from index.embed import TokenEmbeddings, Vectors
from index.sentence import split
from index.types import Chunk, Document


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """Row i of `chunks` is chunk i; row j of `sentences[i]` is sentence j of `split(chunk.text)`. All of length 1."""

    chunks: Vectors
    sentences: list[Vectors]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A document with all that the library keeps of it, wherever that was made: it has only to be written."""

    document: Document
    chunks: list[Chunk]
    embedded: Embedded


def prepare(document: Document, embeddings: TokenEmbeddings, chunk_tokens: int) -> Prepared:
    """Cuts and embeds."""
    chunks = chunk(document, count_tokens=embeddings.count_tokens, max_tokens=chunk_tokens)
    return Prepared(document=document, chunks=chunks, embedded=embed_chunks(document, chunks, embeddings))


def embed_chunks(document: Document, chunks: Sequence[Chunk], embeddings: TokenEmbeddings) -> Embedded:
    texts = [embedding_text(chunk, document) for chunk in chunks]
    spans = [_spans(chunk, len(text) - len(chunk.text)) for chunk, text in zip(chunks, texts, strict=True)]
    vectors, sentences = embeddings.encode_spans(texts, spans)
    return Embedded(chunks=vectors, sentences=sentences)


def _spans(chunk: Chunk, head: int) -> list[tuple[int, int]]:
    return [(head + s.start, head + s.end) for s in split(chunk.text)]
