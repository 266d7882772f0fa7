"""A whole library as one file, made while the app goes on: what the data folder keeps, with a digest for each part.

It is a ZIP archive. What can be made anew of the rest, such as Chroma's files, is not in it. `index.care.restore` reads
it.
"""

import hashlib
import json
import os
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import BaseModel, ConfigDict, Field

from index.database import Database
from index.engines.sqlite import read_only
from index.errors import BackupError
from index.library import CATALOG

FORMAT = 1
"""Raised when an older Dossier could take something of a backup for what it is not."""

SUFFIX = ".dossier"
MANIFEST = "manifest.json"

_FOLDERS = ("files", "suites", "runs", "preferences")
_FILES = re.compile(r"(?:catalog|conversations)\.sqlite|preferences\.json|\.sample")
"""Not more: keys and what else belongs to the installation are no part of a library."""
_BLOCK = 1024 * 1024


class Part(BaseModel):
    """A file of the archive."""

    model_config = ConfigDict(frozen=True)

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=0)


class Manifest(BaseModel):
    """What a backup says of itself. `built_with` are the settings of the vectors, `parts` everything by its path."""

    model_config = ConfigDict(frozen=True)

    dossier_backup: int = FORMAT
    made: datetime
    documents: int = Field(ge=0)
    built_with: str | None
    parts: dict[str, Part]


def backup(data: Path, target: Path) -> Manifest:
    """Writes the library of the data folder into the file `target`, whole or not at all.

    Raises BackupError where there is no library, where it is damaged, where `target` exists or cannot be written.
    """
    if not (data / CATALOG).exists():
        raise BackupError(str(data), "there is no library in it", "Add documents first, or set DOSSIER_DATA.")
    if target.exists():
        raise BackupError(str(target), "it exists", "Name a new file, or take the old one away.")
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as room:
            manifest = _written(data, part, Path(room))
        os.replace(part, target)
    except OSError as error:
        remedy = "Choose a folder that can be written and has room for it."
        raise BackupError(str(target), f"it cannot be written ({error.strerror})", remedy) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def check_in_files(catalog: Database) -> None:
    """Raises BackupError where the library is in a database: what the data folder holds is then not the whole."""
    if not catalog.in_file:
        raise BackupError(
            "the library", "it is in PostgreSQL, of which a backup file holds nothing",
            "Use pg_dump, or copy it into a folder with `python -m index move --to FOLDER` and back that up.",
        )  # fmt: skip


def belongs(name: str) -> bool:
    """Whether a path, relative to the data folder, is one that a backup holds."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or str(path) != name:
        return False
    if len(path.parts) == 1:
        return bool(_FILES.fullmatch(name))
    return path.parts[0] in _FOLDERS


def _written(data: Path, target: Path, room: Path) -> Manifest:
    parts: dict[str, Part] = {}
    documents, built_with = 0, None
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        os.chmod(target, 0o600)
        for name in _names(data):
            path = data / name
            if path.suffix == ".sqlite":
                path = room / name
                _snapshot(data / name, path)
            try:
                with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as sink:
                    parts[name] = _copied(source, sink)
            except FileNotFoundError:  # the original of a document that was removed a moment ago
                continue
            if name == CATALOG:
                documents, built_with = _told(path)
        manifest = Manifest(made=datetime.now(UTC), documents=documents, built_with=built_with, parts=parts)
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _names(data: Path) -> Iterator[str]:
    """The databases first: what files they speak of is then still there, or known to be gone."""
    names = [path.name for path in data.iterdir() if path.is_file() and belongs(path.name)]
    yield from sorted(names, key=lambda name: (not name.endswith(".sqlite"), name))
    for folder in _FOLDERS:
        yield from sorted(p.relative_to(data).as_posix() for p in (data / folder).rglob("*") if p.is_file())


def _snapshot(path: Path, target: Path) -> None:
    """A copy of a database as it is at one moment, whoever is writing to it."""
    try:
        with (
            read_only(path, timeout=30) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        sound(target)
    except sqlite3.DatabaseError as error:
        remedy = "Run `python -m index doctor`, which names what is damaged and mends it."
        cause = f"no copy of it can be made ({str(error).splitlines()[-1]})"
        raise BackupError(str(path), cause, remedy) from error


def sound(path: Path) -> None:
    """Raises sqlite3.DatabaseError for a database whose pages do not hold together."""
    with read_only(path) as db:
        said = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    if said != "ok":
        raise sqlite3.DatabaseError(said)


def _told(catalog: Path) -> tuple[int, str | None]:
    with closing(sqlite3.connect(catalog)) as db:
        documents = db.execute("SELECT count(*) FROM documents WHERE state = 'ready'").fetchone()[0]
        row = db.execute("SELECT value FROM meta WHERE key = 'built_with'").fetchone()
    return int(documents), None if row is None else str(row[0])


def _copied(source: IO[bytes], sink: IO[bytes]) -> Part:
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        digest.update(block)
        size += len(block)
        sink.write(block)
    return Part(sha256=digest.hexdigest(), size=size)


def manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises BackupError for a file that is none, is damaged or of a newer Dossier."""
    try:
        with zipfile.ZipFile(file) as archive:
            found = json.loads(archive.read(MANIFEST))
    except OSError as error:
        raise BackupError(str(file), f"it cannot be read ({error.strerror})", "Check the path.") from error
    except (zipfile.BadZipFile, KeyError, ValueError, RecursionError, NotImplementedError, EOFError) as error:
        remedy = "Give a file that `python -m index backup` made, as it was made."
        raise BackupError(str(file), "it is no backup of a library, or not whole", remedy) from error
    version = found.get("dossier_backup") if isinstance(found, dict) else None
    if isinstance(version, int) and version > FORMAT:
        raise BackupError(str(file), "it is of a later version of Dossier", "Restore it with that version.")
    try:
        told = Manifest.model_validate(found)
    except ValueError as error:
        raise damaged(file, "what it says of itself cannot be read") from error
    if CATALOG not in told.parts or not all(map(belongs, told.parts)):
        raise damaged(file, "it lacks what a library has, or names what none has")
    return told


def damaged(file: Path, cause: str) -> BackupError:
    return BackupError(str(file), f"it is damaged: {cause}", "Take another copy of it. Nothing was changed here.")
