"""The vectors. The only module that knows Chroma.

Chroma is a rebuildable index: whatever it holds can be made anew from the catalog. Cosine space is set explicitly
(Chroma's default is squared L2).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateCollectionConfiguration, CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from index.embed import Vectors
from index.errors import StoreError
from index.server import connect
from index.types import Filters, Hit

HNSW = CreateHNSWConfiguration(space="cosine", ef_construction=200, ef_search=200, max_neighbors=32)
"""At 100,000 vectors ef_search 100 finds .98 of the true ten nearest, 400 .996, in some milliseconds either way."""

_CONFIGURATION = CreateCollectionConfiguration(hnsw=HNSW)

_BATCH = 500
_WITHIN = 5_000
"""Ids of documents in one query: SQLite, on which Chroma stands, takes some 32,000 values in one."""

_PAUSE_S = 2.0
"""For so long after a failure all calls fail alike: one question makes several, and each would wait for a server."""
_UNDATED = 0

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Record:
    """A chunk's vector and what a search may filter on."""

    id: str
    document_id: str
    source: str | None
    published: date | None
    vector: Vectors


class Store:
    """One collection of vectors, in the server of the data folder or the one at `url`.

    `current` says which collection is the live one, should another process have put a new one in its place.
    Safe to share between threads. Raises StoreError when the server cannot be reached, after one new attempt.

    Where `filled` says so the collection has to be there and hold something: one made here would be empty, and found in
    it would be nothing. What is wrong with it is raised by the first call that needs it; `trouble` says it until a call
    succeeds.
    """

    def __init__(
        self,
        data: Path,
        collection: str,
        url: str | None = None,
        current: Callable[[], str | None] = lambda: None,
        *,
        filled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._data = data
        self._url = url
        self._current = current
        self.name = collection
        self._filled = filled
        self.trouble: StoreError | None = None
        self._tried = 0.0
        self._collection: Collection | None = None
        try:
            self._collection = self._reopen() if filled() else self._open()
        except StoreError as error:
            if not filled():
                raise
            self._fail(error)

    def add(self, records: Sequence[Record]) -> None:
        for batch in _batches(records):
            self._call(lambda c, batch=batch: c.add(**batch))  # type: ignore[misc]

    def replace_document(self, document_id: str, records: Sequence[Record]) -> None:
        """Puts the records in the place of whatever the document had, without a moment in which it has none."""
        held = self._call(lambda c: c.get(where={"document_id": document_id}, include=[]))["ids"]
        for batch in _batches(records):
            self._call(lambda c, batch=batch: c.upsert(**batch))  # type: ignore[misc]
        if gone := sorted(set(held) - {r.id for r in records}):
            self._call(lambda c: c.delete(ids=gone))

    def delete_document(self, document_id: str) -> None:
        self._call(lambda c: c.delete(where={"document_id": document_id}))

    def search(
        self, vector: Sequence[float], k: int, filters: Filters = Filters(), *, within: Sequence[str] | None = None
    ) -> list[Hit]:
        """The `k` nearest chunks, best first; the score is the cosine. `within` are ids of documents: tags, which can
        change at any time, are known to the catalog alone."""
        if within is None:
            return self._nearest(vector, k, _where(filters))
        hits = [
            hit
            for start in range(0, len(within), _WITHIN)
            for hit in self._nearest(vector, k, _where(filters, within[start : start + _WITHIN]))
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.chunk_id))[:k]

    def _nearest(self, vector: Sequence[float], k: int, where: dict[str, Any] | None) -> list[Hit]:
        found = self._call(
            lambda c: c.query(
                query_embeddings=np.asarray([vector], dtype=np.float32),
                n_results=k,
                where=where,
                include=["distances"],
            )
        )
        if not found["ids"][0] and self._filled() and not self.count():
            raise self._fail(self._lost(f"holds nothing in the collection {self.name}"))
        return [
            Hit(chunk_id=chunk_id, score=1.0 - distance)
            for chunk_id, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)
        ]

    def ids(self) -> set[str]:
        """Every chunk id that Chroma holds."""
        result: set[str] = set()
        size = self.count()
        for offset in range(0, size, 5000):
            result.update(self._call(lambda c, o=offset: c.get(include=[], limit=5000, offset=o))["ids"])  # type: ignore[misc]
        return result

    def count(self) -> int:
        return self._call(lambda c: c.count())

    def ensure(self) -> None:
        """Raises StoreError where nothing could be stored: to be asked before anything is written down as coming."""
        self.count()

    def drop(self) -> None:
        """Deletes the collection with everything in it."""
        try:
            self._client().delete_collection(self.name)
        except ChromaError as error:
            raise self._unreachable(error) from error

    def _open(self) -> Collection:
        try:
            return self._client().get_or_create_collection(
                self.name, configuration=_CONFIGURATION, embedding_function=None
            )
        except (ChromaError, httpx.HTTPError, ValueError) as error:
            raise self._unreachable(error) from error

    def _reopen(self) -> Collection:
        """The live collection, which has to exist: one made here would be empty."""
        self.name = self._current() or self.name
        try:
            return self._client().get_collection(self.name, embedding_function=None)
        except NotFoundError as error:
            raise self._lost(f"has lost the collection {self.name}") from error
        except (ChromaError, httpx.HTTPError, ValueError) as error:
            raise self._unreachable(error) from error

    def _client(self) -> ClientAPI:
        address = urlsplit(self._url) if self._url else urlsplit(f"http://127.0.0.1:{connect(self._data)}")
        return chromadb.HttpClient(
            host=address.hostname or "127.0.0.1", port=address.port or (443 if address.scheme == "https" else 8000),
            ssl=address.scheme == "https", settings=ChromaSettings(anonymized_telemetry=False),
        )  # fmt: skip

    def _call(self, action: Callable[[Collection], T]) -> T:
        if self.trouble and time.monotonic() - self._tried < _PAUSE_S:
            raise self.trouble
        try:
            done = self._done(action)
        except StoreError as error:
            raise self._fail(error) from error.__cause__
        self.trouble = None
        return done

    def _done(self, action: Callable[[Collection], T]) -> T:
        if self._collection is not None:
            try:
                return action(self._collection)
            except (ChromaError, httpx.HTTPError):
                pass  # The server was restarted under us, perhaps on another port, or the collection was made anew.
        self._collection = self._reopen()
        try:
            return action(self._collection)
        except (ChromaError, httpx.HTTPError) as error:
            raise self._unreachable(error) from error

    def _fail(self, error: StoreError) -> StoreError:
        self.trouble, self._tried = error, time.monotonic()
        return error

    def _lost(self, cause: str) -> StoreError:
        remedy = "Run `python -m index rebuild`, which makes it anew from the catalog."
        return StoreError(f"Chroma at {self._url or self._data}", cause, remedy)

    def _unreachable(self, error: Exception) -> StoreError:
        return StoreError(
            f"Chroma at {self._url or self._data}", f"does not answer ({error})",
            "Try again; if it stays so, check DOSSIER_CHROMA_URL." if self._url else
            "Try again; if it stays so, `python -m index rebuild` makes its files anew from the catalog.",
        )  # fmt: skip


def _batches(records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(records), _BATCH):
        batch = records[start : start + _BATCH]
        yield {
            "ids": [r.id for r in batch],
            "embeddings": np.stack([r.vector for r in batch]),
            "metadatas": [_metadata(r) for r in batch],
        }


def _metadata(record: Record) -> dict[str, str | int]:
    published = _UNDATED if record.published is None else _number(record.published)
    return {"document_id": record.document_id, "source": record.source or "", "published": published}


def _where(filters: Filters, within: Sequence[str] = ()) -> dict[str, Any] | None:
    conditions: list[dict[str, Any]] = []
    if within:
        conditions.append({"document_id": {"$in": list(within)}})
    if filters.sources:
        conditions.append({"source": {"$in": list(filters.sources)}})
    if not filters.undated:
        conditions.append({"published": {"$gt": _UNDATED}})
    if filters.since:
        conditions.append({"$or": [{"published": {"$gte": _number(filters.since)}}, {"published": _UNDATED}]})
    if filters.until:
        conditions.append({"published": {"$lte": _number(filters.until)}})
    if not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else {"$and": conditions}


def _number(day: date) -> int:
    """Dates as 20240219: Chroma compares numbers only."""
    return day.year * 10_000 + day.month * 100 + day.day
