"""What the engines of the catalog have in common: SQL with ? marks in a dialect that all understand, rows by name.

Where their SQL cannot be the same, as for the full text, each has a module of its own behind one signature.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol


class Result(Protocol):
    """Rows have their values by name and by place."""

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Session(Protocol):
    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Result: ...


class Lock(Protocol):
    """`acquire` waits for `timeout` seconds, or for ever if that is negative, then raises filelock.Timeout."""

    def acquire(self, timeout: float | None = None) -> object: ...
    def release(self) -> None: ...


class Words(Protocol):
    """The full text of the chunks. `expression` is of FTS5's syntax: words and "phrases", joined by OR, each for a
    column (`text : `, `title : `) or for both."""

    def put(self, db: Session, passages: Sequence[tuple[int, str, str]]) -> None:
        """Takes up (row of the chunk, title of its document, text)."""

    def drop(self, db: Session, document_id: str) -> None:
        """Forgets the document's chunks, which are still there."""

    def match(
        self, db: Session, expression: str, limit: int, where: str, values: Sequence[Any]
    ) -> Sequence[tuple[str, float]]:
        """Ids and BM25 scores, best first, of chunks `c` of ready documents `d` that the conditions `where` let
        through. The title counts half as much as the text."""

    def frequency(self, db: Session, term: str) -> int:
        """In how many chunks the word or phrase stands."""


class Engine(Protocol):
    """A database that a library is kept in. Safe to share between threads."""

    words: Words
    read_only: bool

    @property
    def session(self) -> Session: ...
    def transaction(self) -> AbstractContextManager[Session]: ...
    def lock(self, data: Path) -> Lock: ...
    def close(self) -> None: ...
