"""How far an addition is, and what it did."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from index.errors import DocumentError
from index.types import Loss


@dataclass(frozen=True, kw_only=True)
class Progress:
    """`done` of `total` files are through; `name` is the one in hand; `chunks` were embedded so far."""

    done: int
    total: int
    name: str
    chunks: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an `add` did, by path.

    `duplicates` map a file to the title of the document that it repeats, `displaced` one to the title of the document
    that it held until now and that is in no other file. `losses` say of files that are in the library what of them
    could not be read, `passed` are files in folders that are of no kind that can be read, `left` those that were not
    come to before it was stopped.
    """

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    duplicates: tuple[tuple[str, str], ...] = ()
    displaced: tuple[tuple[str, str], ...] = ()
    losses: tuple[tuple[str, Loss], ...] = ()
    passed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    errors: tuple[DocumentError, ...] = ()
    chunks: int = 0


OnProgress = Callable[[Progress], None]


class Stop(Exception):
    """Raised by an OnProgress: what is done is kept, and the work ends where it is."""


def plus(report: Report, other: Report) -> Report:
    """Both in one."""
    return Report(**{f.name: getattr(report, f.name) + getattr(other, f.name) for f in fields(Report)})
