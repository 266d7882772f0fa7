"""Compares catalog and Chroma, and makes Chroma anew from the catalog."""

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np

from index.commit import alone, stored_records
from index.contextual import prepare
from index.embed import Vectors
from index.errors import StoreError
from index.library import UNFINISHED, Library, built_with
from index.server import put_aside
from index.store import Record, Store
from index.types import Chroma

_NEAR = 1e-4
"""Chroma gives what it was given to the last digits: cosine space keeps vectors at length 1, at which they come."""
_MISSES = 0.01
"""Share of the vectors that an index which is whole may not find by themselves: at 100,000, the one in
`index.live_collection` misses .02 of the ten nearest with half the effort."""
_CALL = 500
"""Chunks that Chroma is given or asked for at once: many documents have one or two, and a call costs more than they."""
_LEFTOVER = "leftover"
"""The catalog's note of a collection that is not, or no longer, the live one."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Chunk ids that only one side has, and documents that an interruption left between states."""

    missing_in_chroma: frozenset[str]
    unknown_to_catalog: frozenset[str]
    unfinished: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not (self.missing_in_chroma or self.unknown_to_catalog or self.unfinished)


def verify(library: Library) -> Comparison:
    wanted, held = library.catalog.chunk_ids(), library.store.ids()
    return Comparison(
        missing_in_chroma=frozenset(wanted - held),
        unknown_to_catalog=frozenset(held - wanted),
        unfinished=(*library.catalog.unfinished(), *library.catalog.stale()),
    )


def differing(library: Library) -> int:
    """How many vectors of Chroma are not those of the catalog: a damaged file of vectors finds other passages, and
    says nothing. As long as it takes to read all of them."""

    def differs(held: Vectors, wanted: Vectors) -> bool:
        return held.shape != wanted.shape or not np.allclose(held, wanted, atol=_NEAR)

    differ = 0
    for wanted in _together(_vectors(library)):
        held = library.store.vectors([i for i, _ in wanted])
        differ += sum(i in held and differs(held[i], vector) for i, vector in wanted)
    return differ


def unfound(library: Library) -> int:
    """How many of the stored vectors a search for them does not find, where that is more than an index that finds its
    neighbours nearly always may miss: what is damaged in it may be the ways between the vectors, or where they begin.
    """
    missed = searched = 0
    for some in _together(_vectors(library)):
        nearest = library.store.nearness(np.stack([vector for _, vector in some]))
        missed += sum(not cosine >= 1 - _NEAR for cosine in nearest)
        searched += len(some)
    return missed if missed > _MISSES * searched else 0


def _vectors(library: Library) -> Iterator[tuple[str, Vectors]]:
    """Every ready chunk's id, and its vector as the catalog has it."""
    for entry in library.catalog.documents():
        ids, vectors = library.catalog.embeddings(entry.id)
        yield from zip(ids, vectors, strict=True)


def _together(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while some := list(islice(left, _CALL)):
        yield some


def rebuild(library: Library, name: str = "", chroma_url: Chroma = None, embed: bool = False) -> int:
    """Fills a new collection and makes it the live one, switched in one step; returns its chunks. It gets a name of
    its own, unless `name` gives it one.

    Nothing is embedded again unless `embed`, which cuts and embeds every document with the library's settings.
    Waits for whoever is changing the library, as they wait for this.
    """
    with alone(library):
        # Named only now: two that began together would else fill, and then drop, one collection.
        return _rebuilt(library, name or f"chunks-{time.time_ns() // 1000}", chroma_url, embed)


def _rebuilt(library: Library, name: str, chroma_url: Chroma, embed: bool) -> int:
    if embed:
        library.catalog.set_meta("built_with", UNFINISHED)
    try:
        return _filled(library, name, chroma_url, embed)
    except StoreError:
        if chroma_url:
            raise
    # Chroma's own files are damaged. They hold nothing that the catalog does not have.
    put_aside(library.data, f"chroma.damaged-{name}")
    return _filled(library, name, None, embed)


def _filled(library: Library, name: str, chroma_url: Chroma, embed: bool) -> int:
    _drop_leftover(library, chroma_url)
    library.catalog.set_meta(_LEFTOVER, name)
    fresh = Store(library.data, name, chroma_url)
    for some in _together(_records(library, embed)):
        fresh.add(some)
    library.catalog.set_meta("built_with", built_with(library.embeddings.name, library.chunk_tokens))
    library.catalog.set_meta("collection", name)
    library.catalog.set_meta(_LEFTOVER, library.store.name)
    with suppress(StoreError):  # it is gone, or goes with the next rebuild
        library.store.drop()
    return fresh.count()


def _records(library: Library, embed: bool) -> Iterator[Record]:
    """What Chroma is to hold, document by document, each embedded anew first if `embed`."""
    for entry in library.catalog.documents():
        document = library.catalog.document(entry.id)
        if document is None:
            continue
        if embed:
            made = prepare(document, library.embeddings, library.chunk_tokens)
            library.catalog.finish(document, made.chunks, made.embedded)
        yield from stored_records(document.id, library)


def _drop_leftover(library: Library, chroma_url: Chroma) -> None:
    """Deletes the collection that an interrupted rebuild left half filled, or did not come to delete."""
    left = library.catalog.meta(_LEFTOVER)
    if left and left != library.catalog.meta("collection"):
        with suppress(StoreError):  # of a server whose files were made anew
            Store(library.data, left, chroma_url).drop()
