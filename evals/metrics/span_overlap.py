"""Token-level recall, precision and IoU of retrieved text against the excerpts that answer a question.

Source: Smith and Troynikov, "Evaluating Chunking Strategies for Retrieval" (Chroma technical report, 2024), counted
as their code does: in characters, white space included. Excerpts that overlap each other count once in what was
found, and each in full in what was wanted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[str, int, int]
"""Document id, start and end (exclusive) in its text."""


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Shares, 0 to 1. A character retrieved twice is found once but read twice: that costs precision and IoU."""

    recall: float
    precision: float
    iou: float


def span_overlap(retrieved: Sequence[Span], wanted: Sequence[Span]) -> Overlap | None:
    """How well `retrieved` covers `wanted`; None when nothing is wanted. All 0 when nothing was retrieved.

    recall: characters of excerpts that were retrieved ÷ characters of excerpts.
    precision: the same characters ÷ all characters retrieved, from whatever document.
    IoU: the same characters ÷ (all characters retrieved + characters of excerpts that were not).
    """
    total = sum(end - start for _, start, end in wanted)
    if not total:
        return None
    read = sum(end - start for _, start, end in retrieved)
    found = _length(_common(retrieved, wanted))
    missed = _length(wanted) - found
    return Overlap(recall=found / total, precision=found / read if read else 0.0, iou=found / (read + missed))


def _common(left: Iterable[Span], right: Sequence[Span]) -> list[Span]:
    pairs = ((a, b) for a in left for b in right if a[0] == b[0])
    return [(a[0], max(a[1], b[1]), min(a[2], b[2])) for a, b in pairs if max(a[1], b[1]) < min(a[2], b[2])]


def _length(spans: Iterable[Span]) -> int:
    """Characters that the spans cover, each once."""
    length, document, reached = 0, "", 0
    for name, start, end in sorted(spans):
        if name != document:
            document, reached = name, 0
        length += max(0, end - max(start, reached))
        reached = max(reached, end)
    return length
