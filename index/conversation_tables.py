"""Where conversations are kept: a SQLite file beside the catalog, or tables in the catalog's PostgreSQL schema."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

from index.database import open_engine
from index.engines.session import Session
from index.errors import CatalogError

CONVERSATIONS = "conversations.sqlite"
"""The file in the data folder."""

_VERSION = 1
"""Raised with every change to the schema that `_migrate` makes; kept in the file as `user_version`."""

# In PostgreSQL they stand in schema.postgres.sql.
SCHEMA = """
create table if not exists conversations (
    id text primary key, title text not null, created text not null, changed text not null,
    author text not null default '');
create table if not exists exchanges (
    id text primary key,
    conversation_id text not null references conversations(id) on delete cascade,
    question text not null, filters text not null, asked text not null,
    state text not null, answer text, failure text);
create table if not exists ratings (
    exchange_id text primary key references exchanges(id) on delete cascade, rating text not null);
create table if not exists shares (
    conversation_id text primary key references conversations(id) on delete cascade, token text not null unique);
create index if not exists exchanges_of on exchanges(conversation_id, asked);
create table if not exists notebook (
    id text primary key, author text not null, position integer not null, item text not null);
create index if not exists notebook_of on notebook(author, position)
"""


def open_conversations(at: Path | str) -> Callable[[], AbstractContextManager[Session]]:
    """Makes the file or the schema where it is not there; returns what opens a transaction, in any thread.

    Raises sqlite3.Error for a file, CatalogError for a database; so does each transaction.
    """
    if not isinstance(at, Path):
        return open_engine(at).transaction
    at.parent.mkdir(parents=True, exist_ok=True)
    with _file(at) as db:
        db.execute("pragma journal_mode = wal")
        for statement in SCHEMA.split(";"):
            db.execute(statement)
        _migrate(db)
    return partial(_file, at)


@contextmanager
def _file(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=10)) as db, db:
        db.execute("pragma foreign_keys = on")
        yield db


def _migrate(db: sqlite3.Connection) -> None:
    """A file of an earlier version gets what it lacks. One of a later version is refused, and stays as it is."""
    db.execute("begin immediate")  # of two processes that open it, one does this
    (version,) = db.execute("pragma user_version").fetchone()
    if version > _VERSION:
        raise CatalogError(
            "the conversations", f"were written by a later version of Dossier (schema {version})",
            "Use that version, or restore a backup made before it.",
        )  # fmt: skip
    if "author" not in {row[1] for row in db.execute("pragma table_info(conversations)")}:
        db.execute("alter table conversations add column author text not null default ''")
    db.execute(f"pragma user_version = {_VERSION}")
