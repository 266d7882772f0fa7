"""The bed that systems are tested on: a library of a set's documents, built once and kept by content."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from evals.bench.read import CorpusRow
from evals.bench.rows import code_version, digest
from evals.bench.vectors import RememberedEmbeddings
from evals.errors import BenchError
from evals.progress import Progress
from index import build, date
from index.clean import clean, text_id
from index.database import with_schema
from index.library import Library, open_library
from index.types import Document
from rag.settings import Settings

MadeWith = ("index/chunk.py", "index/sentence.py", "index/clean.py", "index/repeats.py", "index/schema.sql",
            "evals/bench/bed.py")  # fmt: skip
"""An index made by other code than this is made anew; its embeddings are remembered by text."""


@dataclass(frozen=True, kw_only=True)
class Bed:
    """`ids` leads from a set's document ids to ours; equal texts share one. `corpus` names the content."""

    library: Library
    settings: Settings
    ids: Mapping[str, str]
    corpus: str

    def gold(self, names: Sequence[str]) -> frozenset[str]:
        return frozenset(self.ids[name] for name in names if name in self.ids)


@contextmanager
def open_bed(
    name: str,
    rows: Sequence[CorpusRow],
    settings: Settings,
    cache: Path,
    *,
    source: Callable[[CorpusRow], str | None] | None = None,
    read: Callable[[str], str] = clean,
) -> Iterator[Bed]:
    """The library of the rows, built or finished if need be. `source` says who published a row; else its host does.

    `read` makes the text that is indexed; another than `clean` where a set counts in its text as it stands.
    """
    named = as_documents(rows, source, read)
    documents = list({d.id: d for d in named.values()}.values())
    if not documents:
        raise BenchError(f"{name}: no document has text.", hint="Check corpus.jsonl.")
    content = digest(*(f"{d.id} {d.title} {d.source} {d.published}" for d in documents))
    corpus = digest(content, settings.embedding, str(settings.chunk_tokens), code_version(MadeWith))
    database = settings.database_url
    if database:  # beside whatever else is kept there
        corpus = digest(corpus, "postgresql", code_version(("index/engines/tsvector.py", "index/schema.postgres.sql")))
        database = with_schema(database, f"bench_{corpus[:12]}")
    own = settings.model_copy(
        update={
            "data": cache / f"{name}-{corpus[:12]}",
            "chroma_url": None,
            "database": SecretStr(database) if database else None,
        }
    )
    with (
        open_library(
            data=own.data,
            models=own.models,
            embedding=own.embedding,
            chunk_tokens=own.chunk_tokens,
            database=database,
        ) as library,
        closing(RememberedEmbeddings(library.embeddings, cache / "vectors.sqlite")) as embeddings,
    ):
        library = replace(library, embeddings=embeddings)
        _fill(library, documents, name)
        ids = {row: document.id for row, document in named.items()}
        yield Bed(library=library, settings=own, ids=ids, corpus=corpus)


def as_documents(
    rows: Sequence[CorpusRow],
    source: Callable[[CorpusRow], str | None] | None = None,
    read: Callable[[str], str] = clean,
) -> dict[str, Document]:
    """Row id → document, of the rows that have text."""
    named = {row.id: _document(row, source or _host, read) for row in rows}
    return {name: document for name, document in named.items() if document.text}


def _fill(library: Library, documents: Sequence[Document], name: str) -> None:
    if library.catalog.counts()[0] == len(documents):
        return
    progress = Progress(f"index of {name}", len(documents))
    report = build.add_documents(documents, library, lambda p: progress.step() if p.name else None)
    if report.errors:
        raise BenchError(f"{name}: {report.errors[0]}", hint="A document of the set cannot be indexed.")


def _document(row: CorpusRow, source: Callable[[CorpusRow], str | None], read: Callable[[str], str]) -> Document:
    text = read(row.text)
    return Document(
        id=text_id(text),
        text=text,
        title=" ".join(row.title.split()),
        source=source(row),
        published=date.parse(row.date),
        url=row.url,
        path=row.id,
        sha256=hashlib.sha256(row.text.encode()).hexdigest(),
    )


def _host(row: CorpusRow) -> str | None:
    return (urlsplit(row.url).hostname or None) if row.url else None
