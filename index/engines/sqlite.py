"""The SQLite engine: one file, a connection a thread, writes in transactions, the schema kept up to date.

What SQLite says of a file that is damaged, full or cannot be written becomes a CatalogError, wherever it is met.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from filelock import BaseFileLock, FileLock

from index.engines import fts5
from index.engines.session import Words
from index.errors import CatalogError, IndexingError

_LOCK = "build.lock"
_VERSION = 1
"""Raised with a change that an older Dossier would spoil. What it can leave alone, such as a new table, is none."""

_DAMAGED = (
    "is damaged ({error})",
    "Run `python -m index doctor --repair`: what is whole is saved into a new file, and the damaged one is kept.",
)
BROKEN = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises: Python cannot read SQLite's message where that quotes bytes which are no text."""
_NO_TEXT = "Could not decode to UTF-8"
_UNDECLARED = ("no such column", "no such table", "no such index", "has no column named", "malformed database schema")
"""What SQLite says where a file does not declare what it is opened with: a letter of its declarations is damaged, for a
file of another version is told before, or made to fit."""
_CLOSED = (
    "cannot be written ({error})",
    "Check who owns the data folder and whether its disk is mounted read-only. What is stored is safe.",
)
_TOLD = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_FULL: ("cannot be written, for the disk is full", "Free some space and try again."),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written ({error})",
        "Check the disk, and whether it is full, then try again.",  # a WAL that cannot grow is an error of this kind
    ),
}
"""Cause and remedy by SQLite's result code. What else goes wrong is a defect, and stays the exception that it is."""


class SqliteEngine:
    """Opens or makes the file at `path`. Safe to share between threads; readers elsewhere go on (WAL).

    A file that cannot be written can be read: `read_only` then is True, and what writes raises CatalogError.
    """

    words: Words = fts5

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self.read_only = False
        _make(path)
        db = self.session
        if not self.read_only:
            _same_version(db, path)
            _migrate(db)  # first: the schema has indexes over columns that an older catalog lacks
            db.executescript(files("index").joinpath("schema.sql").read_text(encoding="utf-8"))

    @property
    def session(self) -> sqlite3.Connection:
        if not hasattr(self._local, "held"):
            self._local.held = _Held(self._opened())
        return self._local.held.db  # type: ignore[no-any-return]

    def _opened(self) -> sqlite3.Connection:
        try:
            db = _connect(str(self._path))
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            # To be opened is not to be writable: a file of another owner is opened for reading, without a word.
            self.read_only = not os.access(self._path, os.W_OK)
            return db
        except CatalogError as error:
            if error.damaged:
                raise
            refused = error
        for option in ("", "&immutable=1"):  # the second reads without the files beside it, which it may not make
            try:
                db = _connect(f"file:{quote(str(self._path))}?mode=ro{option}", uri=True)
                db.execute("SELECT value FROM meta LIMIT 1").fetchone()
            except (CatalogError, sqlite3.OperationalError):
                continue
            self.read_only = True
            return db
        raise refused

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        db = self.session
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise IndexingError(
                str(self._path), f"cannot be written ({error})", "Close what else uses it, then try again."
            ) from error
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # where the disk is full, SQLite has ended it already
                db.execute("ROLLBACK")
            raise

    def lock(self, data: Path) -> BaseFileLock:
        """Whoever holds it is the only one to change the library of that folder."""
        return FileLock(data / _LOCK, mode=0o600)

    def close(self) -> None:
        if hasattr(self._local, "held"):
            self._local.held.db.close()
            del self._local.held


class _Held:
    """A thread's connection, which is closed when the thread ends. Left to itself it would keep its files open until
    Python looks for cycles, which a connection is one of by its statements."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # another thread let go of it: only its own may close it
            self.db.close()


def read_only(path: Path, **options: Any) -> AbstractContextManager[sqlite3.Connection]:
    """The file itself, without an engine and its care: whole or not, it is not written. Closed at the end."""
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, **options))


def _make(path: Path) -> None:
    """The folder and the file, for their owner alone, if they are not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))
    except OSError as error:
        cause = f"cannot be opened ({error.strerror})"
        raise CatalogError(
            str(path), cause, "Check the path of the data folder (DOSSIER_DATA) and who owns it."
        ) from error


class _Cursor(sqlite3.Cursor):
    """Rows are read as they are asked for, so that damage may be met at any of them."""

    def execute(self, *given: Any) -> "_Cursor":
        with _understood(self.connection):
            super().execute(*given)
        return self

    def executemany(self, *given: Any) -> "_Cursor":
        with _understood(self.connection):
            super().executemany(*given)
        return self

    def executescript(self, script: str) -> "_Cursor":
        with _understood(self.connection):
            super().executescript(script)
        return self

    def fetchone(self) -> Any:
        with _understood(self.connection):
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with _understood(self.connection):
            return super().fetchall()

    def __next__(self) -> Any:
        with _understood(self.connection):
            return super().__next__()


class _Connection(sqlite3.Connection):
    file = ""

    def execute(self, *given: Any) -> _Cursor:
        return super().cursor(_Cursor).execute(*given)

    def executemany(self, *given: Any) -> _Cursor:
        return super().cursor(_Cursor).executemany(*given)

    def executescript(self, script: str) -> _Cursor:
        return super().cursor(_Cursor).executescript(script)


def _connect(name: str, *, uri: bool = False) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(name, timeout=30, isolation_level=None, factory=_Connection, uri=uri)
    except sqlite3.DatabaseError as error:
        raise understood(name, error) or error from error
    db.file = name
    db.row_factory = sqlite3.Row
    return db


@contextmanager
def _understood(db: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BROKEN as error:
        if told := understood(getattr(db, "file", ""), error):
            raise told from error
        raise


def understood(file: str, error: sqlite3.Error | UnicodeDecodeError) -> CatalogError | None:
    """What SQLite says of a file, for people; None where it is a defect of ours."""
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if isinstance(error, UnicodeDecodeError) or (
        not code and _NO_TEXT in str(error)
    ):  # Python's own: SQLite takes any bytes for text
        return CatalogError(file, *damage("holds text that is none"), damaged=True)
    if code == sqlite3.SQLITE_ERROR and any(said in str(error) for said in _UNDECLARED):
        return CatalogError(file, *damage(str(error)), damaged=True)
    if code not in _TOLD:
        return None
    cause, remedy = _TOLD[code]
    return CatalogError(file, cause.format(error=error), remedy, damaged=_TOLD[code] is _DAMAGED)


def damage(what: str) -> tuple[str, str]:
    """Cause and remedy of damage that is met in what a file holds."""
    return _DAMAGED[0].format(error=what), _DAMAGED[1]


def _same_version(db: sqlite3.Connection, path: Path) -> None:
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    if found > _VERSION:
        raise CatalogError(
            str(path), f"was written by a newer Dossier (version {found}, this one knows {_VERSION})",
            "Update Dossier, or name another data folder (DOSSIER_DATA). Nothing was changed.",
        )  # fmt: skip
    if found < _VERSION:
        db.execute(f"PRAGMA user_version = {_VERSION}")


def _migrate(db: sqlite3.Connection) -> None:
    """An older catalog gets its new columns; one that is still to be made has no tables yet.

    Of format 1, `index.library` asks for the documents to be embedded anew. Whether old documents were edited is
    unknown: they count as edited, so that nobody's correction is lost.
    """
    columns = {row["name"] for row in db.execute("PRAGMA table_info(chunks)")}
    if columns and "sentences" not in columns:
        db.execute("ALTER TABLE chunks ADD COLUMN sentences BLOB NOT NULL DEFAULT x''")
    columns = {row["name"] for row in db.execute("PRAGMA table_info(documents)")}
    if columns and "edited" not in columns:
        db.execute("ALTER TABLE documents ADD COLUMN edited INTEGER NOT NULL DEFAULT 1")
    if columns and "made" not in columns:
        db.execute("ALTER TABLE documents ADD COLUMN made TEXT")
        for column in ("places", "losses"):
            db.execute(f"ALTER TABLE documents ADD COLUMN {column} TEXT NOT NULL DEFAULT '[]'")
