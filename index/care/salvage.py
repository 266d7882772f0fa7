"""Rows that can still be read of a damaged SQLite file → a new file in its place. The damaged one is kept beside it.

SQLite reads a table page by page and stops at the first that is damaged. Here what lies behind it is asked for row by
row, from both ends and in between. Killed at any moment, it leaves the damaged file or the new one, never neither.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from index.care.declared import plausible, redeclared
from index.care.values import tables
from index.engines.sqlite import BROKEN, read_only

_BETWEEN = 200_000
"""Row numbers that are asked for one by one between what is read from both ends of a table."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Where the damaged file is now, and how many rows of each table the new one has."""

    aside: Path
    rows: dict[str, int]


def salvage(
    path: Path,
    name: str,
    schema: str | None = None,
    without: Sequence[str] = (),
    finish: Callable[[sqlite3.Connection], None] = lambda _: None,
) -> Saved:
    """Makes the file anew with every row that can be read; the damaged one is kept as `name` beside it.

    The tables are those of `schema`, or else those that the file itself still tells of; those in `without` stay empty.
    `finish` is given the new file before it stands.
    """
    fresh = path.with_name(f"{path.name}.saving")
    fresh.unlink(missing_ok=True)
    with (
        read_only(path, isolation_level=None) as damaged,
        closing(sqlite3.connect(fresh, isolation_level=None)) as saved,
    ):
        with suppress(*BROKEN):  # else nothing is read of a file of which one table is misdeclared
            damaged.execute("PRAGMA writable_schema = ON")
        saved.execute("PRAGMA foreign_keys = OFF")
        saved.execute("PRAGMA ignore_check_constraints = ON")  # `finish` sees to it
        saved.executescript(schema or _schema(damaged))
        if not tables(saved):
            raise sqlite3.DatabaseError("nothing can be read of what the file is made of")
        wanted = [table for table in tables(saved) if table not in without]
        unknown = [table for table in wanted if not _declared(damaged, saved, table)]
        lost = [table for table in wanted if table not in unknown and not plausible(damaged, table)]
        if schema and (unknown or lost):
            with redeclared(path, schema, lost) as right:
                for table in (*unknown, *lost):
                    if right and plausible(right, table):
                        _copy(right, saved, table)
        for table in wanted:
            if not _count(saved, table):
                _copy(damaged, saved, table)
        rows = {table: _count(saved, table) for table in wanted}
        finish(saved)
    aside = path.with_name(name)
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            _kept(path.with_name(path.name + suffix), aside.with_name(aside.name + suffix))
    fresh.chmod(0o600)
    fresh.rename(_ready(path))
    take_place(path)
    return Saved(aside=aside, rows=rows)


def take_place(path: Path) -> bool:
    """Puts the new file in the place of the damaged one, also where that was interrupted; False if there is none."""
    if not _ready(path).exists():
        return False
    for suffix in ("-wal", "-shm"):  # they belong to the damaged file, and would spoil the new one
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    _ready(path).replace(path)
    return True


def _ready(path: Path) -> Path:
    """What the new file is called when it is whole, and the damaged one is kept."""
    return path.with_name(f"{path.name}.saved")


def _kept(path: Path, aside: Path) -> None:
    """The file under another name as well, with as little room as the file system allows."""
    aside.unlink(missing_ok=True)
    try:
        os.link(path, aside)
    except FileNotFoundError:
        raise
    except OSError:  # not every file system knows links
        shutil.copy2(path, aside)


def _schema(damaged: sqlite3.Connection) -> str:
    with suppress(*BROKEN):
        found = damaged.execute(
            "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return ";\n".join(sql for (sql,) in found)
    return ""


def _declared(damaged: sqlite3.Connection, saved: sqlite3.Connection, table: str) -> bool:
    """Whether the file still says what the table is made of."""
    with suppress(*BROKEN):
        there = {row[1] for row in damaged.execute(f'PRAGMA table_info("{table}")')}
        return there >= {row[1] for row in saved.execute(f'PRAGMA table_info("{table}")')}
    return False


def _count(saved: sqlite3.Connection, table: str) -> int:
    return int(saved.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _copy(source: sqlite3.Connection, saved: sqlite3.Connection, table: str) -> None:
    """Every row that can be read, of the columns that both know; rows that are there already stay as they are."""
    source.text_factory = lambda value: value.decode(errors="replace")  # of a text, only the damaged letter is lost
    known = [row[1] for row in saved.execute(f'PRAGMA table_info("{table}")')]
    with suppress(*BROKEN):
        there = {row[1] for row in source.execute(f'PRAGMA table_info("{table}")')}
        known = [column for column in known if column in there]
    if not known:
        return
    columns = ", ".join(f'"{column}"' for column in known)
    marks = ", ".join("?" * len(known))
    saved.execute("BEGIN")
    for row in _rows(source, table, columns):
        saved.execute(f'INSERT OR IGNORE INTO "{table}" ({columns}) VALUES ({marks})', row)
    saved.execute("COMMIT")


def _rows(damaged: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[object, ...]]:
    """Those from the beginning up to the damage, those from the end back to it, and those between that are whole."""
    reached = [0, 0]
    for way, order in enumerate(("ASC", "DESC")):
        try:
            for number, *row in damaged.execute(f'SELECT rowid, {columns} FROM "{table}" ORDER BY rowid {order}'):
                reached[way] = number
                yield tuple(row)
            return
        except BROKEN:
            continue
    first, last = reached[0] + 1, reached[1] or reached[0] + _BETWEEN
    for number in range(first, min(last, first + _BETWEEN)):
        with suppress(*BROKEN):
            if row := damaged.execute(f'SELECT {columns} FROM "{table}" WHERE rowid = ?', (number,)).fetchone():
                yield row
