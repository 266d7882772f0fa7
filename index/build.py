"""Files → library. Idempotent by content, resumable after a kill at any point, one process at a time.

What is done to one document is `index.commit`'s; here it is decided which come, change and go.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import chain, count
from pathlib import Path, PurePath
from typing import Any

from index import originals
from index.commit import alone, describe, tidy, write
from index.contextual import Prepared
from index.date import entered
from index.disk import digest, vanished
from index.errors import DocumentError, IndexingError
from index.formats import SEPARATOR
from index.library import Library
from index.load import find
from index.parts import Holder, Item, Passed, file_of
from index.progress import OnProgress, Progress, Report, Stop, plus
from index.reading import Reader, Source, read_ahead, read_items
from index.source import one_line
from index.types import Document


def add(
    paths: Iterable[Path], library: Library, on_progress: OnProgress = lambda _: None, read: Reader = read_ahead
) -> Report:
    """Adds files and folders. What a folder held earlier and no longer holds is removed.

    A file that cannot be used becomes one of `errors`; the others go on. A file that fails now but was read
    before keeps its stored version. `read` is who reads the files.
    """
    roots = [Path(os.path.abspath(p.expanduser())) for p in paths]  # without "..": one file, one path
    errors: list[DocumentError] = []
    passed: list[str] = []
    files = list(find(roots, errors.append, passed.append))
    with alone(library, on_progress):
        known, holders = library.catalog.files(), library.catalog.holders()
        digests = holders | {path: sha256 for path, (sha256, _) in known.items()}
        unchanged = [p for p in files if digest(p) == digests.get(str(p), "")]
        new = sorted(set(files) - set(unchanged))
        report = _add([(str(p), p) for p in new], library, on_progress, read)
        removed = _remove([p for p in (*known, *holders) if vanished(Path(file_of(p)), roots)], library)
    return replace(
        report,
        unchanged=(*map(str, unchanged), *report.unchanged),
        removed=(*report.removed, *(p for p in removed if p not in holders)),
        passed=(*passed, *report.passed),
        errors=(*errors, *report.errors),
    )


def add_uploads(
    uploads: Sequence[tuple[str, bytes]], library: Library, on_progress: OnProgress = lambda _: None
) -> Report:
    """Adds (name, bytes) pairs as they come from a browser. The name stands for the path.

    Of different uploads with one name, the second is called "name (2).txt", and so on.
    """
    with alone(library, on_progress):
        for name, data in uploads:
            originals.keep(name, data, library.data)
        try:
            return _add(list(_numbered(uploads)), library, on_progress)
        finally:
            _sweep(library)


def add_documents(documents: Sequence[Document], library: Library, on_progress: OnProgress = lambda _: None) -> Report:
    """Adds documents that are in memory already."""
    with alone(library, on_progress):
        return _add([(d.path, d) for d in documents], library, on_progress)


def add_items(name: str, items: Iterable[Item], library: Library) -> Report:
    """Adds what was read elsewhere of one file, or of one page of the web, by the name under which it is known."""
    with alone(library):
        tidy(library)
        return reduce(plus, _file(name, items, library), Report())


def remove(names: Iterable[str], library: Library, on_progress: OnProgress = lambda _: None) -> tuple[str, ...]:
    """Takes out files (by path) or whole documents (by id); returns those names that stood for something."""
    with alone(library, on_progress):
        removed = _remove(names, library)
        _sweep(library)
        return removed


def edit(
    document_id: str,
    library: Library,
    *,
    title: str | None = None,
    source: str | None = None,
    author: str | None = None,
    published: str | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Document:
    """Corrects what is known of a document's origin; embeds it anew where title or date change, which are embedded too.

    None leaves a field, an empty string clears it. Holds until the file itself changes. Raises IndexingError for an
    unknown document, an empty title or a date that is none.
    """
    given = {"title": title, "source": source, "author": author}
    changes: dict[str, Any] = {name: one_line(value) for name, value in given.items() if value is not None}
    if published is not None:
        changes["published"] = entered(published)
    if "title" in changes and changes["title"] is None:
        raise IndexingError("the title", "it is empty", "Give the name under which answers should cite the document.")
    with alone(library, on_progress):
        tidy(library)
        stored = library.catalog.document(document_id)
        if stored is None:
            raise IndexingError(document_id, "it is not in the library", "`python -m index list` shows what is.")
        edited = replace(stored, **changes)
        if (edited.title, edited.published) != (stored.title, stored.published):
            write(edited, library, known=True, edited=True)
        elif edited != stored:
            describe(edited, library)
        return edited


def _numbered(uploads: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    taken: dict[str, bytes] = {}
    for name, data in uploads:
        suffix = PurePath(name).suffix
        numbers = (f"{name.removesuffix(suffix)} ({number}){suffix}" for number in count(2))
        free = next(n for n in chain([name], numbers) if taken.get(n, data) == data)
        taken[free] = data
        yield free, data


def _add(
    sources: Sequence[tuple[str, Source]], library: Library, on_progress: OnProgress, read: Reader = read_ahead
) -> Report:
    tidy(library)
    report = Report()
    with read(sources) as files:
        for done, (name, items) in enumerate(files):
            try:
                on_progress(Progress(done=done, total=len(sources), name=name, chunks=report.chunks))
            except Stop:
                return replace(report, left=tuple(name for name, _ in sources[done:]))
            for step in _file(name, items, library):
                report = plus(report, step)
    on_progress(Progress(done=len(sources), total=len(sources), name="", chunks=report.chunks))
    return report


def _file(name: str, items: Iterable[Item | Prepared], library: Library) -> Iterator[Report]:
    """Brings in what a file holds, and takes out what it no longer holds; of what fails now, the old version stays.

    The file's own document, or the note that it holds others, comes last: an interruption before it leaves the file
    to be read again.
    """
    held: set[str] = set()
    failed: set[str] = set()
    for item in items:
        if isinstance(item, Document | Prepared):
            document = item if isinstance(item, Document) else item.document
            held.add(document.path)
            yield replace(_put(document, item, library), losses=tuple((document.path, x) for x in document.losses))
        elif isinstance(item, Holder):
            library.catalog.hold(item.path, item.sha256)
        elif isinstance(item, Passed):
            failed.add(item.path)
            yield Report(passed=() if item.said else (item.path,))
        else:
            failed.add(item.subject)
            yield Report(errors=(item,))
    if name in failed:
        return
    stored = [*library.catalog.parts(name), *([name] if library.catalog.file(name) else [])]
    gone = [p for p in stored if p not in held and not _within(p, failed) and not os.path.lexists(p)]
    if gone:
        yield Report(removed=_remove(gone, library))


def _within(path: str, files: set[str]) -> bool:
    """Is it one of the files, or in one of them?"""
    steps = path.split(SEPARATOR)
    return any(SEPARATOR.join(steps[:number]) in files for number in range(1, len(steps) + 1))


def _put(document: Document, item: Document | Prepared, library: Library) -> Report:
    """Brings one document in, as it is or prepared. Any interruption leaves it either out or in, never half."""
    known = library.catalog.file(document.path)
    if known == (document.sha256, document.id):
        return Report(unchanged=(document.path,))
    held = library.catalog.document(known[1]) if known else None
    report = _stored(document, item, library, known=known is not None)
    if held is None or held.id == document.id or _reread(held.id, library):
        return report
    return replace(report, displaced=((document.path, held.title),))


def _stored(document: Document, item: Document | Prepared, library: Library, *, known: bool) -> Report:
    stored = library.catalog.document(document.id)
    if stored is not None and stored.path != document.path:
        library.catalog.point(document.path, document.sha256, document.id)
        tidy(library)
        return Report(duplicates=((document.path, stored.title),))
    chunks = write(item, library, known=stored is not None)
    tidy(library)
    paths = (document.path,)
    return Report(replaced=paths, chunks=chunks) if known else Report(added=paths, chunks=chunks)


def _remove(names: Iterable[str], library: Library) -> tuple[str, ...]:
    """Takes out files, with what is in them, and documents; returns those names that stood for something."""
    files, holders = library.catalog.files(), library.catalog.holders()
    documents = {document_id for _, document_id in files.values()}
    wanted = [n for n in names if n in files or n in documents or n in holders]
    released = {p for n in wanted for p in (n, *library.catalog.parts(n)) if p in files or p in holders}
    library.catalog.release(sorted(released))
    for document_id in (n for n in wanted if n in documents):
        library.catalog.retire(document_id)
    tidy(library)
    for document_id in sorted({files[n][1] for n in released if n in files}):
        _reread(document_id, library)
    return tuple(wanted)


def _sweep(library: Library) -> None:
    """Deletes copies of uploads that no document was read from."""
    originals.sweep({sha256 for sha256, _ in library.catalog.files().values()}, library.data)


def _reread(document_id: str, library: Library) -> bool:
    """Lets a document that lost a file say what its remaining one states, unless edited; False if none remains."""
    stored = library.catalog.document(document_id)
    if stored is None:
        return False
    path = Path(stored.path)
    if path.is_absolute() and digest(path) == stored.sha256 and not library.catalog.edited(document_id):
        said = next((item for item in read_items(path) if isinstance(item, Document) and item.id == stored.id), None)
        if said is not None and said.path == stored.path and said != stored:
            write(said, library, known=True)
    return True
