"""Where conversations are kept: a SQLite file beside the catalog, or tables in the catalog's PostgreSQL schema."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

from index.database import open_engine
from index.session import Session

CONVERSATIONS = "conversations.sqlite"
"""The file in the data folder."""

# In PostgreSQL they stand in schema.postgres.sql.
_SCHEMA = """
create table if not exists conversations (
    id text primary key, title text not null, created text not null, changed text not null);
create table if not exists exchanges (
    id text primary key,
    conversation_id text not null references conversations(id) on delete cascade,
    question text not null, filters text not null, asked text not null,
    state text not null, answer text, failure text);
create table if not exists ratings (
    exchange_id text primary key references exchanges(id) on delete cascade, rating text not null);
create index if not exists exchanges_of on exchanges(conversation_id, asked)
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
        for statement in _SCHEMA.split(";"):
            db.execute(statement)
    return partial(_file, at)


@contextmanager
def _file(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=10)) as db, db:
        db.execute("pragma foreign_keys = on")
        yield db
