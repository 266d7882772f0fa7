"""A SQLite file whose first page is damaged → a copy in which that page is made anew: the file's head, and the
declarations of its tables.

Without it not a row of a table can be read, however whole the pages are on which they stand. What the page said is
known: the tables are declared by a schema of ours, and a file is made in the order of that.
"""

import shutil
import sqlite3
import struct
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from index.care.values import of_table
from index.engines.sqlite import BROKEN, read_only

_PAGE = 4096
"""Bytes of a page: SQLite's own choice, which no file of ours changes."""
_LEAF = 0x0D
"""The kind of a page of a table that has no further ones below it (sqlite.org/fileformat.html, 1.6)."""


@contextmanager
def redeclared(path: Path, schema: str, lost: Collection[str]) -> Iterator[sqlite3.Connection | None]:
    """The copy, open for reading, without what is still in a journal; None where it cannot be made. It is deleted when
    it is left. Tables in `lost` are looked for where a new file has them, not where this one says that they begin."""
    copy = path.with_name(f"{path.name}.declared")
    try:
        first = _first_page(path, schema, lost)
        if first is None:
            yield None
            return
        shutil.copyfile(path, copy)
        copy.chmod(0o600)
        with copy.open("r+b") as file:
            file.write(first)
        with read_only(copy, isolation_level=None) as db:
            yield db
    finally:
        copy.unlink(missing_ok=True)


def plausible(db: sqlite3.Connection, table: str) -> bool:
    """Whether the table can be read and what it holds fits its declaration: where another one is found in its place,
    hardly a row does."""
    db.text_factory = bytes
    try:
        rows = int(db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
        return 2 * len({bad.row for bad in of_table(db, table)}) <= rows
    except BROKEN:
        return False
    finally:
        db.text_factory = str


def _first_page(path: Path, schema: str, lost: Collection[str]) -> bytes | None:
    pages = path.stat().st_size // _PAGE
    made = path.with_name(f"{path.name}.first")
    made.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(made, isolation_level=None)) as db:
            db.executescript(schema)
            right = {str(name): int(root) for name, root in db.execute("SELECT name, rootpage FROM sqlite_master")}
            db.execute("PRAGMA writable_schema = ON")
            for name, root in _roots(path, right).items():
                if name in lost:
                    continue
                db.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (root, name))
        page = bytearray(made.read_bytes()[:_PAGE])
    finally:
        made.unlink(missing_ok=True)
    if page[100] != _LEAF or not pages:
        return None
    # The number of pages, and no list of free ones, of which nothing is read (sqlite.org/fileformat.html, 1.3).
    struct.pack_into(">III", page, 28, pages, 0, 0)
    page[92:96] = page[24:28]
    return bytes(page)


def _roots(path: Path, right: Mapping[str, int]) -> dict[str, int]:
    """Where the file itself says that its tables and indexes begin, as far as it can be read. One alone whose name is
    none of ours is the one alone that is missing."""
    found: dict[str, int] = {}
    with suppress(*BROKEN, OSError), read_only(path) as db:
        db.text_factory = lambda value: value.decode(errors="replace")
        db.execute("PRAGMA writable_schema = ON")
        for name, root in db.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 1"):
            if isinstance(name, str) and isinstance(root, int):
                found[name] = root
    missing, strange = [*(right.keys() - found.keys())], [*(found.keys() - right.keys())]
    if len(missing) == len(strange) == 1:
        found[missing[0]] = found[strange[0]]
    return {name: root for name, root in found.items() if name in right}
