"""What of a page is the site's furniture, by its marks alone: the tag, the role, the names that the page's author gave
an element (class, id), and whether it consists of links. What a text says never decides."""

from typing import Any

from index.loaders.web.elements import HEADINGS, is_within, names, text_of
from index.loaders.web.sizes import NONE, Size, Sizes

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

_BESIDE = frozenset(("sidebar",))
"""Names that only tell where a box stands: beside a paragraph and without a link, it holds the article's facts."""

_PAIRS = frozenset(("most read", "most viewed", "more stories", "more news", "read more", "read next", "see also"))
_MODIFIERS = frozenset(("has", "with", "no", "not", "without", "is", "hide", "show", "post", "type", "single"))
"""Before such a word's neighbour an element is not itself the thing: "has-sidebar", "no-ads"."""

LINKED = 0.75
"""Share of link text in what is a list of links."""

LINKS = 3
"""Links from which a block of links is a menu, rather than a source that is named."""

SHORT_FORM = 300
"""Characters of text below which a form is one: whole pages stand in a form on some servers."""


def furniture(element: Any, sizes: Sizes) -> str:
    """Why the element is the site's and not the article's; "" if it is not."""
    size = sizes.get(element, NONE)
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


def misplaced(element: Any, container: Any) -> str:
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


def _is_link_list(element: Any, size: Size) -> bool:
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
