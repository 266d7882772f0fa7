"""Which part of a page is the article, and what of it is the site's furniture.

Only marks decide: the tag, the names that the page's author gave an element (class, id, role), whether it is shown at
all, and whether it consists of links. What a text says never does.
"""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from index.loaders.types import Removal
from index.loaders.web.elements import BLOCKS, HEADINGS, is_within, names, parts_of, text_of

UNSEEN = (
    "script", "style", "template", "svg", "iframe", "object", "embed", "canvas", "map", "video", "audio", "button",
    "select", "input", "textarea", "option", "datalist", "link", "meta", "head", "del", "s", "strike", "rt", "rp",
    etree.Comment, etree.ProcessingInstruction,
)  # fmt: skip
"""What a browser does not show as text, controls, reading aids, and what is struck out."""

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[^;]*line-through", re.IGNORECASE)

_ALWAYS = frozenset(
    "nav navigation navbar breadcrumb breadcrumbs related recommended recommendations comments commentlist"
    " disqus cookie cookies gdpr sidebar footer newsletter newsletters outbrain taboola pagination pager".split()
)
_WHERE_SHORT = frozenset(
    "menu share sharing sharebar sharedaddy shariff socials social promo promos promotion advert adverts advertisement"
    " advertising ad ads adslot sponsored consent toolbar tags taglist popular trending mostread teaser teasers signup"
    " login skip banner widget paywall regwall respond".split()
)
"""Names of what stands around an article on a site. The second ones are given to other things as well."""

SHORT = 400
"""Characters of prose below which an element of the second names is furniture."""

_NOTICES = frozenset(
    ("correction", "corrections", "clarification", "clarifications", "erratum", "errata", "corrigendum")
)
"""Names of what takes something back that the article says."""

LONG_NOTICE = 1500
"""Characters from which what is called corrections is a column of them, on other articles."""

_BESIDE = frozenset(("sidebar",))
"""Names that only tell where a box stands: beside a paragraph and without a link, it holds the article's facts."""

_PAIRS = frozenset(("most read", "most viewed", "more stories", "more news", "read more", "read next", "see also"))
_MODIFIERS = frozenset(("has", "with", "no", "not", "without", "is", "hide", "show", "post", "type", "single"))
"""Before such a word's neighbour an element is not itself the thing: "has-sidebar", "no-ads"."""

MOST = 0.4
"""Share of the page's prose from which an element is not furniture, whatever it is called."""

MAIN = 0.75
"""Share of an element's prose in one child from which the article is looked for in that child."""

WITH_HEADING = 1.3
"""How much longer than its main child an element may be that is taken since it holds the heading too."""

LINKED = 0.75
"""Share of link text in what is a list of links."""

LINKS = 3
"""Links from which a block of links is a menu, rather than a source that is named."""

SHORT_FORM = 300
"""Characters of text below which a form is one: whole pages stand in a form on some servers."""

SENTENCE = 40
"""Characters from which a run of text that is no link counts as prose."""


@dataclass(frozen=True, kw_only=True)
class _Size:
    """Characters of an element's text, of what of it is in links, and of its prose."""

    text: int = 0
    linked: int = 0
    prose: int = 0


_NONE = _Size()
Sizes = dict[Any, _Size]


def article(tree: Any) -> tuple[Any, list[Removal]]:
    """The element that holds the article, without furniture, and what was taken out of it. The tree is changed."""
    body = seen(tree)
    removed = _without_furniture(body, _sizes(body), outside=False)
    sizes = _sizes(body)
    found = _container(body, sizes)
    _fetch_notices(body, found)
    removed += [
        Removal(cause="outside the article", text=parts_of(part))
        for part in found.xpath("preceding::aside | following::aside | preceding::footer | following::footer")
    ]
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


def _sizes(body: Any) -> Sizes:
    sizes: Sizes = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        own = len((element.text or "").strip())
        text, linked, prose, run = own, 0, 0, own
        for child in element:
            within, behind = sizes.get(child, _NONE), len((child.tail or "").strip())
            text += within.text + behind
            linked += within.linked
            prose += within.prose
            run += behind + (0 if child.tag in BLOCKS or within.prose else within.text - within.linked)
        if element.tag == "a":
            linked, prose = text, 0
        elif run >= SENTENCE and element.tag in BLOCKS:
            prose += run
        sizes[element] = _Size(text=text, linked=linked, prose=prose)
    return sizes


def _container(body: Any, sizes: Sizes) -> Any:
    """The <article> that holds half of the page's prose, else the smallest element that holds most of it."""

    def prose(element: Any) -> int:
        return sizes.get(element, _NONE).prose

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
    whole = max(1, sizes.get(container, _NONE).prose)
    for element in [e for e in container.iter(etree.Element) if e is not container]:
        if container not in element.iterancestors() or sizes.get(element, _NONE).prose >= MOST * whole:
            continue
        cause = _furniture(element, sizes) or (_misplaced(element, container) if outside else "")
        if cause:
            removed.append(Removal(cause=cause, text=parts_of(element)))
            _drop_with_heading(element)
    return removed


def _furniture(element: Any, sizes: Sizes) -> str:
    """Why the element is the site's and not the article's; "" if it is not."""
    size = sizes.get(element, _NONE)
    tag, role = element.tag, element.get("role")
    if tag == "nav" or role in ("navigation", "search", "banner", "contentinfo", "dialog"):
        return f"marked as {role or tag}"
    if tag in ("aside", "footer", "ul", "ol", "div", "section", "p", "form") and _is_link_list(element, size):
        return "a list of links"
    if tag == "form" and size.text < SHORT_FORM:
        return "a form"
    if tag in ("p", *HEADINGS, "td", "th", "tr", "tbody", "table", "article", "main", "body"):
        return ""
    named = _named_so(names(element), short=size.prose < SHORT)
    if named in _BESIDE and not size.linked and _beside_paragraph(element):
        return ""
    return f"named “{named}” by the page" if named else ""


def _misplaced(element: Any, container: Any) -> str:
    """An aside, a head or foot of the site rather than of the article."""
    if element.tag not in ("header", "footer", "aside") or is_within(element, "blockquote", "figure"):
        return ""
    if container.tag == "article" or is_within(element, "article") or _in_section(element, container):
        return ""
    if element.tag == "aside" and _among_paragraphs(element):
        return ""
    if element.tag == "header" and next(element.iter("h1"), None) is not None:
        return ""
    return f"<{element.tag}> outside the article"


def _in_section(element: Any, container: Any) -> bool:
    """Is it the head or foot of a section of the text, such as an entry's?"""
    sections = element.iterancestors("section")
    return element.tag != "aside" and any(container in section.iterancestors() for section in sections)


def _among_paragraphs(element: Any) -> bool:
    """Does it stand in the run of the text: paragraphs before and behind it, beside it in the same element?"""
    before = next(element.itersiblings("p", preceding=True), None)
    return before is not None and next(element.itersiblings("p"), None) is not None


def _beside_paragraph(element: Any) -> bool:
    """Does a paragraph stand in the same element? The column beside a whole article has none as its neighbour."""
    return any(next(element.itersiblings("p", preceding=way), None) is not None for way in (True, False))


def _is_link_list(element: Any, size: _Size) -> bool:
    if not size.text or size.linked < LINKED * size.text:
        return False
    before = element.getprevious()
    if before is not None and before.tag == "p" and text_of(before).endswith((":", "：")):
        return False
    return sum(1 for _ in element.iter("a")) >= LINKS or element.tag in ("aside", "footer")


def _named_so(words: list[str], *, short: bool) -> str:
    for at, word in enumerate(words):
        pair = f"{words[at - 1]} {word}" if at else ""
        if at and words[at - 1] in _MODIFIERS:
            continue
        if pair in _PAIRS:
            return pair
        if word in _ALWAYS or (short and word in _WHERE_SHORT):
            return word
    return ""


def _drop_with_heading(element: Any) -> None:
    """Takes out a block, and the heading right above it if that heads nothing else."""
    heading, after = element.getprevious(), element.getnext()
    headed = heading is not None and heading.tag in HEADINGS[1:] and not (heading.tail or "").strip()
    if headed and (after is None or after.tag in HEADINGS) and not (element.tail or "").strip():
        _drop(heading)
    _drop(element)
