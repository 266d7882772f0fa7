"""The full text of the chunks in PostgreSQL: tsvector for what matches, BM25 from counts that are kept in tables.

PostgreSQL's own ranking (ts_rank_cd) knows no rarity of words and is not used. Words are cut as FTS5 cuts them
(letters and digits, without diacritics) before PostgreSQL stems them.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.engines.session import Session

K1, B, TITLE = 1.2, 0.75, 0.5
"""As in FTS5 (https://sqlite.org/fts5.html#the_bm25_function), with the weight of the title."""

_RARE = 1e-6
"""What FTS5 gives a word that stands in more than half of all chunks."""

_FIRST = 4
"""How many times as many chunks as are wanted the first, rarest words should promise."""

_PART = re.compile(r'(?:(?P<column>text|title)\s*:\s*)?(?:"(?P<phrase>(?:[^"]|"")*)"|(?P<word>[^\s():"]+))')
_DIACRITICS = re.compile("[\u0300-\u036f]")
_BETWEEN = re.compile(r"[\W_]+")

_BATCH = 1000
"""Chunks whose stems are counted together: a stem that many of them share is then written once. Until then they are
looked through at every question, which took 1.2 ms for one of two to seven words (784 chunks uncounted)."""

_COUNTED = (
    "SELECT stem, sum(here)::integer AS texts, sum(1 - here)::integer AS passages FROM ("
    " SELECT unnest(tsvector_to_array(text)) AS stem, 1 AS here FROM changed"
    " UNION ALL SELECT unnest(tsvector_to_array(text || title)), 0 FROM changed) s GROUP BY stem ORDER BY stem"
)

# A limit that holds anyway, so that PostgreSQL knows that they are few and goes by their key.
_RECENT = (
    "recent AS MATERIALIZED (SELECT * FROM passages WHERE rowid > (SELECT counted FROM totals)"
    f" ORDER BY rowid DESC LIMIT {_BATCH})"
)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A word or phrase as PostgreSQL's query, its column if it is for one alone, and its inverse document frequency."""

    query: str
    column: str | None
    phrase: bool
    idf: float
    frequency: int

    @property
    def most(self) -> float:
        """No chunk gets more for it."""
        return self.idf * (K1 + 1)


def put(db: Session, passages: Sequence[tuple[int, str, str]]) -> None:
    """Rows of chunks only ever grow, which is what `totals.counted` goes by."""
    if not passages:
        return
    plain = [(row, _plain(title), _plain(text)) for row, title, text in passages]
    sizes = [len(title.split()) + len(text.split()) for _, title, text in plain]
    db.execute(
        "INSERT INTO passages SELECT r, to_tsvector('words', t), to_tsvector('words', x), s"
        " FROM unnest(?::bigint[], ?::text[], ?::text[], ?::integer[]) AS given (r, t, x, s)",
        ([r for r, _, _ in plain], [t for _, t, _ in plain], [x for _, _, x in plain], sizes),
    )
    counted = db.execute(
        "UPDATE totals SET passages = passages + ?, words = words + ? RETURNING counted", (len(plain), sum(sizes))
    ).fetchone()
    if max(row for row, _, _ in plain) - int(counted[0]) > _BATCH:
        count_stems(db)


def count_stems(db: Session) -> None:
    """Counts the stems of all chunks that wait for it."""
    db.execute(
        "WITH changed AS (SELECT * FROM passages WHERE rowid > (SELECT counted FROM totals)),"
        " total AS (UPDATE totals SET counted = greatest(counted, (SELECT max(rowid) FROM passages)))"
        f" INSERT INTO stems {_COUNTED} ON CONFLICT (stem) DO UPDATE"
        " SET texts = stems.texts + excluded.texts, passages = stems.passages + excluded.passages"
    )


def drop(db: Session, document_id: str) -> None:
    db.execute(
        "WITH gone AS (DELETE FROM passages WHERE rowid IN (SELECT rowid FROM chunks WHERE document_id = ?)"
        " RETURNING *),"
        " changed AS (SELECT * FROM gone WHERE rowid <= (SELECT counted FROM totals)),"
        " total AS (UPDATE totals SET passages = passages - (SELECT count(*) FROM gone),"
        " words = words - (SELECT coalesce(sum(size), 0) FROM gone)),"
        f" counts AS ({_COUNTED})"
        " UPDATE stems SET texts = stems.texts - counts.texts, passages = stems.passages - counts.passages"
        " FROM counts WHERE stems.stem = counts.stem",
        (document_id,),
    )


def match(db: Session, expression: str, limit: int, where: str, values: Sequence[Any]) -> list[tuple[str, float]]:
    """Exact, though few chunks are looked at: what none of the rarer words brings up could not reach the best."""
    total = db.execute("SELECT passages, words FROM totals").fetchone()
    parts = _parts(db, expression, int(total[0]))
    parts = sorted((p for p in parts if p.frequency), key=lambda p: -p.idf)
    if not parts:
        return []
    average = max(1.0, float(total[1]) / max(1, int(total[0])))
    taken = _enough(parts, limit * _FIRST)
    found = _ranked(db, parts, taken, average, limit, where, values)
    least = found[-1][1] if len(found) == limit else 0.0
    needed = taken
    while needed < len(parts) and sum(p.most for p in parts[needed:]) > least:
        needed += 1
    return found if needed == taken else _ranked(db, parts, needed, average, limit, where, values)


def frequency(db: Session, term: str) -> int:
    if not (words := _plain(term).split()):
        return 0
    if len(words) == 1:
        sql = (
            f"WITH {_RECENT} SELECT coalesce((SELECT texts FROM stems WHERE stem = (tsvector_to_array(v))[1]), 0)"
            " + (SELECT count(*) FROM recent p WHERE p.text @@ phraseto_tsquery('words', w))"
            " FROM (SELECT w, to_tsvector('words', w) FROM (VALUES (?::text)) AS given (w)) AS asked (w, v)"
        )
    else:
        sql = "SELECT count(*) FROM passages WHERE text @@ phraseto_tsquery('words', ?)"
    row = db.execute(sql, (" ".join(words),)).fetchone()
    return int(row[0]) if row else 0


def _plain(text: str) -> str:
    """Its words with a space between them."""
    return _BETWEEN.sub(" ", _DIACRITICS.sub("", unicodedata.normalize("NFD", text)).lower()).strip()


def _parts(db: Session, expression: str, total: int) -> list[_Part]:
    """What the expression asks for, each with its rarity, by one statement."""
    asked: list[tuple[str | None, str]] = []
    for found in _PART.finditer(expression):
        if found["word"] == "OR" and not found["column"]:
            continue
        words = _plain(found["word"] or (found["phrase"] or "").replace('""', '"'))
        if words:
            asked.append((found["column"], words))
    if not asked:
        return []
    rows = db.execute(
        f"WITH {_RECENT} SELECT a.field, q::text AS query, numnode(q) > 1 AS phrase, CASE"
        " WHEN numnode(q) = 1 AND a.field != 'title' THEN"
        " coalesce((SELECT CASE a.field WHEN 'text' THEN texts ELSE passages END"
        " FROM stems WHERE stem = (tsvector_to_array(to_tsvector('words', a.words)))[1]), 0)"
        " + (SELECT count(*) FROM recent p WHERE p.text @@ q OR (a.field = '' AND p.title @@ q))"
        " WHEN a.field = 'text' THEN (SELECT count(*) FROM passages p WHERE p.text @@ q)"
        " WHEN a.field = 'title' THEN (SELECT count(*) FROM passages p WHERE p.title @@ q)"
        " ELSE (SELECT count(*) FROM passages p WHERE p.text @@ q OR p.title @@ q) END AS frequency"
        " FROM unnest(?::text[], ?::text[]) AS a (field, words), LATERAL phraseto_tsquery('words', a.words) AS q"
        " WHERE numnode(q) > 0",
        ([column or "" for column, _ in asked], [words for _, words in asked]),
    )
    return [
        _Part(
            query=r["query"], column=r["field"] or None, phrase=r["phrase"], frequency=r["frequency"] or 0,
            idf=max(_RARE, math.log((total - (r["frequency"] or 0) + 0.5) / ((r["frequency"] or 0) + 0.5))),
        )
        for r in rows
    ]  # fmt: skip


def _enough(parts: Sequence[_Part], wanted: int) -> int:
    """How many of the rarest stand in that many chunks together."""
    promised = 0
    for taken, part in enumerate(parts, start=1):
        promised += part.frequency
        if promised >= wanted:
            return taken
    return len(parts)


def _ranked(
    db: Session, parts: Sequence[_Part], taken: int, average: float, limit: int, where: str, values: Sequence[Any]
) -> list[tuple[str, float]]:
    """The best among the chunks with any of the first `taken` parts, by all of them."""
    score, given = [], list[Any]()
    for part in parts:
        times = []
        for column, weight in (("text", 1), ("title", TITLE)):
            if part.column in (None, column):
                counted = (
                    f"(p.{column} @@ ?::tsquery)::integer" if part.phrase else f"occurrences(p.{column}, ?::tsquery)"
                )
                times.append(f"{weight}::float8 * {counted}")
                given.append(part.query)
        # tf · (k1 + 1) / (tf + k1 · length), written so that tf, which costs the most, is asked for once
        tf = f"nullif({' + '.join(times)}, 0)"
        score.append(f"{part.idf * (K1 + 1)!r} * coalesce(1 / (1 + length.k / {tf}), 0)")
    either = []
    for column in ("text", "title"):
        if asked := [f"({p.query})" for p in parts[:taken] if p.column in (None, column)]:
            either.append(f"p.{column} @@ ?::tsquery")
            given.append(" | ".join(asked))
    best = (
        f"SELECT p.rowid AS at, {' + '.join(score)} AS score FROM passages p,"
        f" LATERAL (SELECT {K1 * (1 - B)} + {K1 * B / average!r}::float8 * p.size AS k) AS length"
        f" WHERE ({' OR '.join(either)})"
    )
    rows: list[Any] = []
    # As in FTS5, whose chunks they are is asked of the best alone, and of all where those do not suffice.
    for ahead in ("",) if where else (f" ORDER BY score DESC, at LIMIT {2 * limit}", ""):
        rows = db.execute(
            f"SELECT c.id, score FROM ({best}{ahead}) AS best JOIN chunks c ON c.rowid = at"
            f" JOIN documents d ON d.id = c.document_id WHERE d.state = 'ready'{where}"
            " ORDER BY score DESC, c.id LIMIT ?",
            [*given, *values, limit],
        ).fetchall()
        if len(rows) == limit:
            break
    return [(r["id"], float(r["score"])) for r in rows]
