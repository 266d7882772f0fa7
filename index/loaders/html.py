"""HTML pages: the article and its metadata, found by trafilatura."""

import re

import trafilatura
from lxml import etree, html  # type: ignore[import-untyped]

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
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    if found is None or isinstance(found, dict):
        return Extract(text=_all_text(page), title=_title(page))
    return Extract(
        text=_article(found.text or "", page),
        title=found.title or _title(page),
        source=(found.sitename,) if found.sitename != found.hostname else (),
        author=(found.author,),
        published=(found.date,),
        url=found.url,
    )


def _article(text: str, page: str) -> str:
    """What was extracted, with a blank line between blocks. A line that goes on in lower case followed a mere <br>.

    Of a page that holds little else than a SHORT text, everything is taken.
    """
    everything = _all_text(page) if len(text) < SHORT else ""
    return everything if 0 < len(everything) < 2 * max(len(text), 50) else _BLOCK_END.sub("\n\n", text)


def _title(page: str) -> str | None:
    match = re.search(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    return str(html.fromstring(f"<p>{match.group(1)}</p>").text_content()) if match else None


def _all_text(page: str) -> str:
    """Everything a reader of the page would see, for pages that hold no article."""
    try:
        # As bytes, because lxml refuses a string that declares an encoding.
        tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(tree, "head", "script", "style", "noscript", "template", etree.Comment, with_tail=False)
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n\n" + (element.tail or "")
    return "\n\n".join(" ".join(block.split()) for block in str(tree.text_content()).split("\n\n"))
