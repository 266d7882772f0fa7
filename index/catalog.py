"""What stands in the library, in one database: documents, chunks, their embeddings and their full text.

It does not know Chroma.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from index import stored
from index.embed import Vectors, unit
from index.tags import Tags
from index.types import Chunk, Document, Filters, Loss


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A document as the library lists it, without its text. `paths` are all files that hold it.

    `state` is ready, pending (being added), removing or, where a ready one is being replaced, stale.
    """

    id: str
    title: str
    source: str | None
    author: str | None
    published: date | None
    url: str | None
    paths: tuple[str, ...]
    chunks: int
    added: datetime
    state: str
    losses: tuple[Loss, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What there is of ready documents: how many, of how many sources, the days between which the dated ones were
    published, and when the last one was added (empty where there are none)."""

    documents: int
    sources: int
    first: date | None
    last: date | None
    added: str


class Catalog(Tags):
    """The ledger with everything that can be asked of it."""

    def document(self, document_id: str) -> Document | None:
        """The ready document of that id. `path` is the first of its files."""
        row = self._db.execute(
            "SELECT d.*, f.path, f.sha256 FROM documents d JOIN files f ON f.document_id = d.id"
            " WHERE d.id = ? AND d.state = 'ready' ORDER BY f.path LIMIT 1",
            (document_id,),
        ).fetchone()
        return None if row is None else _document(row)

    def overview(self, filters: Filters = Filters()) -> Overview:
        """Of the documents that the filters let through; a hundredth of what listing them takes."""
        let, values = filter_sql(filters)
        row = self._db.execute(
            "SELECT count(*), count(DISTINCT d.source), min(d.published), max(d.published), max(d.added)"
            f" FROM documents d WHERE d.state = 'ready'{let}",
            values,
        ).fetchone()
        return Overview(
            documents=int(row[0]), sources=int(row[1]), first=stored.day(row[2]), last=stored.day(row[3]),
            added=row[4] or "",
        )  # fmt: skip

    def documents(
        self, *, unfinished: bool = False, filters: Filters = Filters(), most: int | None = None
    ) -> list[Entry]:
        """Every ready document that the filters let through, newest first, undated ones last, or the first `most` of
        them; on request with those that come and go."""
        let, values = filter_sql(filters)
        state = "d.state IS NOT NULL" if unfinished else "d.state = 'ready'"
        found = f"documents d WHERE {state}{let}"
        if most is not None:  # first, so that files and chunks are counted of these alone
            order = "ORDER BY d.published DESC NULLS LAST, d.title, d.id LIMIT ?"
            found, values = f"documents d WHERE d.id IN (SELECT d.id FROM {found} {order})", [*values, most]
        rows = self._db.execute(
            "SELECT d.id, d.title, d.source, d.author, d.published, d.url, d.added, d.losses,"
            " CASE WHEN d.state = 'ready' AND d.id IN (SELECT document_id FROM stale) THEN 'stale' ELSE d.state END"
            " AS state,"
            " (SELECT count(*) FROM chunks c WHERE c.document_id = d.id) AS chunks,"
            " (SELECT json_group_array(f.path) FROM files f WHERE f.document_id = d.id) AS paths"
            f" FROM {found} ORDER BY d.published DESC NULLS LAST, d.title, d.id",
            values,
        ).fetchall()
        tags = self.tags_of()
        return [
            Entry(
                id=r["id"], title=r["title"], source=r["source"], author=r["author"], url=r["url"],
                published=stored.day(r["published"]), paths=tuple(sorted(json.loads(r["paths"]))),
                chunks=r["chunks"], added=stored.moment(r["added"]), state=r["state"],
                losses=stored.losses(r["losses"]), tags=tags.get(r["id"], ()),
            )
            for r in rows
        ]  # fmt: skip

    def counts(self) -> tuple[int, int]:
        """How many documents and chunks are ready: asked of indexes alone, at every question."""
        row = self._db.execute(
            "WITH unready AS (SELECT id FROM documents WHERE state != 'ready')"
            " SELECT (SELECT count(*) FROM documents) - (SELECT count(*) FROM unready),"
            " (SELECT count(*) FROM chunks)"
            " - (SELECT count(*) FROM chunks WHERE document_id IN (SELECT id FROM unready))"
        ).fetchone()
        return int(row[0]), int(row[1])

    def sources(self) -> list[str]:
        return self._distinct("source")

    def authors(self) -> list[str]:
        return self._distinct("author")

    def _distinct(self, column: str) -> list[str]:
        """The values of a column in the ready documents, in order. From one value to the next by the index, for
        DISTINCT would look at every document: a question asks for the authors, each drawing of a page for the sources.
        """
        after = f"SELECT d.{column} FROM documents d WHERE d.state = 'ready' AND d.{column}"
        rows = self._db.execute(
            f"WITH RECURSIVE held (value) AS (SELECT ({after} IS NOT NULL ORDER BY d.{column} LIMIT 1)"
            f" UNION ALL SELECT ({after} > held.value ORDER BY d.{column} LIMIT 1) FROM held"
            " WHERE held.value IS NOT NULL) SELECT value FROM held WHERE value IS NOT NULL"
        )
        return [r[0] for r in rows]

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        """The ready chunks among `ids`. What the catalog does not call ready is not there."""
        # The text by a query of its own: of a join with `state` in it SQLite goes through every ready document, five
        # seconds a question where there are 780,000.
        text = (
            'SELECT substr(d.text, c.start + 1, c."end" - c.start) FROM documents d'
            " WHERE d.id = c.document_id AND d.state = 'ready'"
        )
        rows = self._db.execute(
            f'SELECT c.id, c.document_id, c.start, c."end", ({text}) AS text FROM chunks c'
            f" WHERE c.id IN ({_marks(ids)})",
            list(ids),
        )
        return {
            r["id"]: Chunk(document_id=r["document_id"], start=r["start"], end=r["end"], text=r["text"])
            for r in rows
            if r["text"] is not None
        }

    def sentence_vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """For each of the chunks a row a sentence, as `index.contextual` makes them, within .01 of the cosine."""
        marks = _marks(ids)
        rows = self._db.execute(
            f"SELECT id, sentences, length(embedding) / 4 AS width FROM chunks WHERE id IN ({marks})", list(ids)
        )
        return {r["id"]: _unpacked(r["sentences"], r["width"]) for r in rows}

    def match(
        self, expression: str, limit: int, filters: Filters = Filters(), *, author: str | None = None
    ) -> list[tuple[str, float]]:
        """Chunk ids and BM25 scores (more is better) for an FTS5 expression, best first; of one `author` alone, or all.

        The title counts half as much as the text.
        """
        where, values = filter_sql(filters)
        if author:
            where, values = f"{where} AND d.author = ?", [*values, author]
        return list(self._engine.words.match(self._db, expression, limit, where, values))

    def frequency(self, term: str) -> int:
        """In how many chunks the term (a word or a phrase) stands."""
        return self._engine.words.frequency(self._db, term)

    def matching_documents(self, filters: Filters) -> int:
        """How many ready documents the filters let through."""
        where, values = filter_sql(filters)
        row = self._db.execute(f"SELECT count(*) FROM documents d WHERE d.state = 'ready'{where}", values)
        return int(row.fetchone()[0])

    def within(self, filters: Filters) -> list[str] | None:
        """Ids of the ready documents that have a tag of the filters and are among their documents; None where these
        restrict nothing. Chroma knows neither: it is told which documents are left."""
        restricted = Filters(tags=filters.tags, documents=filters.documents)
        if not restricted:
            return None
        where, values = filter_sql(restricted)
        rows = self._db.execute(f"SELECT d.id FROM documents d WHERE d.state = 'ready'{where} ORDER BY d.id", values)
        return [r["id"] for r in rows]

    def embeddings(self, document_id: str) -> tuple[list[str], Vectors]:
        """Chunk ids of a document, in order, and their stored embeddings, a row each."""
        rows = self._db.execute(
            "SELECT id, embedding FROM chunks WHERE document_id = ? ORDER BY start", (document_id,)
        ).fetchall()
        return [r["id"] for r in rows], stored.vectors([r["embedding"] for r in rows])


def filter_sql(filters: Filters) -> tuple[str, list[Any]]:
    """Conditions on `documents d`, to be put after an existing WHERE."""
    conditions, values = [], list[Any]()
    if filters.sources:
        conditions.append(f"d.source IN ({_marks(filters.sources)})")
        values += filters.sources
    if filters.tags:
        marks = _marks(filters.tags)
        conditions.append(f"d.id IN (SELECT document_id FROM tags WHERE tag IN ({marks}))")
        values += filters.tags
    if filters.documents:
        conditions.append(f"d.id IN ({_marks(filters.documents)})")
        values += filters.documents
    if not filters.undated:
        conditions.append("d.published IS NOT NULL")
    for bound, operator in ((filters.since, ">="), (filters.until, "<=")):
        if bound is not None:
            conditions.append(f"(d.published {operator} ? OR d.published IS NULL)")
            values.append(bound.isoformat())
    return "".join(f" AND {c}" for c in conditions), values


def _marks(values: Sequence[str]) -> str:
    """For what stands in a list; PostgreSQL knows no empty one."""
    return ",".join("?" * len(values)) or "NULL"


def _unpacked(packed: bytes, width: int) -> Vectors:
    return unit(stored.sentence_vectors(packed, width))


def _document(row: Any) -> Document:
    return Document(
        id=row["id"], text=row["text"], title=row["title"], source=row["source"], author=row["author"],
        published=stored.day(row["published"]), url=row["url"], path=row["path"], sha256=row["sha256"],
        made=stored.day(row["made"]), places=stored.places(row["places"]), losses=stored.losses(row["losses"]),
    )  # fmt: skip
