"""The documents of an answer as its cards, each once, under the number that its citations show.

Knows nothing of Streamlit.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from rag.types import Answer, Citation, Evidence
from ui.plain import UNKNOWN, day, origin, short

_T = TypeVar("_T", Evidence, Citation)

SNIPPET = 260
"""Characters of a passage on its card: three lines."""


def numbers(answer: Answer) -> dict[str, int]:
    """The documents of an answer by id, from 1: those of its evidence in order, then what else is cited.

    They are the same while the answer is being made and when it stands.
    """
    rows = answer.briefing.rows if answer.briefing else ()
    cited = [*answer.citations, *(c for row in rows for c in row.citations)]
    cited += [p.citation for c in answer.conflicts for p in c.positions]
    ids = [*(e.document_id for e in answer.evidence), *(c.document_id for c in cited)]
    return {document: number for number, document in enumerate(dict.fromkeys(ids), 1)}


def cards(answer: Answer, *, settled: bool, found: bool) -> Iterator[dict[str, Any]]:
    """A card for every document with evidence: its best passage, and all its places where there are several.

    Once the answer has `settled`, those that it does not cite stand back; where one was `found`, its words stand out.
    """
    cited = {citation.number for citation in answer.citations}
    numbered = numbers(answer)
    for document, passages in by_document(answer.evidence):
        best = passages[0]
        also = f" · also {'; '.join(best.also)}" if best.also else ""
        in_order = sorted(passages, key=lambda e: e.start)
        labels = _places([e.place(e.start) for e in in_order])
        yield {
            "key": f"e{best.number}",
            "n": numbered[document],
            "title": best.title,
            "source": (best.source or UNKNOWN) + also,
            "date": day(best.published),
            "snippet": _snippet(best, found=found),
            "cited": not settled or any(e.number in cited for e in passages),
            "places": [
                {"key": f"e{e.number}", "label": label, "cited": e.number in cited}
                for e, label in zip(in_order, labels, strict=True)
            ]
            if len(passages) > 1
            else [],
        }


def sources(answer: Answer, key: Callable[[Citation], str]) -> list[dict[str, Any]]:
    """The cited documents in the order of their numbers, each with the places of its quotations."""
    numbered = numbers(answer)
    found = []
    for document, quoted in by_document(answer.citations):
        in_order = sorted({c.start: c for c in reversed(quoted)}.values(), key=lambda c: c.start)
        first, several = in_order[0], len(in_order) > 1
        labels = _places([c.place for c in in_order])
        found.append(
            {
                "key": key(first),
                "n": numbered[document],
                "title": first.title,
                "origin": origin(first.source, first.published, None if several else first.place),
                "url": first.url,
                "places": [{"key": key(c), "label": label} for c, label in zip(in_order, labels, strict=True)]
                if several
                else [],
            }
        )
    return sorted(found, key=lambda source: source["n"])


def parts(text: str, found: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """The text cut so that each stretch is either found or not; stretches outside of it are passed over."""
    cut, at = [], 0
    for start, end in found:
        first, last = max(at, start), min(end, len(text))
        if first < last:
            cut += [{"text": text[at:first], "found": False}, {"text": text[first:last], "found": True}]
            at = last
    return [part for part in (*cut, {"text": text[at:], "found": False}) if part["text"]]


def by_document(passages: Sequence[_T]) -> Iterator[tuple[str, list[_T]]]:
    """Passages by document, both in the order of the passages."""
    found: dict[str, list[_T]] = {}
    for passage in passages:
        found.setdefault(passage.document_id, []).append(passage)
    yield from found.items()


def _places(labels: Sequence[str | None]) -> list[str]:
    """What each place is called: as its format calls it, or one after the other; two of a name are told apart."""
    named = [label or f"passage {i}" for i, label in enumerate(labels, 1)]
    earlier = [named[:i].count(name) for i, name in enumerate(named)]
    return [f"{name} ({before + 1})" if before else name for name, before in zip(named, earlier, strict=True)]


def _snippet(evidence: Evidence, *, found: bool) -> list[dict[str, Any]]:
    """The passage from the sentence that is nearest to an answer on; if one was `found`, its words stand out."""
    begin = evidence.best - evidence.start if evidence.best is not None and evidence.best > evidence.start else 0
    lead = "… " if begin else ""
    text = lead + short(evidence.text[begin:], SNIPPET)
    shift = len(lead) - begin - evidence.start
    places = [evidence.found] if found and evidence.found else []
    return parts(text, [(start + shift, end + shift) for start, end in places])
