"""A briefing to take away: Markdown, HTML, CSV, JSON and DOCX, each with the quotations, where they stand and the
digests of the documents, so that a third party can check every row.

`digests` maps document ids to the SHA-256 of their files. Text from documents is never markup here.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from pydantic import TypeAdapter

from index.library import Library
from rag.briefing.sentences import said
from rag.types import Briefing, BriefingKind, Citation, Coverage, Row

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~$^=])")
_FORMULA = re.compile(r"^[=+\-@\t\r]")
"""What a spreadsheet would take for a formula."""
_UNKNOWN = "unknown source"
_STYLE = (
    "body{max-width:60rem;margin:3rem auto;padding:0 1rem;font:1rem/1.5 Georgia,serif}table{border-collapse:collapse}"
    "td,th{border-top:1px solid #ccc;padding:.4rem .6rem;text-align:left;vertical-align:top}small{color:#555}"
)


@dataclass(frozen=True, kw_only=True)
class _Export:
    briefing: Briefing
    coverage: str
    sha256: dict[str, str]


FORMATS = ("markdown", "html", "csv", "json", "docx")


def digests(briefing: Briefing, library: Library) -> dict[str, str]:
    """The SHA-256 of the file of every document that is cited."""
    ids = dict.fromkeys(c.document_id for row in briefing.rows for c in row.citations)
    found = {i: library.catalog.document(i) for i in ids}
    return {i: document.sha256 for i, document in found.items() if document}


def coverage(briefing: Briefing) -> str:
    """From how much it was made: "From 14 of 60 documents; 212 passages read.\""""
    told: Coverage = briefing.coverage
    parts = [f"From {told.used:,} of {told.documents:,} document{'' if told.documents == 1 else 's'}"]
    if told.passages:
        parts.append(f"{told.passages:,} passage{'' if told.passages == 1 else 's'} read")
    if told.partly:
        number = len(told.partly)
        parts.append(f"{number} document{'' if number == 1 else 's'} could not be read whole")
    if told.stopped:
        parts.append("stopped before all was read")
    return "; ".join(parts) + "."


def escaped(text: str) -> str:
    """Text on one line, and with nothing in it that a Markdown reader would take for markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def markdown(briefing: Briefing, digests: Mapping[str, str] = {}) -> str:
    """A heading, a table of the rows, and a note for every citation."""
    numbers = _numbers(briefing)
    table = markdown_table(briefing, lambda c: f"[^{numbers[c]}]")
    notes = "\n".join(f"[^{number}]: {escaped(_note(c, digests))}" for c, number in numbers.items())
    return "\n\n".join([f"# {escaped(_title(briefing))}", table, notes]).strip() + "\n"


def markdown_table(briefing: Briefing, mark: Callable[[Citation], str]) -> str:
    """What is said of all rows, a table of them, and from how much it was made. `mark` points to a citation's note."""
    parts = [escaped(text) for text in _preface(briefing)]
    if briefing.rows:
        columns = _columns(briefing)
        lines = [columns, ["---"] * len(columns)]
        lines += [[*map(escaped, _cells(briefing, row)), " ".join(map(mark, row.citations))] for row in briefing.rows]
        parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join([*parts, escaped(coverage(briefing))])


def html(briefing: Briefing, digests: Mapping[str, str] = {}) -> str:
    """One page without scripts or outside resources."""
    numbers = _numbers(briefing)
    table = html_table(briefing, lambda c: f'<a href="#n{numbers[c]}">[{numbers[c]}]</a>')
    notes = "".join(
        f'<li id="n{number}"><small>{escape(_note(c, digests))}</small></li>' for c, number in numbers.items()
    )
    title = escape(_title(briefing))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style><body>'
        f"<h1>{title}</h1>{table}<ol>{notes}</ol></body></html>\n"
    )


def html_table(briefing: Briefing, mark: Callable[[Citation], str]) -> str:
    """The same as a piece of a page."""
    head = "".join(f"<th>{escape(name)}</th>" for name in _columns(briefing))
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(briefing, row))}"
        f"<td>{' '.join(map(mark, row.citations))}</td></tr>"
        for row in briefing.rows
    )
    preface = "".join(f"<p>{escape(text)}</p>" for text in _preface(briefing))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if briefing.rows else ""
    return f"{preface}{table}<p><small>{escape(coverage(briefing))}</small></p>"


def as_csv(briefing: Briefing, digests: Mapping[str, str] = {}) -> str:
    """A line for every citation of every row, with a byte order mark, as spreadsheets want it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        "row day day_of precision group value speaker statement quotation source title published place url document "
        "sha256 start end".split()
    )  # fmt: skip
    for number, row in enumerate(briefing.rows, start=1):
        for c in row.citations:
            cells = (
                number, row.day or "", row.day_of or "", row.precision, row.group, row.value, row.speaker or "",
                row.statement, c.quote, c.source or "", c.title, c.published or "", c.place or "", c.url or "",
                c.document_id, digests.get(c.document_id, ""), c.start, c.end,
            )  # fmt: skip
            writer.writerow([_cell(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def as_json(briefing: Briefing, digests: Mapping[str, str] = {}) -> str:
    """Everything that a briefing has, and the digests. Offsets count Unicode code points of a document's text."""
    whole = _Export(briefing=briefing, coverage=coverage(briefing), sha256=dict(digests))
    return TypeAdapter(_Export).dump_json(whole, indent=2).decode()


def docx(briefing: Briefing, digests: Mapping[str, str] = {}) -> bytes:
    """A Word document with the table and the notes."""
    from docx import Document as Word

    numbers = _numbers(briefing)
    word = Word()
    word.add_heading(_plain(_title(briefing)), level=1)
    for text in _preface(briefing):
        word.add_paragraph(_plain(text))
    columns = _columns(briefing)
    if briefing.rows:
        table = word.add_table(rows=1, cols=len(columns), style="Table Grid")
        for cell, name in zip(table.rows[0].cells, columns, strict=True):
            cell.text = name
        for row in briefing.rows:
            marks = " ".join(f"[{numbers[c]}]" for c in row.citations)
            for cell, text in zip(table.add_row().cells, [*_cells(briefing, row), marks], strict=True):
                cell.text = _plain(text)
    word.add_paragraph(_plain(coverage(briefing)))
    for c, number in numbers.items():
        word.add_paragraph(_plain(f"[{number}] {_note(c, digests)}"))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _title(briefing: Briefing) -> str:
    return briefing.label[0].upper() + briefing.label[1:]


def _preface(briefing: Briefing) -> Iterator[str]:
    yield from filter(None, (briefing.conclusion, briefing.notice))
    if len(briefing.names) > 1:
        yield f"Looked for under: {'; '.join(briefing.names)}."


def _numbers(briefing: Briefing) -> dict[Citation, int]:
    cited = dict.fromkeys(c for row in briefing.rows for c in row.citations)
    return {c: number for number, c in enumerate(cited, start=1)}


def _columns(briefing: Briefing) -> list[str]:
    first = {BriefingKind.COMPARISON: ["Side", "Figure"], BriefingKind.CHANGED: ["Pair", "Figure"]}.get(
        briefing.request.kind, ["Value"] if any(row.value for row in briefing.rows) else []
    )
    speaker = ["Speaker"] if any(row.speaker for row in briefing.rows) else []
    return ["Day", *first, "Statement", *speaker, "Source", "Notes"]


def _cells(briefing: Briefing, row: Row) -> list[str]:
    """The cells but for the marks, as `_columns` has them."""
    published = " (published)" if row.day_of == "publication" else ""
    day = said(row.day, row.precision) + published if row.day else "undated"
    columns = _columns(briefing)
    first = [row.group, row.value] if "Figure" in columns else [row.value] if "Value" in columns else []
    speaker = [row.speaker or ""] if "Speaker" in columns else []
    return [day, *first, f"“{row.statement}”" + _differs(row), *speaker, "; ".join(row.sources)]


def _differs(row: Row) -> str:
    if not row.differs:
        return ""
    return f" (differs from row {', '.join(str(at + 1) for at in row.differs)})"


def _note(c: Citation, digests: Mapping[str, str]) -> str:
    origin = ", ".join(filter(None, (c.source or _UNKNOWN, str(c.published or "undated"), c.place, c.url)))
    digest = f" SHA-256 {digests[c.document_id]}." if c.document_id in digests else ""
    return f"{c.title} ({origin}): “{' '.join(c.quote.split())}” Characters {c.start} to {c.end}.{digest}"


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= 32)
