"""The PostgreSQL engine (15 or newer): a pool of connections; a schema a library, kept up to date on opening.

The URL is SQLAlchemy's, postgresql+psycopg://USER:PASSWORD@HOST:PORT/DATABASE. Two words of its query are ours:
`schema` (default: dossier) names the library, `language` the stemmer of a new one (default: porter, SQLite's own).
What PostgreSQL says becomes a CatalogError (`index.engines.postgres_errors`), which never shows the password.
"""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from filelock import Timeout

from index.database import SCHEMA
from index.engines import tsvector
from index.engines.session import Words
from index.errors import CatalogError

try:
    import psycopg
    from sqlalchemy import URL, Connection, create_engine, event, make_url
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from index.engines.postgres_errors import understood
    from index.engines.postgres_rows import Rows, executed
except ImportError as error:  # most libraries need neither
    raise CatalogError(
        "DOSSIER_DATABASE", f"PostgreSQL needs a package that is not installed ({error.name})",
        "Run `pip install -r requirements-postgres.txt`.",
    ) from error  # fmt: skip

_VERSION = 5
"""Raised with schema.postgres.sql, which then runs once over every library that it meets."""

_OLDEST = 15

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
"""Of a schema and of a language: they stand in statements, where no value can be given."""

_SETTINGS = {
    "lock_timeout": "30s",  # as long as SQLite waits for another writer
    "statement_timeout": "120s",
    "idle_in_transaction_session_timeout": "10min",
    "tcp_keepalives_idle": "60",  # a machine that is gone holds the lock of a library no longer than two minutes
    "tcp_keepalives_interval": "15",
    "tcp_keepalives_count": "4",
    "jit": "off",  # short statements: compiling them takes longer than they do
}
_CONNECT_S = 10
_POLL_S = 0.05

_WRITES = 0x0D055
"""Class of the advisory locks for who changes a library; 1 more: for who makes a schema."""


class PostgresEngine:
    """Opens or makes the schema. What cannot be written can be read: `read_only` then is True."""

    words: Words = tsvector

    def __init__(self, at: str) -> None:
        self._url, self._schema, language = _parsed(at)
        self._pool = create_engine(
            self._url, isolation_level="AUTOCOMMIT", pool_pre_ping=True, pool_size=5, max_overflow=15, pool_timeout=30,
            connect_args={"connect_timeout": _CONNECT_S, "application_name": "dossier"},
        )  # fmt: skip
        event.listen(self._pool, "connect", self._prepare)
        self._local = threading.local()
        self.read_only = False
        try:
            self._make(language)
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """What an error calls it: never with its password."""
        where = f"{self._url.host or 'this machine'}{f':{self._url.port}' if self._url.port else ''}"
        return f"the database {self._url.database or ''} at {where}"

    @property
    def session(self) -> "_Session":
        """Each statement by itself; those of a thread that is in a transaction belong to it."""
        return getattr(self._local, "session", None) or _Session(self, None)

    @contextmanager
    def transaction(self) -> Iterator["_Session"]:
        held: Connection | None = getattr(self._local, "held", None)
        with self.understood():
            # Who has the lock writes through its connection: if that breaks, the lock and the change go together.
            connection = held or self._pool.connect()
        session = _Session(self, connection)
        try:
            session.execute("BEGIN")
            self._local.session = session
            try:
                yield session
                session.execute("COMMIT")
            except BaseException:
                with self.understood(), _ending(connection):
                    connection.exec_driver_sql("ROLLBACK")
                raise
        finally:
            self._local.session = None
            if not held:
                connection.close()

    def lock(self, data: Path) -> "_Lock":
        """Whoever holds it is the only one to change the library, from whichever machine."""
        return _Lock(self)

    def close(self) -> None:
        self._pool.dispose()

    def understood(self) -> AbstractContextManager[None]:
        """What PostgreSQL raises meanwhile, as a CatalogError."""
        return understood(self.name, self._url.password)

    def _prepare(self, connection: Any, _: object) -> None:
        with connection.cursor() as cursor:
            for name, value in _SETTINGS.items():
                cursor.execute("SELECT set_config(%s, %s, false)", (name, value))
            cursor.execute(f'SET search_path TO "{self._schema}", pg_catalog')

    def _make(self, language: str) -> None:
        db = self.session
        version = int(db.execute("SHOW server_version_num")[0][0]) // 10_000
        if version < _OLDEST:
            raise CatalogError(
                self.name, f"is PostgreSQL {version}", f"Use a server of version {_OLDEST} or newer."
            )  # fmt: skip
        self.read_only = db.execute("SHOW transaction_read_only")[0][0] == "on"
        if self._version(db) is None or not self.read_only:
            self._update(language)
        may = "SELECT has_table_privilege(to_regclass('documents'), 'INSERT')"
        self.read_only = self.read_only or not db.execute(may)[0][0]

    def _update(self, language: str) -> None:
        found = self._version(self.session)
        if found == _VERSION:
            return
        with self.transaction() as db:
            db.execute("SELECT pg_advisory_xact_lock(?, hashtext(?))", (_WRITES + 1, self._schema))
            found = self._version(db)
            if found == _VERSION:  # somebody else was quicker
                return
            if found is not None and found > _VERSION:
                raise CatalogError(
                    self.name, f"was written by a newer Dossier (version {found}, this one knows {_VERSION})",
                    "Update Dossier, or name another database. Nothing was changed.",
                )  # fmt: skip
            if found is None:
                db.execute(f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"')
            db.script(_STEMMER.format(schema=self._schema, language=language))
            db.script(files("index").joinpath("schema.postgres.sql").read_text(encoding="utf-8"))
            db.execute(
                "INSERT INTO meta VALUES ('schema', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (str(_VERSION),),
            )

    def _version(self, db: "_Session") -> int | None:
        """That of the schema; None where there is none."""
        if db.execute("SELECT to_regclass(?)", (f'"{self._schema}".meta',))[0][0] is None:
            return None
        found = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        return int(found[0]) if found else 0


_STEMMER = """
DO $$ BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
        WHERE c.cfgname = 'words' AND n.nspname = '{schema}'
    ) THEN
        CREATE TEXT SEARCH DICTIONARY "{schema}".stems (TEMPLATE = snowball, Language = '{language}');
        CREATE TEXT SEARCH CONFIGURATION "{schema}".words (PARSER = pg_catalog.default);
        ALTER TEXT SEARCH CONFIGURATION "{schema}".words
            ADD MAPPING FOR asciiword, word, numword, int, uint, float, sfloat WITH "{schema}".stems;
    END IF;
END $$
"""
"""No list of stop words: which words say nothing depends on the question, and BM25 sees it from their number."""


class _Session:
    def __init__(self, engine: PostgresEngine, connection: Connection | None) -> None:
        self._engine, self._connection = engine, connection

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Rows:
        with self._engine.understood():
            if self._connection is not None:
                return executed(self._connection, sql, values)
            with self._engine._pool.connect() as connection:
                return executed(connection, sql, values)

    def script(self, sql: str) -> None:
        """Several statements, in a transaction."""
        assert self._connection is not None
        with self._engine.understood():
            driver: Any = self._connection.connection.driver_connection
            driver.execute(sql)


class _Lock:
    """An advisory lock: the server frees it when the connection ends, however that comes about."""

    def __init__(self, engine: PostgresEngine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def acquire(self, timeout: float | None = None) -> object:
        engine, deadline = self._engine, time.monotonic() + (timeout or 0.0)
        with engine.understood():
            connection = engine._pool.connect()
            try:
                while not executed(connection, "SELECT pg_try_advisory_lock(?, hashtext(?))", self._key)[0][0]:
                    if timeout is not None and timeout >= 0 and time.monotonic() >= deadline:
                        raise Timeout(engine.name)
                    time.sleep(_POLL_S)
            except BaseException:
                connection.close()
                raise
        self._connection = engine._local.held = connection
        return self

    def release(self) -> None:
        connection, self._connection = self._connection, None
        self._engine._local.held = None
        if connection is not None:
            with _ending(connection):
                executed(connection, "SELECT pg_advisory_unlock(?, hashtext(?))", self._key)
            connection.close()

    @property
    def _key(self) -> tuple[int, str]:
        return _WRITES, self._engine._schema


@contextmanager
def _ending(connection: Connection) -> Iterator[None]:
    """What fails on a connection that is broken anyway ends with it."""
    try:
        yield
    except (SQLAlchemyError, psycopg.Error):
        connection.invalidate()


def _parsed(at: str) -> tuple[URL, str, str]:
    """The URL without what is ours in it, the schema and the language."""
    remedy = "Write it as postgresql+psycopg://USER:PASSWORD@HOST:5432/DATABASE."
    try:
        url = make_url(at)
    except (ArgumentError, ValueError):  # which would show it all
        raise CatalogError("DOSSIER_DATABASE", "is not the URL of a database", remedy) from None
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername != "postgresql+psycopg":
        raise CatalogError("DOSSIER_DATABASE", f"names {url.drivername}, which is not known here", remedy)
    named = {}
    for word, default in (("schema", SCHEMA), ("language", "porter")):
        value = url.query.get(word, default)
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            raise CatalogError(
                "DOSSIER_DATABASE", f"has no usable {word}", "Use small letters, digits and _, a letter first."
            )  # fmt: skip
        named[word] = value
    return url.difference_update_query(list(named)), named["schema"], named["language"]
