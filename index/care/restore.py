"""A backup → the library of a data folder, also of one that an app has open. Nothing is replaced before all of it was
checked, and what was there is kept in a backup of its own."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
import time
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.care.backup import SUFFIX, Manifest, backup, check_in_files, damaged, manifest, sound
from index.care.verify import rebuild
from index.catalog import Catalog
from index.commit import alone, recover
from index.conversation_tables import CONVERSATIONS, open_conversations
from index.errors import BackupError, IndexingError
from index.library import CATALOG, Library, built_with
from index.progress import OnProgress, Progress
from index.types import Chroma

_BLOCK = 1024 * 1024
_ROOM = 2
"""How many times the size of a backup's parts is needed: unpacked, and in place."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """How many documents there are now, and the file with what was there before, if there was something."""

    documents: int
    aside: Path | None


def restore(
    file: Path, library: Library, *, chroma_url: Chroma = None, on_progress: OnProgress = lambda _: None
) -> Restored:
    """Puts the library of a backup in the place of `library`, and makes Chroma anew from it. Documents are embedded
    again only where the backup was made with other settings than `library`'s.

    Raises BackupError, and changes nothing, for a file that is no backup, is damaged, or has no room.
    """
    check_in_files(library.catalog)
    told = manifest(file)
    _room(file, told, library.data)

    def tell(name: str) -> None:
        on_progress(Progress(done=0, total=0, name=name, chunks=0))

    with tempfile.TemporaryDirectory(dir=library.data, prefix=".restore-") as folder:
        tell("checking the backup")
        staged = Path(folder)
        _unpacked(file, told, staged)
        with alone(library, on_progress):
            tell("keeping what is here")
            aside = _aside(library)
            tell("putting the backup in its place")
            _place(told, staged, library.data)
    recover(library)
    tell("making the index of it")
    embed = told.built_with != built_with(library.embeddings.name, library.chunk_tokens)
    rebuild(library, chroma_url=chroma_url, embed=embed)
    return Restored(documents=library.catalog.counts()[0], aside=aside)


def _room(file: Path, told: Manifest, data: Path) -> None:
    wanted = _ROOM * sum(part.size for part in told.parts.values())
    free = shutil.disk_usage(data).free
    if wanted > free:
        cause = f"it needs {wanted / 1e6:,.0f} MB in {data}, and {free / 1e6:,.0f} are free"
        raise BackupError(str(file), cause, "Make room, and try again. Nothing was changed.")


def _unpacked(file: Path, told: Manifest, staged: Path) -> None:
    """Every part in the folder, each with the digest that the backup says, each database whole."""
    try:
        with zipfile.ZipFile(file) as archive:
            for name, part in told.parts.items():
                target = staged / name
                target.parent.mkdir(parents=True, exist_ok=True)
                digest, left = hashlib.sha256(), part.size
                with archive.open(name) as source, target.open("xb") as sink:
                    while block := source.read(min(_BLOCK, left + 1)):  # one more than is said shows that there is more
                        left -= len(block)
                        if left < 0:
                            break
                        digest.update(block)
                        sink.write(block)
                if left or digest.hexdigest() != part.sha256:
                    raise damaged(file, f"{name} in it is not what was written")
                if target.suffix == ".sqlite":
                    sound(target)
        Catalog(staged / CATALOG).close()  # an older one gets what this version adds, and so do conversations
        if CONVERSATIONS in told.parts:
            open_conversations(staged / CONVERSATIONS)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, sqlite3.DatabaseError, NotImplementedError) as error:
        raise damaged(file, str(error).strip("'")) from error
    except OSError as error:
        remedy = "Make room, and try again. Nothing was changed."
        raise BackupError(str(file), f"it cannot be unpacked ({error.strerror})", remedy) from error


def _aside(library: Library) -> Path | None:
    if not library.catalog.counts()[0]:
        return None
    aside = library.data / f"before-restore-{time.strftime('%Y%m%d-%H%M%S')}{SUFFIX}"
    try:
        backup(library.data, aside)
    except BackupError as error:
        cause = f"what is there cannot be kept: {error.cause}"
        raise BackupError(error.subject, cause, f"{error.remedy} Nothing was changed.") from error
    return aside


def _place(told: Manifest, staged: Path, data: Path) -> None:
    """Files take the place of files; databases are written into those that an app may have open. The catalog comes
    last: an interruption before it leaves a library that can be used, and the backup can be restored again."""
    for name in sorted(told.parts, key=lambda name: (name.endswith(".sqlite"), name == CATALOG)):
        target = data / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not name.endswith(".sqlite"):
            os.replace(staged / name, target)
            continue
        try:
            with (
                closing(sqlite3.connect(staged / name)) as source,
                closing(sqlite3.connect(target, timeout=30)) as live,
            ):
                source.backup(live)
            os.chmod(target, 0o600)
        except sqlite3.DatabaseError as error:
            remedy = "Close what uses it, and restore again. What was there is in the file before-restore-….dossier."
            raise IndexingError(str(target), f"it cannot be replaced ({error})", remedy) from error
