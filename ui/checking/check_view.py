"""What the component of a checked draft shows, made from its statements. Knows nothing of Streamlit."""

from collections.abc import Iterator, Sequence
from typing import Any

from rag.checking.export import deciding
from rag.checking.types import Checked, Draft, Finding, Standing
from ui.plain import origin, plain, web

_TONES = {
    Standing.SUPPORTED: "supported",
    Standing.PARTLY: "partly",
    Standing.CONTRADICTED: "contradicted",
    Standing.NOT_FOUND: "missing",
    Standing.NO_STATEMENT: "quiet",
    Standing.NOT_JUDGED: "quiet",
}
_FLAGGED = "not-borne-out"


def draft_data(draft: Draft, done: Sequence[Checked], *, live: bool) -> dict[str, Any]:
    """The draft as paragraphs of statements, what is told of each, and the filters with their counts. `live`: there is
    more to come."""
    return plain(  # type: ignore[no-any-return]
        {
            "paragraphs": list(_paragraphs(draft, done)),
            "items": {_key(checked): _item(checked, draft) for checked in done},
            "filters": _filters(done),
            "live": live,
        }
    )


def _key(checked: Checked) -> str:
    return f"s{checked.statement.start}"


def _paragraphs(draft: Draft, done: Sequence[Checked]) -> Iterator[list[dict[str, str]]]:
    """The text in order, cut at line breaks: statements that were judged, and what stands between and behind them."""
    row: list[dict[str, str]] = []
    at = 0
    for checked in done:
        said = checked.statement
        for part in _gap(draft.text[at : said.start]):
            if part is None:
                yield row
                row = []
            else:
                row.append({"key": "", "text": part})
        row.append(
            {"key": _key(checked), "text": " ".join(said.text.split()), "tone": _TONES[checked.standing],
             "label": _label(checked)}
        )  # fmt: skip
        at = said.end
    for part in _gap(draft.text[at:]):
        if part is None:
            yield row
            row = []
        else:
            row.append({"key": "", "text": part})
    if row:
        yield row


def _gap(text: str) -> Iterator[str | None]:
    """The pieces between line breaks; None for each break."""
    first, *others = text.split("\n")
    if first:
        yield first
    for line in others:
        yield None
        if line:
            yield line


def _label(checked: Checked) -> str:
    """The few words behind a statement that has to be looked at: its first fault, or its verdict."""
    if checked.borne_out:
        return "sources differ" if checked.disputed else ""
    return str(checked.faults[0].kind) if checked.faults else str(checked.standing)


def _item(checked: Checked, draft: Draft) -> dict[str, Any]:
    return {
        "text": " ".join(draft.text[checked.statement.start : checked.statement.end].split()),
        "tone": _TONES[checked.standing],
        "standing": str(checked.standing).capitalize(),
        "reason": "" if checked.faults else checked.reason,
        "faults": [{"kind": str(fault.kind), "reason": fault.reason} for fault in checked.faults],
        "sources": [_source(found, against=found in checked.against) for found in deciding(checked)],
        "nearest": checked.standing is Standing.NOT_FOUND,
        "flagged": not checked.borne_out,
        "group": str(checked.standing),
    }


def _source(found: Finding, *, against: bool) -> dict[str, Any]:
    """A passage with the words that bear on the statement marked in it."""
    cited, passage = found.citation, found.passage
    first, last = cited.start - passage.start, cited.end - passage.start
    return {
        "against": against,
        "title": cited.title,
        "origin": origin(cited.source, cited.published),
        "url": web(cited.url) or "",
        "before": passage.text[:first],
        "quote": cited.quote,
        "after": passage.text[last:],
    }


def _filters(done: Sequence[Checked]) -> list[dict[str, Any]]:
    """All, what is not borne out, and each verdict that occurs, with their counts."""
    shown = [{"key": "", "label": "All", "count": len(done)}]
    shown.append({"key": _FLAGGED, "label": "Not borne out", "count": sum(not c.borne_out for c in done)})
    for standing in (*list(Standing)[:4], Standing.NO_STATEMENT, Standing.NOT_JUDGED):
        number = sum(c.standing is standing for c in done)
        if number:
            shown.append({"key": str(standing), "label": str(standing).capitalize(), "count": number})
    return shown
