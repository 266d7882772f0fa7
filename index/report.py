"""What an addition did, in the lines that the reader is told. One wording for the command, the page and evaluations."""

from index.errors import passed_over
from index.library import Library
from index.online import Change
from index.progress import Report

SHOWN = 3
"""Sentences of a change that are shown, of the new and of the old."""


def failures(report: Report) -> list[str]:
    """A line a file that could not be used: name, cause, remedy."""
    return [str(error) for error in report.errors]


def notes(report: Report) -> list[str]:
    """A line a file of which there is something to know although it is no failure."""
    return [f"{path}: the same text as “{title}”, kept once" for path, title in report.duplicates]


def warnings(report: Report) -> list[str]:
    """A line for each thing that was not read: parts of files, and files of no known kind."""
    lost = [f"{path}: {loss}" for path, loss in report.losses]
    return [*lost, passed_over(report.passed)] if report.passed else lost


def summary(report: Report, library: Library) -> str:
    """What was done, counted, and what the library holds now."""
    counts = {
        "added": report.added, "replaced": report.replaced, "unchanged": report.unchanged,
        "removed": report.removed, "duplicates": report.duplicates, "failed": report.errors,
    }  # fmt: skip
    said = [f"{len(items)} {word}" for word, items in counts.items() if items] or ["nothing to do"]
    documents, chunks = library.catalog.counts()
    return f"{', '.join(said)}. The library holds {documents} documents in {chunks} chunks."


def change_line(change: Change) -> str:
    """What a page says now that it did not say when it was last fetched, and the other way round."""
    counts = f"{len(change.new)} sentences new, {len(change.gone)} gone"
    shown = [*(f"+ {text}" for text in change.new[:SHOWN]), *(f"- {text}" for text in change.gone[:SHOWN])]
    return "\n  ".join([f"{change.title} ({change.address}): {counts}", *shown])
