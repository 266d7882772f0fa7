"""Several libraries in one data folder, each a folder of its own with its documents, conversations and preferences.

The library that has no name is the data folder itself, and is there always. The others lie in `libraries/`, in folders
whose names are made from theirs: letters of any script make a folder that every file system takes.
"""

import hashlib
import json
import os
import re
import unicodedata
from pathlib import Path

from index.errors import LibraryError

FOLDER = "libraries"
MAIN = "main"
"""What the library without a name is called where it stands beside others."""
_NAME = "library.json"
_LONGEST = 80
_JOINERS = {0x200C: None, 0x200D: None}
"""Characters that Persian and the scripts of India are written with. They cannot be seen and tell no names apart."""


def cleaned(name: str) -> str:
    """The name as it is kept; empty for the library without one. Raises LibraryError for one that cannot be."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if len(name) > _LONGEST:
        raise LibraryError(name[:_LONGEST], "is too long for a library's name", f"{_LONGEST} characters are the most.")
    # Controls, marks that turn the direction of writing, and lone surrogates: what is shown would not be what it is.
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") for c in name.translate(_JOINERS)):
        raise LibraryError(ascii(name), "holds characters that cannot be seen", "Write the name with letters.")
    if name and not any(c.isalnum() for c in name):
        raise LibraryError(name, "has no letter or digit", "Give it a name that can be told from others.")
    return "" if key(name) == MAIN else name


def folder(root: Path, name: str) -> Path:
    """Where the library of that name lies, or would lie. Names that differ in case or width alone are one."""
    name = cleaned(name)
    if not name:
        return root
    known = key(name)
    readable = re.sub(r"[^a-z0-9]+", "-", known).strip("-")[:40]
    digest = hashlib.sha256(known.encode()).hexdigest()[:12]
    return root / FOLDER / (f"{readable}-{digest}" if readable else digest)


def root_of(data: Path) -> Path:
    """The data folder of a library's folder."""
    return data.parent.parent if data.parent.name == FOLDER and (data / _NAME).exists() else data


def names(root: Path) -> list[str]:
    """All libraries: first the one without a name, as an empty string, then the others in their order."""
    found = (_kept(path) for path in (root / FOLDER).glob(f"*/{_NAME}"))
    return ["", *sorted((name for name in found if name), key=key)]


def exists(root: Path, name: str) -> bool:
    return not cleaned(name) or (folder(root, name) / _NAME).exists()


def make(root: Path, name: str) -> str:
    """Makes an empty library; its name as it is kept. Raises LibraryError where it is there already."""
    name = cleaned(name)
    if exists(root, name):
        raise LibraryError(name or MAIN, "is there already", "Choose another name, or use it.")
    path = folder(root, name)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_name(path, name)
    except OSError as error:
        raise LibraryError(
            name, f"cannot be made ({error.strerror})", "Check who owns the data folder, and whether its disk is full."
        ) from error
    return name


def write_name(path: Path, name: str) -> None:
    """Writes down that the folder is the library of that name, in one step."""
    partial = path / f"{_NAME}.part"
    partial.write_text(json.dumps({"name": name}, ensure_ascii=False), encoding="utf-8")
    os.replace(partial, path / _NAME)


def named_by(path: Path) -> str | None:
    """The name that stands in a folder, whether or not the folder is the one of that name; None where there is none."""
    try:
        return cleaned(str(json.loads((path / _NAME).read_text(encoding="utf-8"))["name"]))
    except (OSError, ValueError, KeyError, TypeError, LibraryError):
        return None


def found(root: Path, name: str) -> tuple[str, Path]:
    """The name as it is kept and the folder of a library that is there. Raises LibraryError for any other."""
    if not exists(root, name):
        there = ", ".join(other or MAIN for other in names(root))
        raise LibraryError(
            name, f"is no library of {root}; there are: {there}", "Make it with `python -m index libraries --add NAME`."
        )
    path = folder(root, name)
    return (_kept(path / _NAME) if path != root else ""), path


def _kept(path: Path) -> str:
    """The name in a library's file; empty where it is damaged or stands for another folder."""
    name = named_by(path.parent)
    return name if name and folder(path.parents[2], name) == path.parent else ""


def key(name: str) -> str:
    """What two ways to write one name have in common."""
    return unicodedata.normalize("NFKC", name.translate(_JOINERS)).casefold()
