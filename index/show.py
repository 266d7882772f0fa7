"""What is made of a file, and why: what is known of it and where that stands, what was taken out, and the text."""

import os
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from index import date, source
from index.clean import normalise
from index.load import document, extract, file_bytes
from index.loaders.types import Extract, Stated
from index.marks import without_all_marks
from index.types import Document

LONGEST = 160
"""Characters of a text that was taken out that are shown."""


def shown(path: Path) -> Iterator[str]:
    """The lines of a report on a file. Raises DocumentError if it cannot be read; stores nothing.

    Of a file with others in it (a mail, an archive), the others are named alone.
    """
    data, name = file_bytes(path), os.path.abspath(path)
    found = extract(data, name)
    yield name
    if found.text.strip() or not found.parts:
        yield from _document(found, document(found, data, name), path.name)
    if found.parts:
        yield ""
        yield "files in it:"
        yield from (f"- {part.name}" for part in found.parts)


def _document(found: Extract, read: Document, name: str) -> Iterator[str]:
    where = {
        "title": (read.title, _title_origin(found, read)),
        "source": (read.source, source.source_origin(read.text, stated=found.source)[1]),
        "author": (read.author, source.author_origin(read.text, stated=found.author)[1]),
        "published": (read.published, date.origin(read.text, stated=found.published, name=name)[1]),
        "file made": (read.made, "the file; says nothing of its publication"),
        "address": (read.url, "the file's metadata"),
    }
    for label, (value, place) in where.items():
        yield f"{label}: {value} (from {place})" if value else f"{label}: not stated"
    for loss in read.losses:
        yield f"not read: {loss}"
    if read.places:
        yield f"places: {', '.join(place.label for place in read.places)}"
    yield ""
    removed = [*((each.cause, each.text) for each in found.removed), *_repeats(found, read)]
    yield "taken out:" if removed else "taken out: nothing"
    for cause, text in removed:
        line = " ".join(text.split())
        yield f"- {cause}: {line[:LONGEST]}{'…' if len(line) > LONGEST else ''} ({len(line)} characters)"
    yield ""
    yield f"kept ({len(read.text)} characters):"
    yield ""
    yield read.text


def _title_origin(found: Extract, read: Document) -> str:
    if isinstance(found.title, Stated) and found.title.value:
        return found.title.where
    if found.title:
        return "the file's metadata or its heading"
    return "its opening lines" if read.title in read.text else "the file's name"


def _repeats(found: Extract, read: Document) -> Iterator[tuple[str, str]]:
    """Lines of the loader's text that cleaning left out."""
    before = [line.strip() for line in normalise(without_all_marks(found.text)).split("\n") if line.strip()]
    after = [line.strip() for line in read.text.split("\n") if line.strip()]
    if before == after:
        return
    for kind, start, end, _, _ in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind in ("delete", "replace"):
            yield from (("said twice", line) for line in before[start:end])
