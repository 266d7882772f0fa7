"""HTML pages: the article as a reader sees it, and what the page states of itself."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from index.loaders.encoding import decoded
from index.loaders.types import Extract, Removal
from index.loaders.web.article import article, seen
from index.loaders.web.boilerplate import is_furniture
from index.loaders.web.elements import Block
from index.loaders.web.moments import entries, stamp
from index.loaders.web.paywall import cut, walled
from index.loaders.web.stated import Stating, missing, stating
from index.loaders.web.text import blocks

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)

SHORT = 250
"""Characters below which an article may be none: then all is read of a page that holds little else."""


def read_html(data: bytes, name: str) -> Extract:
    declared = _CHARSET.search(data[:4096])
    read = decoded(data, name, declared=declared.group(1).decode("ascii") if declared else None)
    page = read.text
    tree = _tree(page)
    if tree is None:
        return Extract(text="")
    stated, wall = stating(tree), walled(tree)
    found, removed = article(tree)
    kept, furniture = _without_furniture(blocks(found))
    removed += furniture
    texts = _stated_body(entries(kept, live=stated.live), stated)
    if not texts or (len("".join(texts)) < SHORT and found.tag not in ("article", "main")):
        everything = entries(blocks(seen(_tree(page))), live=stated.live)
        if not texts or len("".join(everything)) < 2 * max(len("".join(texts)), 50):
            texts, removed = everything, []
    texts += _updates(stated, texts)
    texts += [f"Correction: {text}" for text in stated.corrections if text not in " ".join(texts)]
    losses = (*read.losses, *cut(texts, stated, wall=wall))
    return Extract(
        text="\n\n".join(texts), title=stated.title, source=stated.source, author=stated.author,
        published=stated.published, url=stated.url, losses=losses, web=True, removed=removed,
    )  # fmt: skip


def _tree(page: str) -> Any:
    """The page; None if it holds nothing."""
    try:
        # As bytes, because lxml refuses a string that declares an encoding.
        return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, ValueError):
        return None


def _without_furniture(found: Sequence[Block]) -> tuple[list[Block], list[Removal]]:
    """The blocks without paragraphs that read like a site's, unless that is all there is."""
    kept: list[Block] = []
    removed: list[Removal] = []
    for block in found:
        if not block.heading and is_furniture(block.text, kept[-1].text if kept else ""):
            removed.append(Removal(cause="reads like a part of the site", text=block.text))
        else:
            kept.append(block)
    return (kept, removed) if kept else (list(found), [])


def _stated_body(texts: list[str], stated: Stating) -> list[str]:
    """The article from the page's structured data where a script would have put it on the page."""
    if len(stated.body) < 2 * max(SHORT, sum(map(len, texts))):
        return texts
    return [paragraph for part in stated.body.split("\n") if (paragraph := " ".join(part.split()))]


def _updates(stated: Stating, texts: Sequence[str]) -> Iterator[str]:
    """Entries of a live blog that only the structured data has."""
    for update in missing(stated.updates, "".join(texts)):
        head = " – ".join(filter(None, (stamp(update.day), update.heading)))
        if head:
            yield f"{head}:"
        yield update.text
