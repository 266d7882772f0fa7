"""What suites know of a library: the names of its documents."""

from collections.abc import Sequence
from pathlib import Path

from evals.suites.check import check_documents
from evals.suites.suite import Suite
from index.library import Library


def file_names(library: Library) -> dict[str, str]:
    """Document id → name of its (first) file."""
    return {entry.id: Path(entry.paths[0]).name for entry in library.catalog.documents() if entry.paths}


def check_library(suites: Sequence[Suite], library: Library) -> None:
    """Raises SuiteError if a suite expects a document that the library does not have."""
    names = file_names(library)
    check_documents(suites, [(names.get(entry.id, ""), entry.title) for entry in library.catalog.documents()])
