"""What every kind of briefing works with: the library, the request, and how it is stopped and watched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event as Signal

from index.library import Library
from rag.briefing.gather import Gathered, entries
from rag.briefing.gather import gather as _gather
from rag.briefing.subject import Subject
from rag.briefing.told import label
from rag.types import Briefing, BriefingRequest, Coverage, Row

MANY = 10_000
"""Mentions from which a reader is told how to narrow the request, whatever was read of them."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """`cancel` ends it with what it has; `progress` is called with the passages read so far."""

    request: BriefingRequest
    library: Library
    cancel: Signal | None = None
    progress: Callable[[int], None] | None = None
    threshold: float = 0.4
    """Belief below which nothing answers a question."""
    share: float = 1.0
    """Of what could be gathered: a first look reads less."""

    @property
    def stopped(self) -> bool:
        return self.cancel is not None and self.cancel.is_set()

    def gather(self, wanted: Subject) -> Gathered:
        return _gather(wanted, self.request, self.library, cancel=self.cancel, progress=self.progress, share=self.share)

    def briefing(
        self,
        rows: Sequence[Row],
        *,
        passages: int,
        gathered: Gathered | None = None,
        conclusion: str = "",
        notice: str = "",
        names: Sequence[str] = (),
        figures: Sequence[tuple[str, int]] = (),
    ) -> Briefing:
        inside = list(entries(self.request, self.library))
        used = {c.document_id for row in rows for c in row.citations}
        most = gathered is not None and gathered.most
        if most and gathered is not None:
            narrow = (
                f"{gathered.mentions:,} passages name it; those nearest to it were read. Narrow it by a source, a time "
                "or a second word to have all of them read."
            )
            notice = " ".join(filter(None, [notice, narrow]))
        return Briefing(
            request=self.request, label=label(self.request), rows=tuple(rows),
            coverage=Coverage(
                documents=len(inside), used=len(used), passages=passages,
                mentions=gathered.mentions if gathered else None, most=most,
                partly=tuple(e.title for e in inside if e.losses), stopped=self.stopped,
            ),
            conclusion=conclusion, notice=notice, names=tuple(names), figures=tuple(figures),
        )  # fmt: skip
