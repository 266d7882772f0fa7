"""The vectors, in one of Chroma's collections: what is put there, and what a search may ask of it.

Chroma is a rebuildable index: whatever it holds can be made anew from the catalog.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import Vectors
from index.errors import StoreError
from index.live_collection import LiveCollection
from index.types import Chroma, Filters, Hit

_BATCH, _PAGE = 500, 5_000
"""Records written and ids read in one call."""
_WITHIN = 5_000
"""Ids of documents in one query: SQLite, on which Chroma stands, takes some 32,000 values in one."""

_CLOUD, _CLOUD_BATCH = ".trychroma.com", 300
"""Chroma Cloud takes and gives so many records at once (docs.trychroma.com/cloud/quotas-limits, November 2026)."""

_UNDATED = 0


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

    `current` and `filled` are those of `LiveCollection`, which also says what raises when; every method raises
    StoreError. Safe to share between threads.
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
        self._filled = filled
        self._live = LiveCollection(data, collection, server, current, filled)
        remote = self._live.remote
        cloud = remote is not None and remote.url.endswith(_CLOUD)
        self._batch, self._page = (_CLOUD_BATCH, _CLOUD_BATCH) if cloud else (_BATCH, _PAGE)

    @property
    def name(self) -> str:
        """Of the collection."""
        return self._live.name

    @property
    def trouble(self) -> StoreError | None:
        """What the last call failed with, until one succeeds."""
        return self._live.trouble

    def add(self, records: Sequence[Record]) -> None:
        for batch in _batches(records, self._batch):
            self._live.call(lambda c, batch=batch: c.add(**batch))  # type: ignore[misc]

    def replace_document(self, document_id: str, records: Sequence[Record]) -> None:
        """Puts the records in the place of whatever the document had, without a moment in which it has none."""
        held = self._paged({"document_id": document_id})
        for batch in _batches(records, self._batch):
            self._live.call(lambda c, batch=batch: c.upsert(**batch))  # type: ignore[misc]
        if gone := sorted({*held} - {r.id for r in records}):
            for start in range(0, len(gone), self._batch):
                self._live.call(lambda c, ids=gone[start : start + self._batch]: c.delete(ids=ids))  # type: ignore[misc]

    def delete_document(self, document_id: str) -> None:
        self._live.call(lambda c: c.delete(where={"document_id": document_id}))

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
        found = self._live.call(
            lambda c: c.query(
                query_embeddings=np.asarray([vector], dtype=np.float32),
                n_results=k,
                where=where,
                include=["distances"],
            )
        )
        if not found["ids"][0] and self._filled() and not self.count():
            raise self._live.lost(f"holds nothing in the collection {self.name}")
        return [
            Hit(chunk_id=chunk_id, score=1.0 - distance)
            for chunk_id, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)
        ]

    def nearness(self, vectors: Vectors) -> list[float]:
        """For each row the cosine of the chunk that a search finds nearest to it; -1 where it finds none."""
        found: list[float] = []
        for start in range(0, len(vectors), self._batch):
            page = self._live.call(
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
            page = self._live.call(
                lambda c, some=list(ids[start : start + self._batch]): c.get(ids=some, include=["embeddings"])  # type: ignore[misc]
            )
            found |= {i: np.asarray(v, dtype=np.float32) for i, v in zip(page["ids"], page["embeddings"], strict=True)}
        return found

    def _paged(self, where: dict[str, Any] | None) -> list[str]:
        found: list[str] = []
        while True:
            page = self._live.call(
                lambda c, at=len(found): c.get(where=where, include=[], limit=self._page, offset=at)  # type: ignore[misc]
            )["ids"]
            found += page
            if len(page) < self._page:
                return found

    def count(self) -> int:
        return self._live.call(lambda c: c.count())

    def ensure(self) -> None:
        """Raises StoreError where nothing could be stored: to be asked before anything is written down as coming."""
        self.count()

    def drop(self) -> None:
        """Deletes the collection with everything in it."""
        self._live.drop()

    @property
    def _url(self) -> Chroma:
        """What another store of the same server is opened with."""
        return self._live.remote


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
