"""The vectors, in one of Chroma's collections.

Chroma is a rebuildable index: whatever it holds can be made anew from the catalog. Cosine space is set explicitly
(Chroma's default is squared L2).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import httpx
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateCollectionConfiguration, CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.errors import ChromaError, NotFoundError

from index.chroma import client_of, name_of, own_client, unreachable
from index.embed import Vectors
from index.errors import StoreError
from index.server import connect, tenant
from index.types import Chroma, Filters, Hit, Remote

HNSW = CreateHNSWConfiguration(space="cosine", ef_construction=200, ef_search=200, max_neighbors=32)
"""At 100,000 vectors ef_search 100 finds .98 of the true ten nearest, 400 .996, in some milliseconds either way."""

_CONFIGURATION = CreateCollectionConfiguration(hnsw=HNSW)

_BATCH, _PAGE = 500, 5_000
"""Records written and ids read in one call."""
_WITHIN = 5_000
"""Ids of documents in one query: SQLite, on which Chroma stands, takes some 32,000 values in one."""

_PAUSE_S = 2.0
"""For so long after a failure all calls fail alike: one question makes several, and each would wait for a server."""
_CLOUD, _CLOUD_BATCH = ".trychroma.com", 300
"""Chroma Cloud takes and gives so many records at once (docs.trychroma.com/cloud/quotas-limits, November 2026)."""

_WAIT_S = 0.25
"""Before a second attempt at a server elsewhere; twice as long before each further one."""

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
    """One collection of vectors, in the server of the data folder or the one that `server` names.

    `current` says which collection is the live one, should another process have put a new one in its place.
    Safe to share between threads. Raises StoreError when the server cannot be reached, after one new attempt, or as
    many as a server elsewhere is given.

    Where `filled` says so the collection has to be there and hold something: one made here would be empty, and found in
    it would be nothing. What is wrong with it is raised by the first call that needs it; `trouble` says it until a call
    succeeds.
    """

    def __init__(
        self,
        data: Path,
        collection: str,
        server: Chroma = None,
        current: Callable[[], str | None] = lambda: None,
        *,
        filled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._data = data
        self._remote = Remote(url=server) if isinstance(server, str) else server
        cloud = self._remote is not None and self._remote.url.endswith(_CLOUD)
        self._batch, self._page = (_CLOUD_BATCH, _CLOUD_BATCH) if cloud else (_BATCH, _PAGE)
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
        for batch in _batches(records, self._batch):
            self._call(lambda c, batch=batch: c.add(**batch))  # type: ignore[misc]

    def replace_document(self, document_id: str, records: Sequence[Record]) -> None:
        """Puts the records in the place of whatever the document had, without a moment in which it has none."""
        held = self._paged({"document_id": document_id})
        for batch in _batches(records, self._batch):
            self._call(lambda c, batch=batch: c.upsert(**batch))  # type: ignore[misc]
        if gone := sorted({*held} - {r.id for r in records}):
            for start in range(0, len(gone), self._batch):
                self._call(lambda c, ids=gone[start : start + self._batch]: c.delete(ids=ids))  # type: ignore[misc]

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

    def nearness(self, vectors: Vectors) -> list[float]:
        """For each row the cosine of the chunk that a search finds nearest to it; -1 where it finds none."""
        found: list[float] = []
        for start in range(0, len(vectors), self._batch):
            page = self._call(
                lambda c, some=vectors[start : start + self._batch]: c.query(  # type: ignore[misc]
                    query_embeddings=some, n_results=1, include=["distances"]
                )
            )
            found += [1.0 - distances[0] if distances else -1.0 for distances in page["distances"]]
        return found

    def ids(self) -> set[str]:
        """Every chunk id that Chroma holds."""
        return set(self._paged(None))

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """What Chroma holds for those of the chunks that it has."""
        found: dict[str, Vectors] = {}
        for start in range(0, len(ids), self._batch):
            page = self._call(
                lambda c, some=list(ids[start : start + self._batch]): c.get(ids=some, include=["embeddings"])  # type: ignore[misc]
            )
            found |= {i: np.asarray(v, dtype=np.float32) for i, v in zip(page["ids"], page["embeddings"], strict=True)}
        return found

    def _paged(self, where: dict[str, Any] | None) -> list[str]:
        found: list[str] = []
        while True:
            page = self._call(
                lambda c, at=len(found): c.get(where=where, include=[], limit=self._page, offset=at)  # type: ignore[misc]
            )["ids"]
            found += page
            if len(page) < self._page:
                return found

    def count(self) -> int:
        return self._call(lambda c: c.count())

    def ensure(self) -> None:
        """Raises StoreError where nothing could be stored: to be asked before anything is written down as coming."""
        self.count()

    def drop(self) -> None:
        """Deletes the collection with everything in it."""
        try:
            self._somewhere(lambda client: client.delete_collection(self.name))
        except ChromaError as error:
            raise self._unreachable(error) from error

    @property
    def _url(self) -> Chroma:
        """What another store of the same server is opened with."""
        return self._remote

    def _open(self) -> Collection:
        return self._told(
            lambda: self._client().get_or_create_collection(
                self.name, configuration=_CONFIGURATION, embedding_function=None
            )
        )

    def _reopen(self) -> Collection:
        """The live collection, which has to exist: one made here would be empty."""
        self.name = self._current() or self.name
        return self._told(
            lambda: self._somewhere(lambda client: client.get_collection(self.name, embedding_function=None))
        )

    def _somewhere(self, action: Callable[[ClientAPI], T]) -> T:
        """With the library's own tenant, or where an earlier version put the collection; the next rebuild moves it."""
        try:
            return action(self._client())
        except NotFoundError:
            if self._remote:
                raise
            return action(self._client(Remote(url=self._local_url()).tenant))

    def _told(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except NotFoundError as error:
            raise self._lost(f"has lost the collection {self.name}") from error
        except (ChromaError, httpx.HTTPError, ValueError) as error:
            raise self._unreachable(error) from error

    def _local_url(self) -> str:
        return f"http://127.0.0.1:{connect(self._data)}"

    def _client(self, of: str | None = None) -> ClientAPI:
        """Of the tenant `of`, where the server is the data folder's."""
        if self._remote:
            return client_of(self._remote)
        return own_client(Remote(url=self._local_url(), tenant=of or tenant(self._data)))

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
        """Safe to do more than once: what is added twice is there once."""
        retries = self._remote.retries if self._remote else 1
        for attempt in count():
            try:
                if self._collection is None:
                    self._collection = self._reopen()
                return action(self._collection)
            except (ChromaError, httpx.HTTPError) as error:
                failed = self._unreachable(error)
                failed.__cause__ = error
            except StoreError as error:
                failed = error
            # The server was restarted under us, perhaps on another port, or the collection was made anew.
            self._collection = None
            if attempt >= retries:
                raise failed from failed.__cause__
            if self._remote:
                time.sleep(_WAIT_S * 2**attempt)
        raise AssertionError

    def _fail(self, error: StoreError) -> StoreError:
        self.trouble, self._tried = error, time.monotonic()
        return error

    @property
    def _name(self) -> str:
        return name_of(self._remote) if self._remote else f"Chroma at {self._data}"

    def _lost(self, cause: str) -> StoreError:
        remedy = "Run `python -m index rebuild`, which makes it anew from the catalog."
        return StoreError(self._name, cause, remedy)

    def _unreachable(self, error: Exception) -> StoreError:
        if self._remote:
            return unreachable(self._remote, error)
        remedy = "Try again; if it stays so, `python -m index rebuild` makes its files anew from the catalog."
        return StoreError(self._name, f"does not answer ({error})", remedy)


def _batches(records: Sequence[Record], size: int) -> Iterator[dict[str, Any]]:
    for start in range(0, len(records), size):
        batch = records[start : start + size]
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
