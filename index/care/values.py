"""Values of a SQLite file that cannot be what was written: damage that no page tells of, and readers would meet."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from index.engines.sqlite import read_only
from index.key_tables import ROLES

_MOMENTS = frozenset("added asked changed created expires fetched made published revoked".split())
"""Columns of days and moments, in whichever table."""
_JSON = frozenset("answer failure filters item losses places rating".split())
_CHOICES = {"role": frozenset(ROLES)}
"""Columns that take some words alone."""
_TYPES: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "BLOB": (bytes,)}
"""By the type that a column is declared with."""


_NOTHING = {"filters": "{}", "losses": "[]", "places": "[]"}
_LONG_AGO = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, kw_only=True)
class Unreadable:
    """Where it stands. `must` says that the column has to have a value."""

    table: str
    column: str
    row: int
    must: bool

    def __str__(self) -> str:
        return f"{self.table}.{self.column} of row {self.row} cannot be read"


def unreadable(path: Path) -> list[Unreadable]:
    """All such values. Raises sqlite3.DatabaseError where the pages do not hold together."""
    try:
        with read_only(path) as db:
            return list(found(db))
    except UnicodeDecodeError as error:
        raise sqlite3.DatabaseError("what it is made of is no text") from error


def misdeclared(path: Path, schema: str) -> str | None:
    """A column that no table of the schema has, or of a type that none has: its name was damaged, and what asks for the
    right one finds nothing; or its declaration is no text, and what asks for the columns cannot be told them."""
    with (
        read_only(path) as db,
        closing(sqlite3.connect(":memory:")) as right,
    ):
        right.executescript(schema)
        db.text_factory = bytes
        for table in tables(right):
            known = {row[1] for row in right.execute(_info(table))}
            columns = {_text(row[1]): _text(row[2]).upper() for row in db.execute(_info(table))}
            if strange := columns.keys() - known:
                return f"{table} has a column {min(strange)!a}, which is none of its own"
            if other := [name for name, kind in columns.items() if kind not in _TYPES]:
                return f"{table} has a column {other[0]!a} of a type that is none"
    return None


def found(db: sqlite3.Connection) -> Iterator[Unreadable]:
    """Of an open file."""
    db.text_factory = bytes  # read strictly, text that is none would end the table
    try:
        for table in tables(db):
            yield from of_table(db, table)
    finally:
        db.text_factory = str


def of_table(db: sqlite3.Connection, table: str) -> Iterator[Unreadable]:
    """Of one table of a file that gives text as bytes."""
    columns = [(_text(row[1]), _text(row[2]), bool(row[3])) for row in db.execute(_info(table))]
    names = ", ".join(f'"{name}"' for name, _, _ in columns)
    for row, *values in db.execute(f'SELECT rowid, {names} FROM "{table}"').fetchall():
        for (name, kind, must), value in zip(columns, values, strict=True):
            if not _readable(name, kind.upper(), value, must=must):
                yield Unreadable(table=table, column=name, row=row, must=must)


def tables(db: sqlite3.Connection) -> list[str]:
    """The ordinary tables: not those that FTS5 is made of."""
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    told = [(_text(name), _text(sql).upper()) for name, sql in rows]
    virtual = [name for name, sql in told if sql.startswith("CREATE VIRTUAL")]
    return [n for n, _ in told if not any(n == v or n.startswith(f"{v}_") for v in virtual)]


def settled(db: sqlite3.Connection, *, drop: bool = False) -> None:
    """Puts what stands for nothing in the place of such values, or deletes their rows: all with `drop`, else those of
    which nothing is left without the value."""
    for bad in list(found(db)):
        instead = None if not bad.must else _NOTHING.get(bad.column, _LONG_AGO if bad.column in _MOMENTS else None)
        if drop or (bad.must and instead is None):
            db.execute(f'DELETE FROM "{bad.table}" WHERE rowid = ?', (bad.row,))
        else:
            db.execute(f'UPDATE "{bad.table}" SET "{bad.column}" = ? WHERE rowid = ?', (instead, bad.row))


def _text(value: str | bytes) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def _info(table: str) -> str:
    return f'PRAGMA table_info("{table}")'


def _readable(name: str, kind: str, value: Any, *, must: bool) -> bool:
    if value is None:
        return not must
    try:
        if kind == "TEXT":
            value = value.decode() if isinstance(value, bytes) else value
        if not isinstance(value, _TYPES.get(kind, (object,))):
            return False
        if name in _MOMENTS:
            datetime.fromisoformat(str(value))
        elif name in _JSON:
            json.loads(str(value))
        elif value not in _CHOICES.get(name, (value,)):
            return False
    except (ValueError, TypeError, RecursionError):
        return False
    return True
