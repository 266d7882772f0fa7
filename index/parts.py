"""A file with the files in it → documents: a mail and its attachments, the mails of a mailbox, members of an archive.

A part is called after what it is in: "mail.eml#report.pdf", "archive.zip#papers/a.txt", "all.zip#mail.eml#report.pdf".
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index import load
from index.errors import DocumentError
from index.formats import SEPARATOR, SUFFIXES, suffix_of
from index.loaders.types import Extract, Part
from index.types import Document, Loss

DEEPEST = 4
"""Levels of files in files: a mail in a mailbox with an archive of documents has three."""

MOST = 5_000
"""Parts of a file, those of its parts among them, that are read."""

LARGEST_SUM = 1_000_000_000
"""Bytes that all parts of a file may unpack to."""

LONGEST_NAME = 200
"""Characters of a part's name: file systems take no more either."""

NAMED = 5
"""Parts named in one line of what was not read."""


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A part that is no document, by its path. `said` is True where the document that it came with names it."""

    path: str
    said: bool = False


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A file that is no document itself and all of whose parts were read, with the sha256 of its bytes."""

    path: str
    sha256: str


Item = Document | DocumentError | Passed | Holder


@dataclass(kw_only=True)
class _Budget:
    """What may still be read of one file."""

    parts: int = field(default_factory=lambda: MOST)
    size: int = field(default_factory=lambda: LARGEST_SUM)


def load_all(path: Path) -> Iterator[Item]:
    """Every document of a file: its parts', then its own. Nothing is raised: what fails is an item."""
    try:
        data = load.file_bytes(path)
    except DocumentError as error:
        yield error
        return
    yield from load_all_bytes(data, str(path.absolute()))


def load_all_bytes(data: bytes, name: str) -> Iterator[Item]:
    """The same of an upload called `name`."""
    yield from _file(data, name, (), _Budget())


def file_of(path: str) -> str:
    """The file on the disk that a document came from, by the document's path: for a part, what it is in."""
    at = -1 if os.path.lexists(path) else path.find(SEPARATOR)
    while at >= 0:
        if suffix_of(path[:at]) in SUFFIXES and os.path.isfile(path[:at]):
            return path[:at]
        at = path.find(SEPARATOR, at + 1)
    return path


def _file(data: bytes, name: str, above: tuple[bytes, ...], budget: _Budget) -> Iterator[Item]:
    digest = hashlib.sha256(data).digest()
    if digest in above:
        yield DocumentError(name, "it is the same as the file that it is in", "Nothing is missing.")
        return
    try:
        found = load.extract(data, name)
    except DocumentError as error:
        yield error
        return
    if not found.parts:
        yield _own(found, data, name)
        return
    unread: list[DocumentError | Passed] = []
    for item in _parts(found.parts, name, (*above, digest), budget):
        if isinstance(item, Document | Holder) or (isinstance(item, Passed) and item.said):
            yield item
        else:
            unread.append(item)
    if not found.text:
        yield from unread
        if not any(isinstance(item, DocumentError) for item in unread):
            yield Holder(path=name, sha256=digest.hex())
        return
    own = _own(replace(found, losses=(*found.losses, *_losses(unread, name))), data, name)
    if isinstance(own, Document):
        yield from (Passed(path=_path(item), said=True) for item in unread)
    else:
        yield from unread
    yield own


def _own(found: Extract, data: bytes, name: str) -> Document | DocumentError:
    try:
        return load.document(found, data, name)
    except DocumentError as error:
        return error


def _parts(parts: Sequence[Part], name: str, above: tuple[bytes, ...], budget: _Budget) -> Iterator[Item]:
    taken: set[str] = set()
    for number, part in enumerate(parts, 1):
        path = f"{name}{SEPARATOR}{_name(part.name, number, taken)}"
        if suffix_of(path) not in SUFFIXES:
            yield Passed(path=path)
        elif len(above) > DEEPEST:
            yield DocumentError(path, f"it is a file in a file, {DEEPEST + 1} deep", "Add it by itself.")
        elif budget.parts <= 0:
            cause = f"more than {MOST} files are in it, and those from number {number} on were not read"
            yield DocumentError(name, cause, "Split it, or add the others by themselves.")
            return
        else:
            budget.parts -= 1
            yield from _part(part, path, above, budget)


def _part(part: Part, path: str, above: tuple[bytes, ...], budget: _Budget) -> Iterator[Item]:
    most = min(load.LARGEST, budget.size)
    try:
        with load.understood(path), part.open() as stream:
            data = stream.read(most + 1)  # what an archive says of a size need not be so
        if len(data) > most:
            cause = f"it unpacks to more than the {most / 1e6:.0f} MB that are read"
            raise DocumentError(path, cause, "Unpack it, and add what is in it in smaller pieces.")
    except DocumentError as error:
        yield error
        return
    budget.size -= len(data)
    yield from _file(data, path, above, budget)


def _name(given: str, number: int, taken: set[str]) -> str:
    """A name that stands on one line and that no other part of the file has."""
    line = " ".join("".join(c if c.isprintable() else " " for c in given.replace("\\", "/")).split())
    suffix = suffix_of(line)
    whole = line or f"part {number}"
    short = whole if len(whole) <= LONGEST_NAME else whole[: LONGEST_NAME - len(suffix)] + suffix
    name, count = short, 1
    while name in taken:
        count += 1
        name = f"{short.removesuffix(suffix)} ({count}){suffix}"
    taken.add(name)
    return name


def _losses(unread: Sequence[DocumentError | Passed], name: str) -> Iterator[Loss]:
    """What a document says of the parts that came with it and that nobody could read."""
    for item in unread:
        if isinstance(item, DocumentError):
            subject = item.subject.removeprefix(name + SEPARATOR)
            yield Loss(cause=f"{subject}, which is in it, was not read: {item.cause}", remedy=item.remedy)
    if passed := [item.path.removeprefix(name + SEPARATOR) for item in unread if isinstance(item, Passed)]:
        some = ", ".join(passed[:NAMED]) + (", …" if len(passed) > NAMED else "")
        yield Loss(
            cause=f"{len(passed)} of the files in it {'are' if len(passed) > 1 else 'is'} of no known kind ({some})",
            remedy="Save them in a format that can be read.",
        )


def _path(item: DocumentError | Passed) -> str:
    return item.subject if isinstance(item, DocumentError) else item.path
