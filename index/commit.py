"""One document into catalog and Chroma, so that both hold it or neither does, whatever interrupts that.

A document is *pending* in the catalog before its chunks go to Chroma and *ready* after; *removing* before they leave
Chroma and gone after. A new version of a ready document (an edit, a file with another title) is *stale* while Chroma
takes it and stands once the catalog has it. `recover` undoes what an interruption left between.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from filelock import Timeout

from index.contextual import Prepared, prepare
from index.embed import Vectors
from index.errors import CatalogError, StoreError
from index.library import Library
from index.progress import OnProgress, Progress
from index.store import Record
from index.types import Chunk, Document


@contextmanager
def alone(library: Library, on_progress: OnProgress = lambda _: None) -> Iterator[None]:
    """Holds the library's lock, so that nobody else changes it."""
    if library.catalog.read_only:
        raise CatalogError(
            str(library.data), "cannot be written", "Check who owns it, and whether its disk is mounted read-only."
        )
    lock = library.catalog.lock(library.data)
    try:
        lock.acquire(timeout=0.2)
    except Timeout:
        on_progress(Progress(done=0, total=0, name="waiting: the library is being changed elsewhere", chunks=0))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def recover(library: Library) -> bool:
    """Finishes removals and takes back additions and edits that were interrupted; False if another is at work,
    or if the library cannot be changed now."""
    if library.catalog.read_only or library.store.trouble:
        return False
    try:
        lock = library.catalog.lock(library.data)
        lock.acquire(timeout=0)
        try:
            tidy(library)
        finally:
            lock.release()
    except (Timeout, StoreError):  # who needs the vectors will meet what is wrong with them, and say it
        return False
    return True


def write(item: Document | Prepared, library: Library, *, known: bool, edited: bool = False) -> int:
    """Cuts and embeds what is not prepared, and stores; returns the number of chunks. The new version stands when the
    catalog has it."""
    made = item if isinstance(item, Prepared) else prepare(item, library.embeddings, library.chunk_tokens)
    document, chunks, embedded = made.document, made.chunks, made.embedded
    library.store.ensure()
    library.catalog.begin(document)
    if known:
        library.store.replace_document(document.id, records(document, chunks, embedded.chunks))
    else:
        library.store.add(records(document, chunks, embedded.chunks))
    library.catalog.finish(document, chunks, embedded, edited=edited)
    return len(chunks)


def describe(document: Document, library: Library) -> None:
    """Stores another origin with the chunks and vectors that there are."""
    ids, vectors = library.catalog.embeddings(document.id)
    chunks = library.catalog.chunks(ids)
    library.store.ensure()
    library.catalog.begin(document)
    library.store.replace_document(document.id, records(document, [chunks[i] for i in ids], vectors))
    library.catalog.describe(document)


def tidy(library: Library) -> None:
    """Undoes what was begun and not finished. To be called with the library's lock."""
    for document_id in library.catalog.unfinished():
        library.store.delete_document(document_id)
        library.catalog.forget(document_id)
    for document_id in library.catalog.stale():
        library.store.replace_document(document_id, stored_records(document_id, library))
        library.catalog.settle(document_id)


def records(document: Document, chunks: Sequence[Chunk], vectors: Vectors) -> list[Record]:
    return [
        Record(id=c.id, document_id=document.id, source=document.source, published=document.published, vector=v)
        for c, v in zip(chunks, vectors, strict=True)
    ]


def stored_records(document_id: str, library: Library) -> list[Record]:
    """What Chroma should hold of a ready document, from the catalog."""
    document = library.catalog.document(document_id)
    if document is None:
        return []
    ids, vectors = library.catalog.embeddings(document_id)
    chunks = library.catalog.chunks(ids)
    return records(document, [chunks[i] for i in ids], vectors)
