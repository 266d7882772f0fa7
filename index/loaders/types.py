"""What a loader hands back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from index.types import Loss


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A page, slide or sheet of a file; `index.types.Place` once its offset is known."""

    kind: str
    number: int
    label: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A file within a file: an attachment, a mail of a mailbox, a member of an archive.

    `open` gives its bytes when they are wanted: nobody has to unpack, or hold, more than one at a time.
    """

    name: str
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, kw_only=True)
class Extract:
    """A file's text, not yet cleaned, and what the file states of itself, not yet checked.

    `published`, `author` and `source` hold candidates, best first. `made` is when the file was made. Where the format
    has `places`, `text` holds `index.marks.mark(number)` before the first character of `places[number]`. `losses` is
    what of the file is not in the text. `web` is True for a page of a web site, the only kind of text from which
    furniture of the site is taken out. `parts` become documents of their own; a file that has some may have no text.
    """

    text: str
    title: object = None
    source: Sequence[object] = ()
    author: Sequence[object] = ()
    published: Sequence[object] = ()
    made: object = None
    url: object = None
    places: Sequence[Spot] = ()
    losses: Sequence[Loss] = ()
    web: bool = False
    parts: Sequence[Part] = ()
