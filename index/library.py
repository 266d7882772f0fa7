"""An open library: catalog, vectors and embedding model that belong together."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from index.catalog import Catalog
from index.embed import TokenEmbeddings, open_embeddings
from index.engines.sqlite import damage
from index.errors import CatalogError, MismatchError
from index.in_use import using
from index.settings import IndexSettings
from index.store import Store
from index.types import Chroma

_FORMAT = 2
"""Raised when chunks or what is embedded of them change, so that old and new are never mixed."""

CATALOG = "catalog.sqlite"
"""The file of the catalog in the data folder."""

UNFINISHED = "unfinished"
"""Stands for `built_with` while documents are embedded anew: their vectors may be of two models."""


@dataclass(frozen=True, kw_only=True)
class Library:
    """`data` is its folder, `chunk_tokens` the size of the chunks that it is built with."""

    data: Path
    catalog: Catalog
    store: Store
    embeddings: TokenEmbeddings
    chunk_tokens: int


@contextmanager
def open_library(
    *,
    data: Path,
    models: Path,
    embedding: str,
    chunk_tokens: int,
    chroma_url: Chroma = None,
    database: str | None = None,
    any_settings: bool = False,
) -> Iterator[Library]:
    """Opens the library of a data folder, making an empty one if there is none. Its catalog is a file in the folder, or
    what the URL `database` names.

    Raises MismatchError if it was built with another embedding model or chunk size (unless `any_settings`, for
    building it anew). A library that holds something opens whether or not Chroma can be reached: `store.trouble` then
    says what is wrong, and what needs the vectors raises it.
    """
    with using(data), closing(Catalog(database or data / CATALOG)) as catalog:
        if not any_settings:
            _check(catalog, data, built_with(embedding, chunk_tokens))
        yield Library(
            data=data,
            catalog=catalog,
            store=Store(
                data,
                catalog.meta("collection") or _collection(catalog, shared=bool(chroma_url or database)),
                chroma_url,
                lambda: catalog.meta("collection"),
                filled=lambda: catalog.read_only or catalog.counts()[1] > 0,
            ),
            embeddings=open_embeddings(embedding, models),
            chunk_tokens=chunk_tokens,
        )


def open_library_of(settings: IndexSettings, *, any_settings: bool = False) -> AbstractContextManager[Library]:
    """The library that the settings name, opened as by `open_library`."""
    return open_library(
        data=settings.data, models=settings.models, embedding=settings.embedding, chunk_tokens=settings.chunk_tokens,
        chroma_url=settings.chroma, database=settings.database_url, any_settings=any_settings,
    )  # fmt: skip


def _collection(catalog: Catalog, *, shared: bool) -> str:
    """The name of a library's first collection, one of its own where others may be kept beside it."""
    if not shared or catalog.read_only or catalog.counts()[1]:
        return "chunks"
    return catalog.meta_once("collection", f"dossier-{uuid4().hex}")


def built_with(embedding: str, chunk_tokens: int) -> str:
    """What the vectors of a library depend on, as the catalog keeps it."""
    return json.dumps({"format": _FORMAT, "embedding": embedding, "chunk_tokens": chunk_tokens})


def understood_settings(stored: str) -> dict[str, object]:
    """What `built_with` wrote, by its names; nothing where that is damaged."""
    try:
        found = json.loads(stored)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _check(catalog: Catalog, data: Path, wanted: str) -> None:
    stored = catalog.meta("built_with")
    if stored is None or catalog.counts() == (0, 0):
        if stored != wanted:
            catalog.set_meta("built_with", wanted)
    elif stored == UNFINISHED:
        raise MismatchError(
            f"the index in {data}", "is being embedded anew, or that was interrupted",
            "Wait for it to end, or run `python -m index rebuild --embed` once more.",
        )  # fmt: skip
    elif stored != wanted:
        now, then = json.loads(wanted), understood_settings(stored)
        if then.keys() != now.keys():
            raise CatalogError("the catalog", *damage("what the index was built with cannot be read"), damaged=True)
        differences = [f"{k} {v} (now {now[k]})" for k, v in then.items() if now[k] != v]
        raise MismatchError(
            f"the index in {data}", f"was built with {', '.join(differences)}",
            "Set it back, or run `python -m index rebuild --embed` to embed every document anew.",
        )  # fmt: skip
