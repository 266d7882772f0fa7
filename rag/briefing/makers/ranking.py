"""What has the most, or the least, of something: rows of a table by one of its columns, or the figures that several
documents give in sentences, in order. Every row is quoted; nothing is computed but the order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isclose

from index.embed import Vectors
from index.types import Document
from rag.briefing.gather import Found, Work, documents
from rag.briefing.request import SUPERLATIVE
from rag.briefing.rows import Dated, merged, quoted
from rag.briefing.subject import subject
from rag.language.quantities.numbers import NO_AMOUNTS, Quantity, quantities
from rag.language.table_cells import Table, TableRow, tables, value
from rag.language.words import content, stem
from rag.types import Briefing, Row

LENGTH = 12
"""Rows shown unless another number is asked for."""
READ = 20
"""Documents nearest to the question whose tables are looked at."""
_LEAST = frozenset("least fewest lowest smallest fewer less lower smaller".split())
_HAS = re.compile(r"\b(?:has|have|had)\b", re.I)
_ROUNDED = 0.005
"""By how much of it a sum may miss its parts, which are rounded."""


@dataclass(frozen=True, kw_only=True)
class _Ranked:
    """A row of a table by its number in the column that was asked for."""

    amount: float
    name: str
    cell: str
    row: TableRow
    document: Document


def ranking(work: Work) -> Briefing | None:
    """None where neither one table nor two documents give the measure. Sentences are held against each other only for
    what something has: of "won the most games", those lost would be counted as well."""
    return _of_table(work) or (_of_sentences(work) if _HAS.search(work.request.question) else None)


def _of_table(work: Work) -> Briefing | None:
    """The rows of the one table that has a column of the measure; None where none has, or several have it equally."""
    least, measure = _asked(work)
    read = documents(subject(work.request.subjects[0], work.library), work.request, work.library, READ)
    fits = [
        (fit, table, heading, document)
        for document in read
        for table in tables(document.text)
        for fit, heading in [_column(table, document.title, measure, work.request.subjects[0])]
        if heading
    ]
    best = max((fit for fit, *_ in fits), default=None)
    chosen = [(table, heading, document) for fit, table, heading, document in fits if fit == best]
    if len(chosen) != 1:
        return None
    ranked = _without_sum(list(_amounts(*chosen[0])))
    if len(ranked) < 2:
        return None
    ranked.sort(key=lambda one: one.amount if least else -one.amount)
    first = [one for one in ranked if one.amount == ranked[0].amount]
    rows = [
        replace(quoted(one.document, one.row.start, one.row.end), value=one.cell)
        for one in ranked[: max(len(first), work.request.length or LENGTH)]
    ]
    named = ", ".join(one.name for one in first)
    conclusion = f"The {work.request.measure}, of {len(ranked)} rows of a table: {named} ({first[0].cell})."
    return work.briefing(rows, passages=len(read), conclusion=conclusion)


def _asked(work: Work) -> tuple[bool, str]:
    """Whether the least is asked for, and of what."""
    most, _, measure = work.request.measure.partition(" ")
    return most in _LEAST, measure


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content(text))


def _column(table: Table, title: str, measure: str, asked: str) -> tuple[tuple[int, int], str]:
    """How well the best column of figures fits the measure, and its heading; "" where none does, or two do equally.

    All of the measure has to be said by the heading, the lines before the table, or the title, a part of it by the
    heading unless there is but one column of figures; and the table has to be about what is asked for.
    """
    wanted, about, named = _stems(measure), _stems(table.about), _stems(title)
    first = table.rows[0].cells
    figures = [heading for heading, cell in first[1:] if value(cell) is not None]
    kind = _stems(asked) - _stems(f"{measure} {SUPERLATIVE}")
    if kind and not kind & (about | named | _stems(first[0][0])):
        return (0, 0), ""
    fits: list[tuple[tuple[int, int], str]] = []
    for heading in dict.fromkeys(figures):
        own = _stems(heading)
        if (own & wanted or len(figures) == 1) and wanted <= own | about | named:
            fits.append(((len(wanted & (own | about)), len(own & wanted) - len(own - wanted)), heading))
    best = max((fit for fit, _ in fits), default=None)
    chosen = [(fit, heading) for fit, heading in fits if fit == best]
    return chosen[0] if len(chosen) == 1 else ((0, 0), "")


def _amounts(table: Table, heading: str, document: Document) -> Iterator[_Ranked]:
    for row in table.rows:
        cell = next((cell for head, cell in row.cells if head == heading), "")
        if (amount := value(cell)) is not None:
            yield _Ranked(amount=amount, name=row.cells[0][1], cell=cell, row=row, document=document)


def _without_sum(rows: Sequence[_Ranked]) -> list[_Ranked]:
    """Without a row that sums up the others, which is no candidate."""
    total = sum(row.amount for row in rows)
    if len(rows) < 3:
        return list(rows)
    return [row for row in rows if not isclose(row.amount, total - row.amount, rel_tol=_ROUNDED)]


def _of_sentences(work: Work) -> Briefing | None:
    """Every figure of the measure in a sentence of its own; None where fewer than two documents tell one."""
    least, measure = _asked(work)
    gathered = work.gather(subject(work.request.subjects[0], work.library))
    told = [(q, item) for item in gathered.found if (q := _figure(item, _stems(measure))) is not None]
    usual = next(iter(Counter(q.unit for q, _ in told).most_common(1)), ("", 0))[0]
    figures: list[tuple[float, Row, Vectors]] = []
    for quantity, item in told:
        if quantity.unit == usual:
            row = replace(quoted(item.document, item.start, item.sentence.end), value=quantity.raw)
            figures.append((quantity.value, row, item.vector))
    if len({row.citations[0].document_id for _, row, _ in figures}) < 2:
        return None
    figures.sort(key=lambda f: (f[0] if least else -f[0], f[1].citations[0].document_id))
    rows = [i.row for i in merged([Dated(row=r, vector=v, score=0.0) for _, r, v in figures])]
    first = figures[0][1]
    conclusion = (
        f"The {work.request.measure} of {len(figures)} figures that the documents give: {first.value} "
        f"({first.citations[0].title})."
    )
    return work.briefing(
        rows[: work.request.length or LENGTH], passages=gathered.passages, gathered=gathered, conclusion=conclusion
    )  # fmt: skip


def _figure(item: Found, wanted: frozenset[str]) -> Quantity | None:
    """The one figure of the measure in a sentence: a count of its noun, or else the only amount with a unit beside its
    words. Of two figures of one kind, which is meant cannot be told."""
    if not wanted:
        return None
    text, known = item.sentence.text, quantities(item.sentence.text)
    said = _stems(text) | _stems(item.document.title)
    if not wanted <= said:
        return None
    counts = [q for q in known if q.unit == "" and wanted & ({stem(n) for n in q.nouns} | q.nouns)]
    amounts = [q for q in known if q.unit and q.unit not in NO_AMOUNTS]
    told = counts or (amounts if wanted & _stems(text) else [])
    return told[0] if len(told) == 1 else None
