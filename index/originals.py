"""Copies of uploaded PDF files, kept in the data folder so that their pages can be shown: files/SHA256.pdf.

A file that came from a disk is shown from where it lies, and only while it is the one that was read.
"""

import hashlib
import os
from collections.abc import Collection
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from index.disk import digest
from index.errors import IndexingError
from index.formats import suffix_of
from index.types import Document

FOLDER = "files"


def keep(name: str, data: bytes, folder: Path) -> None:
    """Keeps an upload in the data folder `folder`, if it is a PDF. Raises IndexingError where it cannot be written."""
    if suffix_of(name) != ".pdf":
        return
    path = _path(hashlib.sha256(data).hexdigest(), folder)
    if path.exists():
        return
    temporary = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise IndexingError(
            name, f"the copy from which its pages are shown cannot be written ({error.strerror})",
            "Check who owns the data folder, and whether its disk is full; then add it again.",
        ) from error  # fmt: skip


def sweep(used: Collection[str], folder: Path) -> None:
    """Deletes the copies of files whose sha256 is not in `used`."""
    for path in (folder / FOLDER).glob("*.p*"):
        if path.stem not in used or path.suffix != ".pdf":
            path.unlink(missing_ok=True)


def original(document: Document, folder: Path) -> Path | None:
    """The PDF file that the document was read from; None for other formats, and where it is gone or has changed."""
    if suffix_of(document.path) != ".pdf":
        return None
    for path in (_path(document.sha256, folder), Path(document.path)):
        if path.is_absolute() and _digest(path, *_marks(path)) == document.sha256:
            return path
    return None


def _marks(path: Path) -> tuple[int, int]:
    """What changes with a file when it is written."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _digest(path: Path, changed: int, size: int) -> str | None:
    """Remembered while the file is not written: a page that shows it is drawn again and again."""
    return digest(path)


def damaged(folder: Path) -> list[Path]:
    """Copies that are not what was uploaded. They are not shown."""
    return [path for path in sorted((folder / FOLDER).glob("*.pdf")) if digest(path) != path.stem]


def _path(sha256: str, folder: Path) -> Path:
    return folder / FOLDER / f"{sha256}.pdf"
