"""A report as text to keep: Markdown to read, JSON with everything, CSV for a table."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from io import StringIO
from typing import Any

from rag.briefing.export import escaped
from rag.checking.types import Checked, Finding, Report
from rag.types import Citation

SUFFIXES = {"markdown": ".md", "json": ".json", "csv": ".csv"}

_COLUMNS = (
    "statement", "start", "end", "verdict", "faults", "reason", "title", "source", "published", "document", "from",
    "to", "quote",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""


def summary(report: Report) -> str:
    """The counts in one line: "12 statements: 7 supported, 2 contradicted …"."""
    told = ", ".join(f"{number} {standing}" for standing, number in report.counts.items() if number)
    number = len(report.statements)
    return f"{number:,} {'statement' if number == 1 else 'statements'}: {told or 'none'}"


def as_markdown(report: Report, *, only_faults: bool = False) -> str:
    """The statements in the order of the draft, each with its verdict and the quotations that it rests on."""
    lines = [f"# Checked: {escaped(report.draft.name)}", "", f"{summary(report)}.", ""]
    lines += [f"Held against {report.documents:,} documents{_filtered(report)}.", ""]
    lines += [line for notice in report.notices for line in (f"> {escaped(notice)}", "")]
    for checked in report.to_look_at if only_faults else report.statements:
        lines += [*_entry(checked), ""]
    return "\n".join(lines)


def as_json(report: Report, *, only_faults: bool = False) -> str:
    """Everything: statements with offsets in the draft, findings with offsets in the documents."""
    chosen = report.to_look_at if only_faults else report.statements
    return json.dumps(
        {
            "draft": report.draft.name,
            "text": report.draft.text,
            "documents": report.documents,
            "filters": _jsonable(asdict(report.filters)),
            "notices": list(report.notices),
            "seconds": report.seconds,
            "counts": {str(standing): number for standing, number in report.counts.items()},
            "faults": {str(kind): number for kind, number in report.faults.items()},
            "statements": [_statement(checked) for checked in chosen],
        },
        ensure_ascii=False,
        indent=2,
    )  # fmt: skip


def as_csv(report: Report, *, only_faults: bool = False) -> str:
    """A row for each statement, with the passage that its verdict rests on."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for checked in report.to_look_at if only_faults else report.statements:
        found = next(iter(deciding(checked)), None)
        said = checked.statement
        told = (said.text, said.start, said.end, checked.standing, "; ".join(f.kind for f in checked.faults))
        row = (*told, checked.reason, *_place(found.citation if found else None))
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


EXPORTS = {"markdown": as_markdown, "json": as_json, "csv": as_csv}


def deciding(checked: Checked) -> tuple[Finding, ...]:
    """The findings as a reader wants them: those that contradict first where these decide, else the sources first."""
    contrary = not checked.sources or (checked.against and not checked.borne_out)
    return (*checked.against, *checked.sources) if contrary else (*checked.sources, *checked.against)


def where(citation: Citation) -> str:
    """Title, source and date of a citation."""
    known = (citation.title, citation.source, citation.published and citation.published.isoformat())
    return ", ".join(part for part in known if part)


def _entry(checked: Checked) -> Iterator[str]:
    yield f"- {escaped(checked.statement.text)}"
    yield f"  **{checked.standing}**{_because(checked)}"
    for found in deciding(checked):
        side = "says otherwise: " if found in checked.against else ""
        yield f"  > {side}“{escaped(found.citation.quote)}” ({escaped(where(found.citation))})"


def _because(checked: Checked) -> str:
    if checked.faults:
        return "".join(f" · {fault.kind}: {escaped(fault.reason)}" for fault in checked.faults)
    return f" · {escaped(checked.reason)}"


def _statement(checked: Checked) -> dict[str, Any]:
    said = checked.statement
    return {
        "text": said.text,
        "start": said.start,
        "end": said.end,
        "form": str(said.form),
        "verdict": str(checked.standing),
        "reason": checked.reason,
        "faults": [{"kind": str(fault.kind), "reason": fault.reason} for fault in checked.faults],
        "sources": [_finding(found) for found in checked.sources],
        "against": [_finding(found) for found in checked.against],
    }


def _finding(found: Finding) -> dict[str, Any]:
    c = found.citation
    return {
        "verdict": str(found.standing),
        "reason": found.reason,
        "faults": [{"kind": str(fault.kind), "reason": fault.reason} for fault in found.faults],
        "score": round(found.score, 3),
        "document": c.document_id,
        "start": c.start,
        "end": c.end,
        "quote": c.quote,
        "title": c.title,
        "source": c.source,
        "published": c.published and c.published.isoformat(),
        "url": c.url,
    }


def _filtered(report: Report) -> str:
    chosen = report.filters
    told = [f"sources {', '.join(chosen.sources)}"] if chosen.sources else []
    told += [f"tags {', '.join(chosen.tags)}"] if chosen.tags else []
    told += [f"{len(chosen.documents)} chosen"] if chosen.documents else []
    told += [f"from {chosen.since}"] if chosen.since else []
    told += [f"until {chosen.until}"] if chosen.until else []
    told += [] if chosen.undated else ["dated ones alone"]
    return f" ({', '.join(told)})" if told else ""


def _place(c: Citation | None) -> tuple[object, ...]:
    """The last columns of a row: where the passage stands, and its words."""
    return (c.title, c.source, c.published, c.document_id, c.start, c.end, c.quote) if c else ("",) * 7


def _cell(value: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _jsonable(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        k: v.isoformat() if isinstance(v, date) else str(v) if isinstance(v, StrEnum) else v for k, v in value.items()
    }
