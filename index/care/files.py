"""The files of a data folder beside its catalog, looked through one by one."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index import libraries, originals
from index.care.salvage import salvage
from index.care.values import misdeclared, settled, unreadable
from index.conversation_tables import CONVERSATIONS, SCHEMA
from index.engines.sqlite import BROKEN, read_only
from index.key_tables import AUDIT
from index.key_tables import FILE as KEYS
from index.key_tables import SCHEMA as KEY_TABLES


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one check found: `trouble` is None where all is well, `repair` mends it and says what it did."""

    name: str
    trouble: str | None = None
    remedy: str = ""
    repair: Callable[[], str] | None = None


def others(root: Path, data: Path) -> Iterator[Finding]:
    """Those of the library in `data`, and those that it shares with others of the data folder `root`."""
    if (data / CONVERSATIONS).exists():
        yield _database(data / CONVERSATIONS, SCHEMA, lambda: _saved(data / CONVERSATIONS, _answers, SCHEMA))
    if (root / KEYS).exists():
        yield _database(
            root / KEYS, KEY_TABLES, lambda: _saved(root / KEYS, lambda db: settled(db, drop=True), KEY_TABLES)
        )
    if copies := originals.damaged(data):
        yield Finding(
            name="copies of uploads",
            trouble=f"{len(copies)} are not what was uploaded ({copies[0].name}); their pages cannot be shown",
            remedy="Upload the files again. --repair sets the damaged copies aside.",
            repair=lambda: _set_aside(copies),
        )  # fmt: skip
    for path in (*data.glob("preferences.json"), *data.glob("preferences/*.json")):
        if said := _no_json(path):
            yield Finding(
                name=path.name, trouble=f"{path} cannot be read ({said}); the defaults count",
                remedy="--repair sets it aside, and what was chosen is to be chosen anew.",
                repair=lambda path=path: _set_aside([path]),  # type: ignore[misc]
            )  # fmt: skip
    if unread := _unread_lines(root / AUDIT):
        yield Finding(
            name=AUDIT, trouble=f"{unread} lines of {root / AUDIT} cannot be read; what they tell of is not shown",
            remedy="Nothing is changed in it. Take the lines from a copy, or leave them.",
        )  # fmt: skip
    for path in root.glob(f"{libraries.FOLDER}/*/"):
        if libraries.named_by(path) is None:
            yield Finding(
                name=path.name, trouble=f"{path} is a library whose name cannot be read, so that it is not listed",
                remedy='Write its name into library.json there: {"name": "…"}. The folder is called after it.',
            )  # fmt: skip


def file(path: Path, mend: Callable[[], str]) -> Finding:
    """Every page of a SQLite file, its indexes against its tables."""
    try:
        with read_only(path) as db:
            said = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
    except BROKEN as error:
        said = [str(error)]
    if said == ["ok"]:
        return Finding(name=path.name)
    return damaged(path, said[0].splitlines()[0], mend)


def damaged(path: Path, what: str, mend: Callable[[], str]) -> Finding:
    """A SQLite file of which what is whole can be saved."""
    return Finding(
        name=path.name, trouble=f"{path} is damaged ({what})", repair=mend,
        remedy="--repair saves what is whole into a new file; the damaged one is kept.",
    )  # fmt: skip


def _database(path: Path, schema: str, mend: Callable[[], str]) -> Finding:
    """Its pages, then the values that they hold."""
    pages = file(path, mend)
    if pages.trouble:
        return pages
    try:
        where, bad = misdeclared(path, schema), unreadable(path)
    except sqlite3.DatabaseError as error:
        return damaged(path, str(error), mend)
    if not where and not bad:
        return pages
    return damaged(path, where or str(bad[0]), mend)


def _saved(path: Path, finish: Callable[[sqlite3.Connection], None], schema: str | None = None) -> str:
    saved = salvage(path, aside(path), schema, finish=finish)
    return f"{counted(saved.rows)} saved; the damaged file is {saved.aside}"


def _answers(db: sqlite3.Connection) -> None:
    """A question whose answer is not whole stays, as one that failed."""
    settled(db)
    db.execute(
        "UPDATE exchanges SET state = 'failed', failure = ? WHERE answer IS NULL AND failure IS NULL"
        " AND state NOT IN ('answering', 'failed')",
        (json.dumps({"message": "This answer was damaged.", "hint": "Ask the question again."}),),
    )


def _set_aside(damaged: list[Path]) -> str:
    for path in damaged:
        path.rename(path.with_suffix(".damaged"))
    return f"{len(damaged)} set aside"


def _unread_lines(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as lines:
        return sum(not _line(line) for line in lines)


def _line(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _no_json(path: Path) -> str | None:
    try:
        json.loads(path.read_bytes())
    except (ValueError, OSError) as error:
        return str(error)
    return None


def aside(path: Path) -> str:
    """The name under which a damaged file is kept."""
    return f"{path.stem}.damaged-{time.strftime('%Y%m%d-%H%M%S')}{path.suffix}"


def counted(rows: dict[str, int]) -> str:
    return ", ".join(f"{count} rows of {table}" for table, count in rows.items() if count) or "nothing"
