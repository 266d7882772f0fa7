"""What `index.build` writes down: files, documents and their states. Every method that writes is one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime

import numpy as np

from index.contextual import Embedded
from index.database import Database
from index.embed import Vectors
from index.engines.session import Session
from index.raised import without_notes
from index.stored import LOSSES, PLACES
from index.types import Address, Chunk, Document

_TOGETHER = 100
"""Chunks a statement: the way to a server counts more than what it does."""

_ADDRESS = tuple(field.name for field in fields(Address))


class Ledger(Database):
    """A document is pending, ready or removing; only ready ones are in sight."""

    def meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        with self._transaction() as db:
            db.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
            )

    def meta_once(self, key: str, value: str) -> str:
        """What stands there already, or else the value, which then does."""
        with self._transaction() as db:
            db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO NOTHING", (key, value))
            return str(db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])

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

    def parts(self, path: str) -> list[str]:
        """Paths of what is in the file of that path, at any depth."""
        rows = self._db.execute(
            "SELECT path FROM files WHERE path > ? AND path < ? ORDER BY path",
            (f"{path}#", f"{path}{chr(ord('#') + 1)}"),
        )
        return [str(r[0]) for r in rows]

    def holders(self) -> dict[str, str]:
        """Path → sha256 of files that hold documents and are none."""
        return {r["path"]: r["sha256"] for r in self._db.execute("SELECT * FROM holders")}

    def hold(self, path: str, sha256: str) -> None:
        """Writes down that a file holds documents, once all of them are here."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO holders VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256",
                (path, sha256),
            )

    def addresses(self) -> list[Address]:
        """What was fetched from the web, in the order in which it came."""
        rows = self._db.execute(f"SELECT {', '.join(_ADDRESS)} FROM addresses ORDER BY rowid")
        return [Address(**dict(zip(_ADDRESS, row, strict=True))) for row in rows]

    def note_address(self, address: Address) -> None:
        """Writes down that an address was fetched."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO addresses VALUES (?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET"
                " feed = coalesce(feed, excluded.feed), fetched = excluded.fetched, etag = excluded.etag,"
                " modified = excluded.modified",
                (address.address, address.feed, address.fetched, address.etag, address.modified),
            )

    def unfinished(self) -> list[str]:
        """Documents that an interruption left half added or half removed."""
        # A state that is none of these is damage: what is whole of it is saved, not deleted. The first condition is
        # the index's, which would not be used without it.
        rows = self._db.execute(
            "SELECT id FROM documents WHERE state != 'ready' AND state IN ('pending', 'removing') ORDER BY id"
        )
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
            db.execute("INSERT INTO stale SELECT id FROM documents WHERE id = ? ON CONFLICT DO NOTHING", (document.id,))
            db.execute(
                "INSERT INTO documents (id, text, title, state, added) VALUES (?, ?, ?, 'pending', ?)"
                " ON CONFLICT DO NOTHING",
                (document.id, document.text, document.title, datetime.now(UTC).isoformat(timespec="seconds")),
            )

    def edited(self, document_id: str) -> bool:
        """Has a person changed what its file states of the document?"""
        row = self._db.execute("SELECT edited FROM documents WHERE id = ?", (document_id,)).fetchone()
        return row is not None and bool(row[0])

    def finish(
        self, document: Document, chunks: Sequence[Chunk], embedded: Embedded, *, edited: bool | None = None
    ) -> None:
        """Makes the document ready, in one step with its file, taking the file's old document out of sight.

        `edited` says whether a person changed it; None leaves what is known of that.
        """
        with self._transaction() as db:
            _describe(db, document, edited)
            self._delete_chunks(db, document.id)
            rows = _insert_chunks(db, chunks, embedded)
            passages = [(rows[c.id], document.title, without_notes(c.text)) for c in chunks]
            self._engine.words.put(db, passages)
            db.execute("DELETE FROM stale WHERE document_id = ?", (document.id,))
            _point(db, document.path, document.sha256, document.id)

    def describe(self, document: Document) -> None:
        """Writes down what a person changed of a ready document, where its chunks and their vectors stay."""
        with self._transaction() as db:
            _describe(db, document, True)
            db.execute("DELETE FROM stale WHERE document_id = ?", (document.id,))

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
                db.execute("DELETE FROM holders WHERE path = ?", (path,))
                db.execute("DELETE FROM addresses WHERE address = ?", (path,))
                _retire(db, held)

    def retire(self, document_id: str) -> None:
        """Takes a document with all its files out of sight, and leaves it for `forget`."""
        with self._transaction() as db:
            db.execute(
                "DELETE FROM addresses WHERE address IN (SELECT path FROM files WHERE document_id = ?)", (document_id,)
            )
            db.execute("DELETE FROM files WHERE document_id = ?", (document_id,))
            _retire(db, document_id)

    def forget(self, document_id: str) -> None:
        """Deletes a document that is not in sight, once its chunks are out of Chroma."""
        with self._transaction() as db:
            self._delete_chunks(db, document_id)
            db.execute("DELETE FROM stale WHERE document_id = ?", (document_id,))
            db.execute("DELETE FROM tags WHERE document_id = ?", (document_id,))
            db.execute("DELETE FROM documents WHERE id = ? AND state != 'ready'", (document_id,))

    def chunk_ids(self) -> set[str]:
        """The ids of every ready chunk."""
        rows = self._db.execute(
            "SELECT c.id FROM chunks c JOIN documents d ON d.id = c.document_id WHERE d.state = 'ready'"
        )
        return {r[0] for r in rows}

    def _delete_chunks(self, db: Session, document_id: str) -> None:
        self._engine.words.drop(db, document_id)
        db.execute("DELETE FROM chunks WHERE document_id = ?", (document_id,))


def _describe(db: Session, document: Document, edited: bool | None) -> None:
    db.execute(
        "UPDATE documents SET title = ?, source = ?, author = ?, published = ?, url = ?, made = ?, places = ?,"
        " losses = ?, state = 'ready', edited = coalesce(?, edited) WHERE id = ?",
        (
            document.title, document.source, document.author,
            document.published and document.published.isoformat(), document.url,
            document.made and document.made.isoformat(), PLACES.dump_json(document.places).decode(),
            LOSSES.dump_json(document.losses).decode(), None if edited is None else int(edited),
            document.id,
        ),
    )  # fmt: skip


def _insert_chunks(db: Session, chunks: Sequence[Chunk], embedded: Embedded) -> dict[str, int]:
    """Writes down the chunks; id → row, which grow in their order."""
    values = [
        (c.id, c.document_id, c.start, c.end, vector.astype("<f4").tobytes(), _packed(sentences))
        for c, vector, sentences in zip(chunks, embedded.chunks, embedded.sentences, strict=True)
    ]
    rows = dict[str, int]()
    for at in range(0, len(values), _TOGETHER):
        some = values[at : at + _TOGETHER]
        marks = ", ".join(["(?, ?, ?, ?, ?, ?)"] * len(some))
        found = db.execute(
            'INSERT INTO chunks (id, document_id, start, "end", embedding, sentences)'
            f" VALUES {marks} RETURNING id, rowid",
            [value for row in some for value in row],
        )
        rows |= {r[0]: int(r[1]) for r in found}
    return rows


def _packed(vectors: Vectors) -> bytes:
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True, initial=0.0), 1e-9)
    return bytes(np.round(vectors / largest * 127).astype(np.int8).tobytes())


def _point(db: Session, path: str, sha256: str, document_id: str) -> None:
    held = _held_by(db, path)
    db.execute(
        "INSERT INTO files VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256,"
        " document_id = excluded.document_id",
        (path, sha256, document_id),
    )
    if held and held != document_id:  # the tags are those of the file: its new text keeps them
        db.execute(
            "INSERT INTO tags (document_id, tag) SELECT ?, tag FROM tags WHERE document_id = ? ON CONFLICT DO NOTHING",
            (document_id, held),
        )
    _retire(db, held)


def _held_by(db: Session, path: str) -> str | None:
    """The document that the file stands for."""
    row = db.execute("SELECT document_id FROM files WHERE path = ?", (path,)).fetchone()
    return None if row is None else str(row[0])


def _retire(db: Session, document_id: str | None) -> None:
    """Takes the document out of sight if no file is left of it."""
    db.execute(
        "UPDATE documents SET state = 'removing' WHERE id = ? AND state = 'ready'"
        " AND NOT EXISTS (SELECT 1 FROM files WHERE document_id = documents.id)",
        (document_id,),
    )
