"""How much of each element of a page is text, link and prose."""

from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from index.loaders.web.elements import BLOCKS

SENTENCE = 40
"""Characters from which a run of text that is no link counts as prose."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """Characters of an element's text, of what of it is in links, and of its prose."""

    text: int = 0
    linked: int = 0
    prose: int = 0


NONE = Size()
"""Of what is no element of the page."""

Sizes = dict[Any, Size]


def sizes_of(body: Any) -> Sizes:
    """Of the body and every element in it."""
    sizes: Sizes = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        own = len((element.text or "").strip())
        text, linked, prose, run = own, 0, 0, own
        for child in element:
            within, behind = sizes.get(child, NONE), len((child.tail or "").strip())
            text += within.text + behind
            linked += within.linked
            prose += within.prose
            run += behind + (0 if child.tag in BLOCKS or within.prose else within.text - within.linked)
        if element.tag == "a":
            linked, prose = text, 0
        elif run >= SENTENCE and element.tag in BLOCKS:
            prose += run
        sizes[element] = Size(text=text, linked=linked, prose=prose)
    return sizes
