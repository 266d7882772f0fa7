"""A library's database, of whichever engine: a SQLite file (the default), or PostgreSQL by its URL."""

from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from index.engines.session import Engine, Lock, Session
from index.engines.sqlite import SqliteEngine

SCHEMA = "dossier"
"""Of the library without a name, where the URL of the database says nothing else."""


class Database:
    """Opens or makes the file or the schema. Safe to share between threads; readers elsewhere go on.

    What cannot be written can be read: `read_only` then is True, and what writes raises CatalogError.
    """

    def __init__(self, at: Path | str) -> None:
        self._engine = open_engine(at)

    @property
    def read_only(self) -> bool:
        return self._engine.read_only

    @property
    def in_file(self) -> bool:
        return isinstance(self._engine, SqliteEngine)

    @property
    def _db(self) -> Session:
        """To read with: each statement by itself."""
        return self._engine.session

    def _transaction(self) -> AbstractContextManager[Session]:
        return self._engine.transaction()

    def lock(self, data: Path) -> Lock:
        """Whoever holds it is the only one to change the library. `data` is its folder."""
        return self._engine.lock(data)

    def close(self) -> None:
        self._engine.close()


def open_engine(at: Path | str) -> Engine:
    """`at` is the path of a SQLite file, or the URL of a PostgreSQL database."""
    if isinstance(at, Path):
        return SqliteEngine(at)
    from index.engines.postgres import PostgresEngine  # with what few libraries need

    return PostgresEngine(at)


def with_schema(url: str, schema: str) -> str:
    """The URL of another library in the same PostgreSQL database; {} in the name stands for the schema so far."""
    address, _, query = url.partition("?")
    words = dict(parse_qsl(query))
    return f"{address}?{urlencode(words | {'schema': schema.format(words.get('schema', SCHEMA))})}"
