"""What a loader hands back."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Extract:
    """A file's text, not yet cleaned, and what the file states of itself, not yet checked.

    `published`, `author` and `source` hold candidates, best first. `created` is when the file was made.
    """

    text: str
    title: object = None
    source: Sequence[object] = ()
    author: Sequence[object] = ()
    published: Sequence[object] = ()
    created: object = None
    url: object = None
