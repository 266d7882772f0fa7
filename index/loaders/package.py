"""ZIP packages that are one document: Office Open XML, OpenDocument, EPUB. Opened with limits; nothing is written."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from index.errors import DocumentError

LARGEST = 500_000_000
"""Bytes that a package may unpack to: a small file can hold any number of zeros."""

LARGEST_MEMBER = 200_000_000
"""Bytes of one member that is read."""

MOST_MEMBERS = 20_000

_OLD = b"\xd0\xcf\x11\xe0"
"""How the binary formats before 2007 begin, and encrypted ones of today."""


def opened(data: bytes, name: str, kind: str) -> zipfile.ZipFile:
    """The package in `data`. `kind` says what the file ought to be: "Excel workbook"."""
    if data.startswith(_OLD):
        raise DocumentError(name, f"it is an old or a password-protected {kind}", "Save it anew without a password.")
    try:
        package = zipfile.ZipFile(BytesIO(data))
        members = package.infolist()
    except Exception as error:  # of a damaged archive zipfile raises nearly anything
        remedy = "Open it in the program that made it and save it anew."
        raise DocumentError(name, f"it is not a readable {kind} ({type(error).__name__})", remedy) from error
    if sum(entry.file_size for entry in members) > LARGEST or len(members) > MOST_MEMBERS:
        raise DocumentError(name, f"it unpacks to more than {LARGEST / 1e6:.0f} MB", "Split it into smaller files.")
    return package


def member(package: zipfile.ZipFile, path: str) -> bytes:
    """What a member holds, b"" if there is none; never more than LARGEST_MEMBER, whatever the package says of it."""
    try:
        with package.open(path) as stream:
            data = stream.read(LARGEST_MEMBER + 1)
    except KeyError:
        return b""
    if len(data) > LARGEST_MEMBER:
        cause = f"{path} in it unpacks to more than {LARGEST_MEMBER / 1e6:.0f} MB"
        raise DocumentError(package.filename or "", cause, "Split it into smaller files.")
    return data


def tree(data: bytes) -> Any:
    """XML without entities, networks or endless depth; what is damaged is read as far as it goes. None for nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    return etree.fromstring(data, parser) if data.strip() else None


def text_of(root: Any, path: str, namespaces: dict[str, str]) -> str:
    """The text of the first element that is found; "" for none."""
    found: Sequence[Any] = [] if root is None else root.xpath(path, namespaces=namespaces)
    return " ".join("".join(found[0].itertext()).split()) if found else ""
