"""One of Chroma's collections, as long as its server may be killed, restarted elsewhere or damaged.

Whatever Chroma holds can be made anew from the catalog; nothing here decides what that is.
"""

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TypeVar

import httpx
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateCollectionConfiguration, CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.errors import ChromaError, NotFoundError

from index.chroma import client_of, name_of, own_client, unreachable
from index.errors import StoreError
from index.server import connect, tenant
from index.types import Chroma, Remote

HNSW = CreateHNSWConfiguration(space="cosine", ef_construction=200, ef_search=200, max_neighbors=32)
"""Cosine space is set explicitly (Chroma's default is squared L2). At 100,000 vectors ef_search 100 finds .98 of the
true ten nearest, 400 .996, in some milliseconds either way."""

_CONFIGURATION = CreateCollectionConfiguration(hnsw=HNSW)

_LOCAL_S = 120.0
"""Seconds without a byte after which the server of the data folder is held to have stopped: Chroma's own client waits
for ever, and so did a question. The longest call writes as many records
as `index.store` does at once."""

_PAUSE_S = 2.0
"""For so long after a failure all calls fail alike: one question makes several, and each would wait for a server."""

_WAIT_S = 0.25
"""Before a second attempt at a server elsewhere; twice as long before each further one."""

T = TypeVar("T")


class LiveCollection:
    """The collection of that name, in the server of the data folder or the one that `server` names, opened anew
    whenever a call fails.

    `current` says which collection is the live one, should another process have put a new one in its place. Where
    `filled` says so it has to be there and hold something: one made here would be empty, and found in it would be
    nothing. What is wrong with it is raised by the first call that needs it; `trouble` says it until a call succeeds.
    Safe to share between threads.
    """

    def __init__(
        self, data: Path, name: str, server: Chroma, current: Callable[[], str | None], filled: Callable[[], bool]
    ) -> None:
        self._data = data
        self.remote = Remote(url=server) if isinstance(server, str) else server
        self._current = current
        self.name = name
        self.trouble: StoreError | None = None
        self._tried = 0.0
        self._collection: Collection | None = None
        try:
            self._collection = self._reopen() if filled() else self._open()
        except StoreError as error:
            if not filled():
                raise
            self._fail(error)

    def call(self, action: Callable[[Collection], T]) -> T:
        """What the action gives, after one new attempt, or as many as a server elsewhere is given. Raises
        StoreError."""
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
        retries = self.remote.retries if self.remote else 1
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
            if self.remote:
                time.sleep(_WAIT_S * 2**attempt)
        raise AssertionError

    def lost(self, cause: str) -> StoreError:
        """The trouble that the collection is in, to be raised: what it held is gone."""
        return self._fail(self._lost(cause))

    def drop(self) -> None:
        """Deletes the collection with everything in it."""
        try:
            self._somewhere(lambda client: client.delete_collection(self.name))
        except ChromaError as error:
            raise self._unreachable(error) from error

    def _open(self) -> Collection:
        return self._told(
            lambda: self.client().get_or_create_collection(
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
            return action(self.client())
        except NotFoundError:
            if self.remote:
                raise
            return action(self.client(Remote(url=self._local_url()).tenant))

    def _fail(self, error: StoreError) -> StoreError:
        self.trouble, self._tried = error, time.monotonic()
        return error

    def _told(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except NotFoundError as error:
            raise self._lost(f"has lost the collection {self.name}") from error
        except (ChromaError, httpx.HTTPError, ValueError) as error:
            raise self._unreachable(error) from error

    def _local_url(self) -> str:
        return f"http://127.0.0.1:{connect(self._data)}"

    def client(self, of: str | None = None) -> ClientAPI:
        """Of the tenant `of`, where the server is the data folder's."""
        if self.remote:
            return client_of(self.remote)
        return own_client(Remote(url=self._local_url(), tenant=of or tenant(self._data)), patience_s=_LOCAL_S)

    @property
    def _name(self) -> str:
        return name_of(self.remote) if self.remote else f"Chroma at {self._data}"

    def _lost(self, cause: str) -> StoreError:
        remedy = "Run `python -m index rebuild`, which makes it anew from the catalog."
        return StoreError(self._name, cause, remedy)

    def _unreachable(self, error: Exception) -> StoreError:
        if self.remote:
            return unreachable(self.remote, error)
        remedy = "Try again; if it stays so, `python -m index rebuild` makes its files anew from the catalog."
        why = f"within {_LOCAL_S:g} seconds" if isinstance(error, httpx.TimeoutException) else f"({error})"
        return StoreError(self._name, f"does not answer {why}", remedy)
