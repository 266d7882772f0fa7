"""A library's catalog from one database into another, SQLite to PostgreSQL or back, compared before it stands.

All of it is one transaction of the new database: an interruption leaves that empty. The old one is only read.
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import Timeout

from index import originals
from index.catalog import Catalog
from index.conversation_tables import CONVERSATIONS, open_conversations
from index.engines.session import Session
from index.errors import CatalogError
from index.library import CATALOG
from index.raised import without_notes

_TOGETHER = 500


@dataclass(frozen=True, kw_only=True)
class Table:
    """`key` orders its rows alike everywhere. Where their `order` of coming counts, that is the rowid, made anew."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    order: tuple[str, ...] = ()


CATALOG_TABLES = (
    Table(
        name="documents", key=("id",),
        columns=("id", "text", "title", "source", "author", "published", "url", "state", "added", "edited", "made",
                 "places", "losses"),
    ),
    Table(name="tags", key=("document_id", "tag"), columns=("document_id", "tag")),
    Table(name="files", key=("path",), columns=("path", "sha256", "document_id")),
    Table(name="holders", key=("path",), columns=("path", "sha256")),
    Table(
        name="addresses", key=("address",), columns=("address", "feed", "fetched", "etag", "modified"),
        order=("rowid",),
    ),
    Table(
        name="chunks", key=("id",), columns=("id", "document_id", "start", "end", "embedding", "sentences"),
        order=("rowid",),
    ),
    Table(name="stale", key=("document_id",), columns=("document_id",)),
    Table(name="meta", key=("key",), columns=("key", "value")),
)  # fmt: skip
"""Those of the catalog, each behind those that it refers to. The full text is made anew."""

CONVERSATION_TABLES = (
    Table(name="conversations", key=("id",), columns=("id", "title", "created", "changed", "author")),
    Table(
        name="exchanges", key=("id",), order=("rowid",),
        columns=("id", "conversation_id", "question", "filters", "asked", "state", "answer", "failure"),
    ),
    Table(name="ratings", key=("exchange_id",), columns=("exchange_id", "rating")),
    Table(name="shares", key=("conversation_id",), columns=("conversation_id", "token")),
    Table(name="notebook", key=("id",), columns=("id", "author", "position", "item")),
)  # fmt: skip

_OWN = ("schema",)
"""Keys of `meta` that say something of the database and nothing of the library."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a library is or will be: its catalog and conversations by path or URL, its folder for all else."""

    folder: Path
    catalog: Path | str
    conversations: Path | str


def place(to: str, folder: Path) -> Place:
    """What a person names by a URL (then `folder` stays the library's) or by another folder."""
    if "://" in to:
        return Place(folder=folder, catalog=to, conversations=to)
    other = Path(to).expanduser().absolute()
    return Place(folder=other, catalog=other / CATALOG, conversations=other / CONVERSATIONS)


def move(source: Place, target: Place) -> dict[str, int]:
    """Copies everything but the vectors and compares it; returns the rows of each table.

    Raises CatalogError where either is being changed (by another mover too), or the new one holds a library.
    """
    if source == target:
        raise CatalogError("the new place", "is where the library is already", "Name another.")
    with ExitStack() as held:
        old, new = (held.enter_context(closing(Catalog(where.catalog))) for where in (source, target))
        for catalog, where in ((old, source), (new, target)):
            lock = catalog.lock(where.folder)
            try:
                lock.acquire(timeout=0)
            except Timeout as error:
                raise CatalogError(
                    "the library", "is being changed or moved elsewhere", "Wait until that has ended, then try again."
                ) from error
            held.callback(lock.release)
        if new.counts() != (0, 0) or new.unfinished():
            raise CatalogError("the new place", "holds a library already", "Name an empty folder, database or schema.")
        if old.unfinished() or old.stale():
            raise CatalogError(
                "the library", "has documents that are half added or removed",
                "Run `python -m index verify`, see that Chroma can be reached, then try again.",
            )  # fmt: skip
        with new._transaction() as db:
            db.execute("DELETE FROM meta WHERE key != 'schema'")
            for table in CATALOG_TABLES:
                _copy(table, old._db, db)
            _passages(new, db)
            counts = _compared(CATALOG_TABLES, old._db, db)
            counts |= _conversations(source, target)
            if (files := source.folder / originals.FOLDER).is_dir() and source.folder != target.folder:
                shutil.copytree(files, target.folder / originals.FOLDER, dirs_exist_ok=True)
        return counts


def _conversations(source: Place, target: Place) -> dict[str, int]:
    """They come before the catalog stands: if that fails, they are found there the next time."""
    with open_conversations(source.conversations)() as old, open_conversations(target.conversations)() as new:
        for table in CONVERSATION_TABLES:
            _copy(table, old, new)
        return _compared(CONVERSATION_TABLES, old, new)


def _copy(table: Table, source: Session, target: Session) -> None:
    """Every row that is not there yet."""
    columns, marks = _listed(table.columns), ", ".join("?" * len(table.columns))
    for row in _rows(table, source, table.order or table.key):
        target.execute(f"INSERT INTO {table.name} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING", row)


def _compared(tables: Sequence[Table], source: Session, target: Session) -> dict[str, int]:
    """Rows of each table, which are the same in both; else CatalogError."""
    counts = {}
    for table in tables:
        here, there = _digest(table, source), _digest(table, target)
        if here != there:
            raise CatalogError(
                f"the table {table.name}", f"is not the same in both places ({here[0]} rows here, {there[0]} there)",
                "Nothing was moved. Check that nothing else writes to either of them, then try again.",
            )  # fmt: skip
        counts[table.name] = here[0]
    return counts


def _digest(table: Table, db: Session) -> tuple[int, str]:
    found, count = hashlib.sha256(), 0
    for row in _rows(table, db, table.key):
        count += 1
        for value in row:
            given = value if isinstance(value, bytes) else repr(value).encode()
            found.update(len(given).to_bytes(8, "big") + given)
    return count, found.hexdigest()


def _rows(table: Table, db: Session, order: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Some at a time, so that a large library needs no more memory than a small one."""
    ordered, last = _listed(order), tuple[Any, ...]()
    while True:
        after = f" WHERE ({ordered}) > ({', '.join('?' * len(order))})" if last else ""
        rows = db.execute(
            f"SELECT {ordered}, {_listed(table.columns)} FROM {table.name}{after} ORDER BY {ordered} LIMIT {_TOGETHER}",
            last,
        ).fetchall()
        for row in rows:
            values = tuple(row)
            if table.name != "meta" or values[0] not in _OWN:
                yield values[len(order) :]
        if len(rows) < _TOGETHER:
            return
        last = tuple(rows[-1])[: len(order)]


def _passages(catalog: Catalog, db: Session) -> None:
    """The full text, from the chunks as they stand in the documents."""
    last = 0
    while True:
        rows = db.execute(
            'SELECT c.rowid AS at, d.title, substr(d.text, c.start + 1, c."end" - c.start) AS text FROM chunks c'
            " JOIN documents d ON d.id = c.document_id WHERE c.rowid > ? ORDER BY c.rowid LIMIT ?",
            (last, 10 * _TOGETHER),
        ).fetchall()
        if not rows:
            return
        catalog._engine.words.put(db, [(row["at"], row["title"], without_notes(row["text"])) for row in rows])
        last = rows[-1]["at"]


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
