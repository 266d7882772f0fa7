"""What a catalog in a file holds more than once, compared: damage that neither page nor value tells of."""

from collections.abc import Iterator

import numpy as np

from index.catalog import Catalog
from index.clean import text_id
from index.engines.session import Session
from index.raised import without_notes

_LENGTH = 0.01
"""By which an embedding may be longer or shorter than 1, as which it is stored."""


def contradictions(catalog: Catalog) -> Iterator[str]:
    """In words, each with the document that it is about."""
    db = catalog._db
    for row in db.execute("SELECT id, title, state FROM documents"):
        if row["state"] not in ("ready", "pending", "removing"):
            yield f"“{row['title']}” is in a state that is none"
    for (name,) in db.execute("SELECT path FROM files WHERE document_id NOT IN (SELECT id FROM documents)").fetchall():
        yield f"the document of {name} is not there"
    for title in db.execute(
        "SELECT title FROM documents WHERE state = 'ready' AND id NOT IN (SELECT document_id FROM files)"
    ).fetchall():
        yield f"“{title[0]}” belongs to no file"
    for row in db.execute("SELECT id, title, text FROM documents WHERE state = 'ready'"):
        if text_id(row["text"]) != row["id"]:
            yield f"the text of “{row['title']}” is not the one that was read"
            continue
        yield from _chunks(db, row["id"], row["title"], row["text"])


def _chunks(db: Session, document_id: str, title: str, text: str) -> Iterator[str]:
    rows = db.execute(
        'SELECT c.start, c."end", c.embedding, p.title, p.text FROM chunks c LEFT JOIN passages p ON p.rowid = c.rowid'
        " WHERE c.document_id = ?",
        (document_id,),
    ).fetchall()
    if not rows:
        yield f"“{title}” has no passages"
    for start, end, embedding, headed, passage in rows:
        length = np.linalg.norm(np.frombuffer(embedding[: len(embedding) // 4 * 4], dtype="<f4").astype(np.float64))
        if (headed, passage) != (title, without_notes(text[max(0, start) : end])):
            yield f"a passage of “{title}” is not what its text or title says"
        elif length and not abs(length - 1) < _LENGTH:
            yield f"a vector of “{title}” is none"
