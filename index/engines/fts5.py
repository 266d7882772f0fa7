"""The full text of the chunks in SQLite: FTS5, which ranks by BM25."""

from collections.abc import Sequence
from typing import Any

from index.engines.session import Session

_AHEAD = 2
"""How many times as many rows are ranked as are wanted: some may belong to documents that are not ready."""

_EVERY = -1
"""SQLite's LIMIT for all rows."""


def put(db: Session, passages: Sequence[tuple[int, str, str]]) -> None:
    for passage in passages:
        db.execute("INSERT INTO passages (rowid, title, text) VALUES (?, ?, ?)", passage)


def drop(db: Session, document_id: str) -> None:
    db.execute("DELETE FROM passages WHERE rowid IN (SELECT rowid FROM chunks WHERE document_id = ?)", (document_id,))


def match(db: Session, expression: str, limit: int, where: str, values: Sequence[Any]) -> Sequence[tuple[str, float]]:
    """SQLite's bm25() uses k1 = 1.2 and b = 0.75 (https://sqlite.org/fts5.html#the_bm25_function)."""
    rows: list[Any] = []
    # Most chunks match some word: whose they are is asked of the best alone, and of all where those do not suffice.
    for most in (_EVERY,) if where else (_AHEAD * limit, _EVERY):
        rows = db.execute(
            "SELECT c.id, score FROM"
            " (SELECT rowid AS at, -bm25(passages, 0.5, 1.0) AS score FROM passages WHERE passages MATCH ?"
            " ORDER BY score DESC, rowid LIMIT ?)"
            " JOIN chunks c ON c.rowid = at JOIN documents d ON d.id = c.document_id"
            f" WHERE d.state = 'ready'{where} ORDER BY score DESC, c.id LIMIT ?",
            [expression, most, *values, limit],
        ).fetchall()
        if len(rows) == limit:
            break
    return [(r["id"], float(r["score"])) for r in rows]


def frequency(db: Session, term: str) -> int:
    quoted = '"' + term.replace('"', '""') + '"'
    row = db.execute("SELECT count(*) FROM passages WHERE passages MATCH ?", ("text : " + quoted,)).fetchone()
    return int(row[0])
