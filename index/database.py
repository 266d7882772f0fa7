"""The SQLite file of a library: a connection a thread, writes in transactions, the schema kept up to date."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from index.errors import IndexingError


class Database:
    """Opens or makes the file at `path`. Safe to share between threads; readers elsewhere go on (WAL)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db.executescript(files("index").joinpath("schema.sql").read_text(encoding="utf-8"))
            _migrate(self._db)
        except sqlite3.DatabaseError as error:
            raise IndexingError(
                str(path), f"is not a usable catalog ({error})", "Move it away and add the documents again."
            ) from error

    @property
    def _db(self) -> sqlite3.Connection:
        if not hasattr(self._local, "db"):
            db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            self._local.db = db
        return self._local.db  # type: ignore[no-any-return]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._db
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise IndexingError(
                str(self._path), f"cannot be written ({error})", "Close what else uses it, then try again."
            ) from error
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def close(self) -> None:
        if hasattr(self._local, "db"):
            self._local.db.close()
            del self._local.db


def _migrate(db: sqlite3.Connection) -> None:
    """An older catalog gets its new columns.

    Of format 1, `index.library` asks for the documents to be embedded anew. Whether old documents were edited is
    unknown: they count as edited, so that nobody's correction is lost.
    """
    if "sentences" not in {row["name"] for row in db.execute("PRAGMA table_info(chunks)")}:
        db.execute("ALTER TABLE chunks ADD COLUMN sentences BLOB NOT NULL DEFAULT x''")
    columns = {row["name"] for row in db.execute("PRAGMA table_info(documents)")}
    if "edited" not in columns:
        db.execute("ALTER TABLE documents ADD COLUMN edited INTEGER NOT NULL DEFAULT 1")
    if "made" not in columns:
        db.execute("ALTER TABLE documents ADD COLUMN made TEXT")
        for column in ("places", "losses"):
            db.execute(f"ALTER TABLE documents ADD COLUMN {column} TEXT NOT NULL DEFAULT '[]'")
