"""The suites at hand: the user's own in the data folder, then those that came with Dossier."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.errors import SuiteError
from evals.suites.documents import check_library
from evals.suites.suite import Suite, read_suite
from index.library import Library

BUNDLED = Path(__file__).parents[2] / "prompts" / "suites"


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A file of test prompts. With an `error` it cannot be run; `suite` is None where it cannot even be read."""

    path: Path
    own: bool
    suite: Suite | None = None
    error: SuiteError | None = None


def own_suites(data: Path) -> Path:
    """The folder of the user's own suites."""
    return data / "suites"


def shelf(library: Library) -> tuple[Shelved, ...]:
    """Every suite, read and held against the library, the user's own first."""
    return tuple(_look(path, library, own=own) for path, own in _files(library.data))


def _files(data: Path) -> Iterator[tuple[Path, bool]]:
    for folder, own in ((own_suites(data), True), (BUNDLED, False)):
        yield from ((path, own) for path in sorted(folder.glob("*.yaml")))


def _look(path: Path, library: Library, *, own: bool) -> Shelved:
    suite = None
    try:
        suite = read_suite(path)
        check_library([suite], library)
    except SuiteError as error:
        return Shelved(path=path, own=own, suite=suite, error=error)
    return Shelved(path=path, own=own, suite=suite)
