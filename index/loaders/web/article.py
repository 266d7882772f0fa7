"""Which part of a page is the article: what is shown of it at all, the element that holds it, and what is taken out.

Only marks decide, as for `furniture`. What a text says never does.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from index.loaders.types import Removal
from index.loaders.web.elements import HEADINGS, is_within, names, parts_of, text_of
from index.loaders.web.furniture import furniture, misplaced
from index.loaders.web.sizes import NONE, Sizes, sizes_of

UNSEEN = (
    "script", "style", "template", "svg", "iframe", "object", "embed", "canvas", "map", "video", "audio", "button",
    "select", "input", "textarea", "option", "datalist", "link", "meta", "head", "del", "s", "strike", "rt", "rp",
    etree.Comment, etree.ProcessingInstruction,
)  # fmt: skip
"""What a browser does not show as text, controls, reading aids, and what is struck out."""

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[^;]*line-through", re.IGNORECASE)

_NOTICES = frozenset(
    ("correction", "corrections", "clarification", "clarifications", "erratum", "errata", "corrigendum")
)
"""Names of what takes something back that the article says."""

LONG_NOTICE = 1500
"""Characters from which what is called corrections is a column of them, on other articles."""

MOST = 0.4
"""Share of the page's prose from which an element is not furniture, whatever it is called."""

MAIN = 0.75
"""Share of an element's prose in one child from which the article is looked for in that child."""

WITH_HEADING = 1.3
"""How much longer than its main child an element may be that is taken since it holds the heading too."""


def article(tree: Any) -> tuple[Any, list[Removal]]:
    """The element that holds the article, without furniture, and what was taken out of it. The tree is changed."""
    body = seen(tree)
    removed = _without_furniture(body, sizes_of(body), outside=False)
    sizes = sizes_of(body)
    found = _container(body, sizes)
    _fetch_notices(body, found)
    removed += [Removal(cause="outside the article", text=parts_of(part)) for part in _around(found, body)]
    removed += _without_furniture(found, sizes, outside=True)
    return found, [removal for removal in removed if removal.text]


def seen(tree: Any) -> Any:
    """The body of a page without what a browser does not show. The tree is changed."""
    body = tree.find("body") if tree.tag == "html" else tree
    body = tree if body is None else body
    etree.strip_elements(body, *UNSEEN, with_tail=False)
    for element in list(body.iter("noscript")):
        if 2 * len(text_of(element)) > len(text_of(body)):
            element.tag = "div"
        else:
            _drop(element)
    for element in list(body.iter(etree.Element)):
        hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
        if element is not body and (hidden or _NOT_SHOWN.search(element.get("style") or "")):
            _drop(element)
    return body


def _drop(element: Any) -> None:
    """Takes an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    previous, tail = element.getprevious(), element.tail or ""
    if tail and previous is not None:
        previous.tail = f"{previous.tail or ''} {tail}"
    elif tail:
        parent.text = f"{parent.text or ''} {tail}"
    element.tail = None
    parent.remove(element)


def _container(body: Any, sizes: Sizes) -> Any:
    """The <article> that holds half of the page's prose, else the smallest element that holds most of it."""

    def prose(element: Any) -> int:
        return sizes.get(element, NONE).prose

    articles = [a for a in body.iter("article") if not is_within(a, "article", "aside", "footer", "nav")]
    best = max(articles, key=prose, default=None)
    if best is not None and 2 * prose(best) >= prose(body) and (prose(body) or len(articles) == 1):
        return best
    found = body
    while found.tag not in ("article", "main") and found.get("role") != "main":
        child = max(found, key=prose, default=None)
        if child is None or prose(child) < MAIN * prose(found) or prose(child) == 0 or child.tag not in _CONTAINERS:
            break
        if _heads(found, child) and sizes[found].text <= WITH_HEADING * sizes[child].text:
            break
        found = child
    return found


def _around(container: Any, body: Any) -> Iterator[Any]:
    """The largest elements of the page that have nothing of the article in them, those before it first."""
    chain = list(takewhile(lambda element: element is not body, (container, *container.iterancestors())))
    for element in reversed(chain):
        yield from reversed(list(element.itersiblings(preceding=True)))
    for element in chain:
        yield from element.itersiblings()


def _fetch_notices(body: Any, container: Any) -> None:
    """Moves what the page calls a correction, and puts beside the article, to its end."""
    for element in list(body.iter("div", "section", "p", "aside")):
        apart = element not in container.iterancestors() and container not in element.iterancestors()
        if (
            apart
            and element is not container
            and _NOTICES & set(names(element))
            and len(text_of(element)) < LONG_NOTICE
        ):
            _drop(element)
            container.append(element)


def _heads(element: Any, child: Any) -> bool:
    """Does the page's heading stand in the element, beside the child? Then so do the lead and the first picture."""
    heading = next(element.iter("h1"), None)
    return heading is not None and child not in heading.iterancestors()


_CONTAINERS = frozenset(("div", "section", "main", "article", "center", "form", "td", "tr", "tbody", "table", "span"))


def _without_furniture(container: Any, sizes: Sizes, *, outside: bool) -> list[Removal]:
    """Takes furniture out of an element. `outside`: with what is not of the article by its place."""
    removed = []
    whole = max(1, sizes.get(container, NONE).prose)
    for element in [e for e in container.iter(etree.Element) if e is not container]:
        if container not in element.iterancestors() or sizes.get(element, NONE).prose >= MOST * whole:
            continue
        cause = furniture(element, sizes) or (misplaced(element, container) if outside else "")
        if cause:
            removed.append(Removal(cause=cause, text=parts_of(element)))
            _drop_with_heading(element)
    return removed


def _drop_with_heading(element: Any) -> None:
    """Takes out a block, and the heading right above it if that heads nothing else."""
    heading, after = element.getprevious(), element.getnext()
    headed = heading is not None and heading.tag in HEADINGS[1:] and not (heading.tail or "").strip()
    if headed and (after is None or after.tag in HEADINGS) and not (element.tail or "").strip():
        _drop(heading)
    _drop(element)
