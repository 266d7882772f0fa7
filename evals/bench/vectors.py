"""Embeddings that remember: a corpus that is indexed again, in other chunks or by another system, costs little."""

import hashlib
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from index.embed import Span, TokenEmbeddings, Vectors

_AT_ONCE = 500


class RememberedEmbeddings:
    """The embeddings of `inner`, those of documents kept in a SQLite file. Queries are not kept: they are timed."""

    def __init__(self, inner: TokenEmbeddings, path: Path) -> None:
        self.name = inner.name
        self._inner = inner
        self._latest: tuple[str, list[float]] | None = None
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()  # a briefing embeds its question in a thread of its own
        self._db = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")

    def encode(self, texts: Sequence[str]) -> Vectors:
        keys = [self._key(text) for text in texts]
        known = self._known(keys)
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            made = dict(zip(new, self._inner.encode(list(new.values())), strict=True))
            self._keep(made)
            known |= made
        return np.stack([known[key] for key in keys]) if keys else self._inner.encode([])

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        """The text's vector and its spans' are kept as one, under the text and the spans."""
        keys = [self._key(f"{own}\n{text}") for text, own in zip(texts, spans, strict=True)]
        known = self._known(keys)
        new = [row for row, key in enumerate(keys) if key not in known]
        if new:
            made = self._inner.encode_spans([texts[row] for row in new], [spans[row] for row in new])
            whole = [np.vstack([vector, inner]) for vector, inner in zip(*made, strict=True)]
            self._keep({keys[row]: vectors for row, vectors in zip(new, whole, strict=True)})
            known |= {keys[row]: vectors for row, vectors in zip(new, whole, strict=True)}
        rows = [known[key].reshape(len(own) + 1, -1) for key, own in zip(keys, spans, strict=True)]
        return np.stack([row[0] for row in rows]), [row[1:] for row in rows]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.encode(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        # Only the latest: a system may ask twice for its question, but none gains from what another asked before.
        if self._latest is None or self._latest[0] != text:
            self._latest = text, self._inner.encode([text])[0].tolist()
        return self._latest[1]

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        return self._inner.token_vectors(texts)

    def count_tokens(self, text: str) -> int:
        return self._inner.count_tokens(text)

    def close(self) -> None:
        self._db.close()

    def _keep(self, made: Mapping[bytes, Vectors]) -> None:
        with self._lock:
            self._db.executemany(
                "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
                [(key, vector.astype("<f4").tobytes()) for key, vector in made.items()],
            )

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            with self._lock:
                rows = self._db.execute(
                    f"SELECT key, vector FROM vectors WHERE key IN ({marks})", list(some)
                ).fetchall()
            found |= {key: np.frombuffer(vector, dtype="<f4") for key, vector in rows}
        return found

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\n{text}".encode()).digest()[:16]
