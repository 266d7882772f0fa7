"""What a Word document's styles say of a run or a paragraph that says nothing itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn

_OFF = frozenset(("0", "false", "off", "none"))
DEEPEST = 20
"""Styles that are based on one another, at most."""

Styles = Mapping[str, Any]
"""The <w:style> elements by their ids."""


def styles_of(root: Any) -> Styles:
    """Of the document's <w:styles>, or of nothing."""
    return {} if root is None else {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}


def value(element: Any, tag: str) -> str | None:
    """The w:val of a child ("w:vertAlign"), "" where it stands without one; None where it does not stand."""
    child = None if element is None else element.find(qn(tag))
    return None if child is None else child.get(qn("w:val"), "")


def is_on(element: Any, tag: str) -> bool | None:
    """A property that is on or off; None where nothing is said."""
    found = value(element, tag)
    return None if found is None else found not in _OFF


def chain(styles: Styles, name: str | None) -> Iterator[Any]:
    """A style, and those that it is based on in turn."""
    for _ in range(DEEPEST):
        style = styles.get(name) if name else None
        if style is None:
            return
        yield style
        name = value(style, "w:basedOn")


def run_properties(run: Any, styles: Styles, paragraph: str | None) -> Iterator[Any]:
    """The <w:rPr> that hold for a run: its own, its style's, its paragraph's style's; the first that speaks decides."""
    own = run.find(qn("w:rPr"))
    if own is not None:
        yield own
    for name in (value(own, "w:rStyle"), paragraph):
        for style in chain(styles, name):
            if (properties := style.find(qn("w:rPr"))) is not None:
                yield properties


def is_unseen(run: Any, styles: Styles, paragraph: str | None) -> bool:
    """Is the run hidden or struck out?"""
    for tag in ("w:vanish", "w:strike", "w:dstrike"):
        said = (is_on(properties, tag) for properties in run_properties(run, styles, paragraph))
        if next((answer for answer in said if answer is not None), False):
            return True
    return False


def is_raised(run: Any, styles: Styles, paragraph: str | None) -> bool:
    said = (value(properties, "w:vertAlign") for properties in run_properties(run, styles, paragraph))
    return next((answer for answer in said if answer is not None), "") == "superscript"
