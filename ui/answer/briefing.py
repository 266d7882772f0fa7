"""What the exchange component shows of a briefing: how it was read, its rows, what it covers. Knows no Streamlit."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

from rag.briefing.export import coverage
from rag.briefing.rows import DATED
from rag.briefing.sentences import said
from rag.types import Answer, Briefing, BriefingKind, Citation, Row
from ui.answer.cards import parts
from ui.plain import count

NAMES = {
    BriefingKind.FACT: "an answer",
    BriefingKind.SUMMARY: "a summary",
    BriefingKind.TIMELINE: "a timeline",
    BriefingKind.LIST: "a list",
    BriefingKind.COUNT: "a count",
    BriefingKind.COMPARISON: "a comparison",
    BriefingKind.STATEMENTS: "statements",
    BriefingKind.CHANGED: "what changed",
    BriefingKind.AUTHORS: "who wrote",
}
"""What a question can be read as, as the menu has it."""

FIGURES = 12
"""Bars of the small picture; more are no quicker to read than the rows."""

ENOUGH = 10
"""Rows from which on a picture of their days is quicker to read than they are."""


def briefing_data(answer: Answer | None, mark: Callable[[Citation], dict[str, Any]]) -> dict[str, Any] | None:
    """None where the answer is no briefing. `mark` makes what a citation's number shows and opens."""
    briefing = answer.briefing if answer else None
    if briefing is None:
        return None
    dated = briefing.request.kind in DATED
    bars = () if dated and len(briefing.rows) < ENOUGH else briefing.figures[:FIGURES]
    largest = max((number for _, number in bars), default=1)
    return {
        "conclusion": briefing.conclusion,
        "notice": briefing.notice,
        "coverage": coverage(briefing),
        "dated": dated,
        "groups": [
            {"title": title, "rows": [_row(row, briefing, mark) for row in rows]}
            for title, rows in groupby(briefing.rows, key=lambda row: row.group)
        ],
        "figures": [{"name": _month(name), "number": number, "share": number / largest} for name, number in bars],
    }


def kinds(answer: Answer | None) -> list[dict[str, Any]]:
    """What the question can be read as instead; the one that is in force is `chosen`."""
    briefing = answer.briefing if answer else None
    now = briefing.request.kind if briefing else BriefingKind.FACT
    return [{"value": str(kind), "name": name, "chosen": kind is now} for kind, name in NAMES.items()]


def progress(briefing: Briefing | None) -> str:
    """What is being done, while it is in the making."""
    if briefing is None:
        return ""
    read = briefing.coverage
    return f"Reading for {briefing.label}: {count(read.passages, 'passage')} of {count(read.documents, 'document')}…"


def _month(name: str) -> str:
    """A bar's name; months as the rows write them."""
    year, _, month = name.partition("-")
    numeric = year.isdigit() and month.isdigit()
    return said(date(int(year), int(month), 1), "month") if numeric else name


def _found(row: Row) -> list[tuple[int, int]]:
    """Where in its statement a row has its value."""
    at = row.statement.find(row.value) if row.value else -1
    return [(at, at + len(row.value))] if at >= 0 else []


def _row(row: Row, briefing: Briefing, mark: Callable[[Citation], dict[str, Any]]) -> dict[str, Any]:
    others = [briefing.rows[at] for at in row.differs if at < len(briefing.rows)]
    return {
        "day": said(row.day, row.precision) if row.day else "",
        "published": row.day_of == "publication",
        "parts": parts(row.statement, _found(row)),
        "speaker": row.speaker or "",
        "value": row.value if row.value and row.value not in row.statement else "",
        "marks": [mark(citation) for citation in row.citations],
        "sources": ", ".join(row.sources),
        "differs": "; ".join(", ".join(other.sources) for other in others),
    }
