"""The ledger of the library, in one SQLite file: documents, chunks, their embeddings and their full text.

It does not know Chroma. Every write method is one transaction; readers in other threads and processes go on (WAL).
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import numpy as np

from index.contextual import Embedded
from index.embed import Vectors, unit
from index.errors import IndexingError
from index.types import Chunk, Document, Filters


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


class Catalog:
    """Opens or makes the catalog at `path`. Safe to share between threads: each has a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db.executescript(files("index").joinpath("schema.sql").read_text(encoding="utf-8"))
            _migrate(self._db)
        except sqlite3.DatabaseError as error:
            raise IndexingError(
                str(path), f"is not a usable catalog ({error})", "Move it away and add the documents again."
            ) from error

    @property
    def _db(self) -> sqlite3.Connection:
        if not hasattr(self._local, "db"):
            db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            self._local.db = db
        return self._local.db  # type: ignore[no-any-return]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._db
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise IndexingError(
                str(self._path), f"cannot be written ({error})", "Close what else uses it, then try again."
            ) from error
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    # What stands in the library

    def document(self, document_id: str) -> Document | None:
        """The ready document of that id. `path` is the first of its files."""
        row = self._db.execute(
            "SELECT d.*, min(f.path) AS path, f.sha256 FROM documents d JOIN files f ON f.document_id = d.id"
            " WHERE d.id = ? AND d.state = 'ready' GROUP BY d.id",
            (document_id,),
        ).fetchone()
        return None if row is None else _document(row)

    def documents(self, *, unfinished: bool = False) -> list[Entry]:
        """Every ready document, newest first, undated ones last; on request with those that come and go."""
        where = "" if unfinished else " WHERE d.state = 'ready'"
        rows = self._db.execute(
            "SELECT d.id, d.title, d.source, d.author, d.published, d.url, d.added,"
            " iif(d.state = 'ready' AND d.id IN (SELECT document_id FROM stale), 'stale', d.state) AS state,"
            " (SELECT count(*) FROM chunks c WHERE c.document_id = d.id) AS chunks,"
            " (SELECT group_concat(f.path, char(10)) FROM files f WHERE f.document_id = d.id) AS paths"
            f" FROM documents d{where} ORDER BY d.published DESC NULLS LAST, d.title"
        ).fetchall()
        return [
            Entry(
                id=r["id"], title=r["title"], source=r["source"], author=r["author"], url=r["url"],
                published=_date(r["published"]), paths=tuple(sorted((r["paths"] or "").split("\n"))),
                chunks=r["chunks"], added=datetime.fromisoformat(r["added"]), state=r["state"],
            )
            for r in rows
        ]  # fmt: skip

    def counts(self) -> tuple[int, int]:
        """How many documents and chunks are ready."""
        row = self._db.execute(
            "SELECT (SELECT count(*) FROM documents WHERE state = 'ready'),"
            " (SELECT count(*) FROM chunks c JOIN documents d ON d.id = c.document_id WHERE d.state = 'ready')"
        ).fetchone()
        return int(row[0]), int(row[1])

    def sources(self) -> list[str]:
        rows = self._db.execute("SELECT DISTINCT source FROM documents WHERE state = 'ready' AND source NOT NULL")
        return sorted(r[0] for r in rows)

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        """The ready chunks among `ids`. What the catalog does not call ready is not there."""
        marks = ",".join("?" * len(ids))
        rows = self._db.execute(
            'SELECT c.id, c.document_id, c.start, c."end", substr(d.text, c.start + 1, c."end" - c.start) AS text'
            f" FROM chunks c JOIN documents d ON d.id = c.document_id WHERE d.state = 'ready' AND c.id IN ({marks})",
            list(ids),
        )
        return {
            r["id"]: Chunk(document_id=r["document_id"], start=r["start"], end=r["end"], text=r["text"]) for r in rows
        }

    def sentence_vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """For each of the chunks a row a sentence, as `index.contextual` makes them, within .01 of the cosine."""
        marks = ",".join("?" * len(ids))
        rows = self._db.execute(
            f"SELECT id, sentences, length(embedding) / 4 AS width FROM chunks WHERE id IN ({marks})", list(ids)
        )
        return {r["id"]: _unpacked(r["sentences"], r["width"]) for r in rows}

    def match(self, expression: str, limit: int, filters: Filters = Filters()) -> list[tuple[str, float]]:
        """Chunk ids and BM25 scores (more is better) for an FTS5 expression, best first.

        SQLite's bm25() uses k1 = 1.2 and b = 0.75 (https://sqlite.org/fts5.html#the_bm25_function). The title
        counts half as much as the text.
        """
        where, values = filter_sql(filters)
        rows = self._db.execute(
            "SELECT c.id, -bm25(passages, 0.5, 1.0) AS score FROM passages"
            " JOIN chunks c ON c.rowid = passages.rowid JOIN documents d ON d.id = c.document_id"
            f" WHERE passages MATCH ? AND d.state = 'ready'{where} ORDER BY score DESC, c.id LIMIT ?",
            [expression, *values, limit],
        )
        return [(r["id"], float(r["score"])) for r in rows]

    def frequency(self, term: str) -> int:
        """In how many chunks the term (a word or a phrase) stands."""
        quoted = '"' + term.replace('"', '""') + '"'
        row = self._db.execute("SELECT count(*) FROM passages WHERE passages MATCH ?", ("text : " + quoted,))
        return int(row.fetchone()[0])

    def matching_documents(self, filters: Filters) -> int:
        """How many ready documents the filters let through."""
        where, values = filter_sql(filters)
        row = self._db.execute(f"SELECT count(*) FROM documents d WHERE d.state = 'ready'{where}", values)
        return int(row.fetchone()[0])

    # The ledger, used by index.build

    def meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def files(self) -> dict[str, tuple[str, str]]:
        """Path → (sha256 of the bytes, document id), of ready documents."""
        rows = self._db.execute(
            "SELECT f.* FROM files f JOIN documents d ON d.id = f.document_id WHERE d.state = 'ready'"
        )
        return {r["path"]: (r["sha256"], r["document_id"]) for r in rows}

    def file(self, path: str) -> tuple[str, str] | None:
        """What `files` says of one path."""
        row = self._db.execute(
            "SELECT f.* FROM files f JOIN documents d ON d.id = f.document_id WHERE f.path = ? AND d.state = 'ready'",
            (path,),
        ).fetchone()
        return None if row is None else (row["sha256"], row["document_id"])

    def unfinished(self) -> list[str]:
        """Documents that an interruption left half added or half removed."""
        rows = self._db.execute("SELECT id FROM documents WHERE state != 'ready' ORDER BY id")
        return [r[0] for r in rows]

    def stale(self) -> list[str]:
        """Ready documents whose replacement was interrupted: Chroma may hold either version."""
        rows = self._db.execute(
            "SELECT d.id FROM documents d JOIN stale s ON s.document_id = d.id WHERE d.state = 'ready' ORDER BY d.id"
        )
        return [r[0] for r in rows]

    def settle(self, document_id: str) -> None:
        """Writes down that Chroma holds the version that stands here."""
        with self._transaction() as db:
            db.execute("DELETE FROM stale WHERE document_id = ?", (document_id,))

    def begin(self, document: Document) -> None:
        """Writes down that the document, or a new version of it, is coming, before anything reaches Chroma."""
        with self._transaction() as db:
            db.execute("INSERT OR IGNORE INTO stale SELECT id FROM documents WHERE id = ?", (document.id,))
            db.execute(
                "INSERT OR IGNORE INTO documents (id, text, title, state, added) VALUES (?, ?, ?, 'pending', ?)",
                (document.id, document.text, document.title, datetime.now(UTC).isoformat(timespec="seconds")),
            )

    def finish(self, document: Document, chunks: Sequence[Chunk], embedded: Embedded) -> None:
        """Makes the document ready, in one step with its file, taking the file's old document out of sight."""
        with self._transaction() as db:
            db.execute(
                "UPDATE documents SET title = ?, source = ?, author = ?, published = ?, url = ?, state = 'ready'"
                " WHERE id = ?",
                (
                    document.title, document.source, document.author,
                    document.published and document.published.isoformat(), document.url, document.id,
                ),
            )  # fmt: skip
            _delete_chunks(db, document.id)
            for chunk, vector, sentences in zip(chunks, embedded.chunks, embedded.sentences, strict=True):
                row = db.execute(
                    'INSERT INTO chunks (id, document_id, start, "end", embedding, sentences)'
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        chunk.id, chunk.document_id, chunk.start, chunk.end,
                        vector.astype("<f4").tobytes(), _packed(sentences),
                    ),
                ).lastrowid  # fmt: skip
                db.execute(
                    "INSERT INTO passages (rowid, title, text) VALUES (?, ?, ?)", (row, document.title, chunk.text)
                )
            db.execute("DELETE FROM stale WHERE document_id = ?", (document.id,))
            _point(db, document.path, document.sha256, document.id)

    def point(self, path: str, sha256: str, document_id: str) -> None:
        """Lets a file stand for a document that is ready already."""
        with self._transaction() as db:
            _point(db, path, sha256, document_id)

    def release(self, paths: Iterable[str]) -> None:
        """Takes files out; documents without a file are out of sight at once and left for `forget`."""
        with self._transaction() as db:
            for path in paths:
                held = _held_by(db, path)
                db.execute("DELETE FROM files WHERE path = ?", (path,))
                _retire(db, held)

    def retire(self, document_id: str) -> None:
        """Takes a document with all its files out of sight, and leaves it for `forget`."""
        with self._transaction() as db:
            db.execute("DELETE FROM files WHERE document_id = ?", (document_id,))
            _retire(db, document_id)

    def forget(self, document_id: str) -> None:
        """Deletes a document that is not in sight, once its chunks are out of Chroma."""
        with self._transaction() as db:
            _delete_chunks(db, document_id)
            db.execute("DELETE FROM stale WHERE document_id = ?", (document_id,))
            db.execute("DELETE FROM documents WHERE id = ? AND state != 'ready'", (document_id,))

    def chunk_ids(self) -> set[str]:
        """The ids of every ready chunk."""
        rows = self._db.execute(
            "SELECT c.id FROM chunks c JOIN documents d ON d.id = c.document_id WHERE d.state = 'ready'"
        )
        return {r[0] for r in rows}

    def embeddings(self, document_id: str) -> tuple[list[str], Vectors]:
        """Chunk ids of a document, in order, and their stored embeddings, a row each."""
        rows = self._db.execute(
            "SELECT id, embedding FROM chunks WHERE document_id = ? ORDER BY start", (document_id,)
        ).fetchall()
        return [r["id"] for r in rows], np.stack([np.frombuffer(r["embedding"], dtype="<f4") for r in rows])

    def close(self) -> None:
        if hasattr(self._local, "db"):
            self._local.db.close()
            del self._local.db


def filter_sql(filters: Filters) -> tuple[str, list[str]]:
    """Conditions on `documents d`, to be put after an existing WHERE."""
    conditions, values = [], list[str]()
    if filters.sources:
        conditions.append(f"d.source IN ({','.join('?' * len(filters.sources))})")
        values += filters.sources
    for bound, operator in ((filters.since, ">="), (filters.until, "<=")):
        if bound is not None:
            undated = " OR d.published IS NULL" if filters.undated else ""
            conditions.append(f"(d.published {operator} ?{undated})")
            values.append(bound.isoformat())
    return "".join(f" AND {c}" for c in conditions), values


def _packed(vectors: Vectors) -> bytes:
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True, initial=0.0), 1e-9)
    return bytes(np.round(vectors / largest * 127).astype(np.int8).tobytes())


def _unpacked(packed: bytes, width: int) -> Vectors:
    return unit(np.frombuffer(packed, dtype=np.int8).reshape(-1, width).astype(np.float32))


def _migrate(db: sqlite3.Connection) -> None:
    """A catalog of format 1 gets its new column; `index.library` asks for its documents to be embedded anew."""
    if "sentences" not in {row["name"] for row in db.execute("PRAGMA table_info(chunks)")}:
        db.execute("ALTER TABLE chunks ADD COLUMN sentences BLOB NOT NULL DEFAULT x''")


def _point(db: sqlite3.Connection, path: str, sha256: str, document_id: str) -> None:
    held = _held_by(db, path)
    db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (path, sha256, document_id))
    _retire(db, held)


def _held_by(db: sqlite3.Connection, path: str) -> str | None:
    """The document that the file stands for."""
    row = db.execute("SELECT document_id FROM files WHERE path = ?", (path,)).fetchone()
    return None if row is None else str(row[0])


def _retire(db: sqlite3.Connection, document_id: str | None) -> None:
    """Takes the document out of sight if no file is left of it."""
    db.execute(
        "UPDATE documents SET state = 'removing' WHERE id = ? AND state = 'ready'"
        " AND NOT EXISTS (SELECT 1 FROM files WHERE document_id = documents.id)",
        (document_id,),
    )


def _delete_chunks(db: sqlite3.Connection, document_id: str) -> None:
    db.execute("DELETE FROM passages WHERE rowid IN (SELECT rowid FROM chunks WHERE document_id = ?)", (document_id,))
    db.execute("DELETE FROM chunks WHERE document_id = ?", (document_id,))


def _date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _document(row: sqlite3.Row) -> Document:
    return Document(
        id=row["id"], text=row["text"], title=row["title"], source=row["source"], author=row["author"],
        published=_date(row["published"]), url=row["url"], path=row["path"], sha256=row["sha256"],
    )  # fmt: skip
