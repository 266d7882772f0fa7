"""What can go wrong below retrieval.

IndexingError            every error of this package: what, why, what to do
├── DocumentError        one file cannot be used; the others go on
├── FetchError           a model file could not be had from any of its sources
│   └── DigestError      a model file came, but it is not the publisher's
├── SettingsError        a setting has a value that it cannot have
├── LibraryError         there is no library of that name, or none can be made
├── CatalogError         the catalog is damaged, or cannot be read or written
├── StoreError           the vector store cannot be reached or does not answer
├── BackupError          a backup cannot be made, or not be restored
└── MismatchError        the index was built with other settings than are in force
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

NAMED = 5
"""Files named of those that were passed over."""


class IndexingError(Exception):
    """Base of the tree. `cause` says what happened to `subject`, `remedy` what the reader can do."""

    retryable = False

    def __init__(self, subject: str, cause: str, remedy: str) -> None:
        super().__init__(f"{subject}: {cause}. {remedy}")
        self.subject = subject
        self.cause = cause
        self.remedy = remedy

    @property
    def message(self) -> str:
        """What happened, as errors of answers say it: what shows either needs not know which it has."""
        return f"{self.subject}: {self.cause}."

    @property
    def hint(self) -> str:
        return self.remedy

    def __reduce__(self) -> tuple[type["IndexingError"], tuple[str, str, str]]:
        """Errors come back from worker processes."""
        return type(self), (self.subject, self.cause, self.remedy)


class DocumentError(IndexingError):
    """A file that cannot be read as a document."""


class FetchError(IndexingError):
    """A model file that no source delivered."""

    retryable = True


class DigestError(FetchError):
    """A delivered file whose SHA-256 is not the pinned one. It is deleted, never used."""


class SettingsError(IndexingError):
    """Names the setting."""


class LibraryError(IndexingError):
    """Names the library."""


class CatalogError(IndexingError):
    """Names the file or the server. `damaged` where its bytes are not those that were written; `retryable` where the
    same may go well in a while: a server that is starting, out of reach or busy."""

    def __init__(
        self, subject: str, cause: str, remedy: str, *, damaged: bool = False, retryable: bool = False
    ) -> None:
        super().__init__(subject, cause, remedy)
        self.damaged = damaged
        self.retryable = retryable


class StoreError(IndexingError):
    """The Chroma server is not reachable."""

    retryable = True


class BackupError(IndexingError):
    """Names the backup, or what of the library cannot be copied."""


class MismatchError(IndexingError):
    """The index holds vectors of another model or chunk setting."""


def passed_over(paths: Sequence[str]) -> str:
    """Says how many files of which kinds were not read, and names some."""
    kinds = Counter(PurePath(path).suffix.lower() or "no suffix" for path in paths)
    named = ", ".join(PurePath(path).name for path in paths[:NAMED]) + (", …" if len(paths) > NAMED else "")
    counted = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    return f"Not read, since they are of no known kind: {counted} ({named}). Save them in a format that can be read."
