"""Facts about an element of a page that need no judgement."""

import re
from dataclasses import dataclass
from typing import Any

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr"
    " ul caption dialog search".split()
)
"""Tags that a browser begins on a new line."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")

_MODIFIER = re.compile(r"--\S*")


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph, heading, list or table of a page, without white space around."""

    text: str
    heading: bool = False


def names(element: Any) -> list[str]:
    """The words in the classes and id by which a page's author named an element, in order, in lower case.

    What follows "--" in a class is how the thing differs from others of its kind (BEM), not what it is.
    """
    given = f"{element.get('class', '')} {element.get('id', '')}"[:400]
    return [word.lower() for word in _WORD.findall(_MODIFIER.sub(" ", given))]


def text_of(element: Any) -> str:
    """All text in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def parts_of(element: Any) -> str:
    """The same with a space between all parts, for people to look at."""
    return " ".join(" ".join(element.itertext()).split())


def is_within(element: Any, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None
