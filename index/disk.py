"""What the disk says of a file: what it holds, and whether it is gone."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path


def digest(path: Path) -> str | None:
    """The sha256 of the file's bytes; None if it cannot be read."""
    try:
        if not path.is_file():
            return None  # Reading a pipe would not end.
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None  # `load` will say what is wrong with it.


def vanished(path: Path, roots: Sequence[Path]) -> bool:
    """Only a folder that still stands can tell that a file of it is gone: a drive may just be away."""
    return any(root in path.parents and os.path.isdir(root) for root in roots) and _gone(path)


def _gone(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False  # It may well be there, behind a closed door.
    return False
