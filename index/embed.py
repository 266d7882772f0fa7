"""Texts to vectors, through LangChain's `Embeddings`.

The default model (all-MiniLM-L6-v2, Reimers and Gurevych 2019) runs on onnxruntime: a quarter of the query time and
a tenth of the start time of torch. Any other name is loaded by sentence-transformers, which stays the reference.
Vectors have length 1, so that a dot product is the cosine.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import IndexingError
from index.models import EMBEDDING_NAME, fetch_embedding
from index.onnx import open_session, session_inputs

Vectors = NDArray[np.float32]
Span = tuple[int, int]

LONGEST_TOKEN = 7.5
"""Characters of a text that count as one token at least. Word pieces are shorter in any language that a model knows,
but a word of more than 100 characters is one unknown token to it: Thai, Khmer, kana and base64 without a space."""

MAX_TOKENS = 256
"""What all-MiniLM-L6-v2 was trained to read; the rest of a longer text is ignored by the model."""


class TokenEmbeddings(Protocol):
    """What retrieval needs beyond LangChain's `Embeddings`."""

    name: str

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...
    def embed_query(self, text: str) -> list[float]: ...
    def encode(self, texts: Sequence[str]) -> Vectors: ...
    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]: ...
    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]: ...
    def count_tokens(self, text: str) -> int: ...


@lru_cache(maxsize=2)
def open_embeddings(name: str, models: Path, threads: int = 0) -> TokenEmbeddings:
    """The embedding model `name`; fetched, verified and exported on first use if it is the default one. The default one
    works with so many `threads`, 0 for one a core. Libraries of one process share it."""
    if name == EMBEDDING_NAME:
        return OnnxEmbeddings(prepare(models), name, threads)
    return SentenceTransformerEmbeddings(name)


def prepare(models: Path) -> Path:
    """The folder of the default model with its ONNX export, made if it is not there."""
    folder = fetch_embedding(models)
    target = folder / "encoder.onnx"
    if not target.exists():
        from index.export import export

        export(folder, target)
    return folder


class OnnxEmbeddings(Embeddings):
    """The exported default model. Safe to share between threads."""

    def __init__(self, folder: Path, name: str = EMBEDDING_NAME, threads: int = 0) -> None:
        self.name = name
        # The packaged tokenizer cuts at 128 tokens and pads to 128: both are set anew here.
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()
        self._counter = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._counter.no_truncation()
        self._counter.no_padding()
        self._session = open_session(folder / "encoder.onnx", threads)
        self.embed_query_cached = lru_cache(maxsize=256)(self._embed_query)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.encode(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return list(self.embed_query_cached(text))

    def _embed_query(self, text: str) -> tuple[float, ...]:
        return tuple(self.encode([text])[0].tolist())

    def encode(self, texts: Sequence[str], batch_size: int = 16) -> Vectors:
        """One row a text. Texts of like length share a batch, so that little is padded."""
        result = np.zeros((len(texts), 384), dtype=np.float32)
        for rows, encodings in self._batches(texts, batch_size):
            result[rows] = self._session.run(["sentence"], session_inputs(encodings))[0]
        return result

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]], batch_size: int = 16
    ) -> tuple[Vectors, list[Vectors]]:
        """One row a text as `encode` gives it, and for each text one row a span of it (character offsets): the mean of
        the vectors that the span's tokens have in the text. A span that the model did not read is all zeros."""
        result = np.zeros((len(texts), 384), dtype=np.float32)
        inner: list[Vectors] = [np.zeros((0, 384), dtype=np.float32)] * len(texts)
        for rows, encodings in self._batches(texts, batch_size):
            result[rows], tokens = self._session.run(["sentence", "tokens"], session_inputs(encodings))
            for row, encoding, vectors in zip(rows, encodings, tokens, strict=True):
                inner[row] = _pool(encoding, vectors, spans[row])
        return result, inner

    def token_vectors(self, texts: Sequence[str], batch_size: int = 16) -> list[Vectors]:
        """For each text its tokens' vectors of length 1, without the model's own marks ([CLS], [SEP])."""
        result: list[Vectors] = [np.zeros((0, 384), dtype=np.float32)] * len(texts)
        for rows, encodings in self._batches(texts, batch_size):
            tokens = self._session.run(["tokens"], session_inputs(encodings))[0]
            for row, encoding, vectors in zip(rows, encodings, tokens, strict=True):
                result[row] = unit(vectors[np.asarray(encoding.special_tokens_mask) == 0])
        return result

    def count_tokens(self, text: str) -> int:
        return max(len(self._counter.encode(text, add_special_tokens=False).ids), int(len(text) / LONGEST_TOKEN))

    def _batches(self, texts: Sequence[str], size: int) -> list[tuple[list[int], list[Any]]]:
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        groups = [order[i : i + size] for i in range(0, len(order), size)]
        return [(rows, self._tokenizer.encode_batch([texts[i] for i in rows])) for rows in groups]


def _pool(encoding: Any, vectors: Vectors, spans: Sequence[Span]) -> Vectors:
    own = np.asarray(encoding.special_tokens_mask) == 0
    offsets = np.asarray(encoding.offsets)[own]
    starts, ends, tokens = offsets[:, 0], offsets[:, 1], vectors[own]
    pooled = np.zeros((len(spans), vectors.shape[1]), dtype=np.float32)
    for row, (start, end) in enumerate(spans):
        inside = tokens[(starts >= start) & (ends <= end)]
        if len(inside):
            pooled[row] = inside.mean(axis=0)
    return unit(pooled)


def unit(vectors: Vectors) -> Vectors:
    """The rows at length 1; rows of zeros stay as they are."""
    norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.asarray(vectors / norms, dtype=np.float32)


class SentenceTransformerEmbeddings(Embeddings):
    """Any model that sentence-transformers can load, by name or path."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.name = name
        try:
            self._model = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError) as error:
            raise IndexingError(
                f"embedding model {name}", f"cannot be loaded ({' '.join(str(error).split())})",
                "Give a folder or a name that sentence-transformers knows, or unset DOSSIER_EMBEDDING.",
            ) from error  # fmt: skip

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.encode(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self._model.encode_query(text, normalize_embeddings=True).tolist()  # type: ignore[no-any-return]

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.encode_document(list(texts), normalize_embeddings=True), dtype=np.float32)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        """As above, but a span is embedded by itself: not every model's tokens can be mapped to characters."""
        vectors = self.encode([*texts, *(t[a:b] for t, own in zip(texts, spans, strict=True) for a, b in own)])
        bounds = np.cumsum([len(texts), *(len(own) for own in spans)])
        return vectors[: len(texts)], [vectors[a:b] for a, b in pairwise(bounds)]

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        vectors = self._model.encode(list(texts), output_value="token_embeddings")
        return [unit(np.asarray(v.numpy(), dtype=np.float32)) for v in vectors]

    def count_tokens(self, text: str) -> int:
        tokens = len(self._model.tokenizer.encode(text, add_special_tokens=False))
        return max(tokens, int(len(text) / LONGEST_TOKEN))
