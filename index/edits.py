"""One correction of many documents: source, author, date and tags."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index import build
from index.catalog import Entry
from index.date import entered
from index.errors import DocumentError
from index.library import Library
from index.progress import OnProgress, Progress, Report, Stop
from index.tags import named


def edit_all(
    document_ids: Sequence[str],
    library: Library,
    changes: Mapping[str, Any],
    *,
    add: Collection[str] = (),
    remove: Collection[str] = (),
    on_progress: OnProgress = lambda _: None,
) -> Report:
    """Changes the fields of `build.edit` named in `changes`, puts the tags of `add` on each document and takes those
    of `remove` off.

    Nothing is changed, and IndexingError raised, where a date or a tag is none. A document that has left the library
    meanwhile is one of the report's errors; the others go on.
    """
    entered(changes.get("published", ""))
    for tag in (*add, *remove):
        named(tag)
    if add or remove:
        library.catalog.tag(document_ids, add, remove)
    report = Report()
    for done, document_id in enumerate(document_ids):
        stored = library.catalog.document(document_id)
        if stored is None:
            gone = DocumentError(document_id, "it has left the library", "Nothing has to be done.")
            report = replace(report, errors=(*report.errors, gone))
            continue
        try:
            on_progress(Progress(done=done, total=len(document_ids), name=stored.title, chunks=0))
        except Stop:
            return replace(report, left=tuple(document_ids[done:]))
        if changes:
            build.edit(document_id, library, **changes)
        report = replace(report, replaced=(*report.replaced, stored.path))
    return report


def chosen(names: Sequence[str], library: Library) -> Iterator[tuple[str, list[Entry]]]:
    """Each name with the documents that it stands for: an id, a file, or a folder for all that is in it."""
    entries = library.catalog.documents()
    for name in names:
        path = str(Path(name).expanduser().absolute())
        yield (
            name,
            [e for e in entries if e.id == name or any(p in (name, path) or _inside(p, path) for p in e.paths)],
        )


def _inside(path: str, folder: str) -> bool:
    return path.startswith((f"{folder.rstrip('/')}/", f"{folder}#"))
