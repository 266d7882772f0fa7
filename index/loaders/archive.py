"""ZIP archives: each member that can be read becomes a document of its own. Nothing is unpacked to a disk."""

import zipfile
from functools import partial
from io import BytesIO
from typing import IO

from index.errors import DocumentError
from index.loaders.types import Extract, Part

MOST_MEMBERS = 20_000


def read_zip(data: bytes, name: str) -> Extract:
    remedy = "Unpack it yourself, and add the folder."
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = [entry for entry in archive.infolist() if not entry.is_dir() and not _hidden(entry.filename)]
    except Exception as error:  # of a damaged archive zipfile raises nearly anything
        raise DocumentError(name, f"it is not a readable ZIP archive ({type(error).__name__})", remedy) from error
    if len(members) > MOST_MEMBERS:
        raise DocumentError(name, f"{len(members)} files are in it, more than {MOST_MEMBERS}", remedy)
    if not members:
        raise DocumentError(name, "nothing is in it", "Check that it was saved completely.")
    parts = [Part(name=_name(entry), open=partial(_open, archive, entry)) for entry in members]
    return Extract(text="", parts=sorted(parts, key=lambda part: part.name))


def _open(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    if entry.flag_bits & 1:
        remedy = "Unpack it with the password, and add the folder."
        raise DocumentError(entry.filename, "it is protected by a password", remedy)
    return archive.open(entry)


def _name(entry: zipfile.ZipInfo) -> str:
    """Old archives hold names in the code page of DOS, many of them UTF-8 that is not marked so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _hidden(path: str) -> bool:
    """As in folders, and what macOS adds."""
    parts = path.replace("\\", "/").split("/")
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)
