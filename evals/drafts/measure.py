"""Drafted paragraphs checked against a library, each sentence beside its label."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evals.drafts.labelled import Label, Paragraph
from evals.metrics.faults import Outcome
from index.library import Library
from rag.checking.check import checked
from rag.checking.draft import pasted
from rag.checking.types import Checked, FaultKind

NAMES: Mapping[Label, frozenset[FaultKind]] = {
    "figure": frozenset({FaultKind.FIGURE}),
    "speaker": frozenset({FaultKind.SPEAKER, FaultKind.NAME, FaultKind.ROLE}),
    "attribution": frozenset({FaultKind.ATTRIBUTION}),
    "certainty": frozenset({FaultKind.CERTAINTY}),
    "merged": frozenset({FaultKind.ROLE, FaultKind.NAME, FaultKind.SPEAKER}),
}
"""The names under which a fault of a label is found rightly. What is invented is not in the library: no name."""

TRUE: Label = "borne_out"
IDLE: Label = "no_statement"
"""A sentence that states nothing is told apart, and counts neither as a fault nor as true."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A labelled sentence and what became of it; `result` is None where the check cut the paragraph otherwise."""

    paragraph: str
    label: Label
    text: str
    result: Checked | None

    @property
    def outcome(self) -> Outcome:
        flagged = self.result is not None and not self.result.borne_out
        kinds = {fault.kind for fault in self.result.faults} if self.result else set()
        names = NAMES.get(self.label)
        return Outcome(
            label=self.label, faulty=self.label not in (TRUE, IDLE), flagged=flagged,
            named=None if names is None else flagged and bool(kinds & names),
        )  # fmt: skip


def rows(paragraph: Paragraph, library: Library) -> Iterator[Row]:
    """The sentences of a paragraph, checked as one draft."""
    report = checked(pasted(paragraph.text), library)
    results = {result.statement.text: result for result in report.statements}
    for label, text in paragraph.labelled:
        yield Row(paragraph=paragraph.id, label=label, text=text, result=results.get(text))
