"""HTML pages: the article and its metadata, found by trafilatura."""

import re
from copy import deepcopy
from typing import Any

import trafilatura
from lxml import etree, html  # type: ignore[import-untyped]
from trafilatura.xpaths import BODY_XPATH

from index.loaders.encoding import decode
from index.loaders.types import Extract

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BLOCK_END = re.compile(r"\n(?![a-z])")
_BLOCKS = ("p", "div", "br", "li", "tr", "section", "article", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
# Only what the page states: a date fished out of its text could be anything's.
_DATES = {"extensive_search": False, "original_date": True}

SHORT = 250
"""Characters below which trafilatura takes its last resort, which puts every inline tag on a line of its own."""


def read_html(data: bytes, name: str) -> Extract:
    declared = _CHARSET.search(data[:4096])
    page = decode(data, name, declared=declared.group(1).decode("ascii") if declared else None)
    tree = _tree(page)
    found = None if tree is None else _found(tree)
    if found is None or isinstance(found, dict):
        return Extract(text=_all_text(tree), title=_title(page))
    return Extract(
        text=_article(found.text or "", tree),
        title=found.title or _title(page),
        source=(found.sitename,) if found.sitename != found.hostname else (),
        author=(found.author,),
        published=(found.date,),
        url=found.url,
    )


def _tree(page: str) -> Any:
    """The page without what it takes back, its notes apart from its numbers; None if it holds nothing."""
    try:
        # As bytes, because lxml refuses a string that declares an encoding.
        tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None
    etree.strip_elements(tree, "del", "s", "strike", with_tail=False)
    for note in tree.iter("sup"):
        if _before(note)[-1:].isdigit() and note.text_content()[:1].isdigit():
            note.text = " " + (note.text or "")
    return tree


def _before(element: Any) -> str:
    """The text right before the element, within its parent."""
    previous = element.getprevious()
    if previous is None:
        return element.getparent().text or ""
    return previous.tail or "".join(previous.itertext())


def _found(tree: Any) -> Any:
    """The article as trafilatura finds it. An aside is not the article's, nor is the date in it."""
    tree = deepcopy(tree)
    etree.strip_elements(tree, "aside", with_tail=False)
    # Where it knows no container, it takes paragraphs and tables alone: then the page is the article.
    if tree.find("body") is not None and not any(known(tree) for known in BODY_XPATH):
        tree.find("body").tag = "article"
    page = html.tostring(tree, encoding="unicode")
    return trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=_DATES)


def _article(text: str, tree: Any) -> str:
    """What was extracted, with a blank line between blocks. A line that goes on in lower case followed a mere <br>.

    Of a page that holds little else than a SHORT text, everything is taken.
    """
    everything = _all_text(tree) if len(text) < SHORT else ""
    return everything if 0 < len(everything) < 2 * max(len(text), 50) else _BLOCK_END.sub("\n\n", text)


def _title(page: str) -> str | None:
    match = re.search(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    return str(html.fromstring(f"<p>{match.group(1)}</p>").text_content()) if match else None


def _all_text(tree: Any) -> str:
    """Everything a reader of the page would see, for pages that hold no article."""
    if tree is None:
        return ""
    tree = deepcopy(tree)
    etree.strip_elements(tree, "head", "script", "style", "noscript", "template", etree.Comment, with_tail=False)
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n\n" + (element.tail or "")
    return "\n\n".join(" ".join(block.split()) for block in str(tree.text_content()).split("\n\n"))
