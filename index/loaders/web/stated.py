"""What a page states of itself outside its text: structured data (JSON-LD, schema.org) and <meta>."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trafilatura.metadata import (
    examine_meta,
    extract_author,
    extract_meta_json,
    extract_sitename,
    extract_title,
    extract_url,
)

from index.loaders.types import Stated
from index.loaders.web.elements import text_of

LARGEST = 2_000_000
"""Characters of structured data that are read."""

DEEPEST = 8
_LISTS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")

_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "publishdate", "publish_date",
    "pubdate", "publish-date", "publication_date", "published", "date_published", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "citation_publication_date", "citation_date",
    "citation_online_date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "bt:pubdate",
    "rnews:datepublished", "originalpublicationdate", "displaydate", "date",
)  # fmt: skip
"""Names of <meta> by which pages state their publication, best first."""


@dataclass(frozen=True, kw_only=True)
class Update:
    """An entry of a live blog, as structured data has it."""

    day: str
    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Stating:
    """What a page states. `body` is the article's text as structured data has it, `free` False where it says so."""

    title: Stated | None
    source: tuple[Stated, ...]
    author: tuple[Stated, ...]
    published: tuple[Stated, ...]
    url: str | None
    live: bool
    free: bool
    body: str
    updates: tuple[Update, ...]
    corrections: tuple[str, ...]


def stating(tree: Any) -> Stating:
    """Reads a page before anything is taken out of it."""
    data = list(_objects(tree))
    main = next((d for d in data if _is_a(d, "LiveBlogPosting")), next((d for d in data if _is_article(d)), {}))
    known = extract_meta_json(tree, examine_meta(tree))
    sitename = known.sitename or extract_sitename(tree)
    author = _named(main.get("author")) or known.author or extract_author(tree)
    return Stating(
        title=_title(tree, main, known.title),
        source=_as_stated(sitename.lstrip("@") if sitename else _named(main.get("publisher")), "the site's name"),
        author=_as_stated(author, "structured data" if main.get("author") else "the page's metadata"),
        published=tuple(_published(tree, main)),
        url=known.url or extract_url(tree),
        live=_is_a(main, "LiveBlogPosting"),
        free=not any(str(d.get("isAccessibleForFree")).lower() == "false" for d in (main, *_parts(main))),
        body=_text(main.get("articleBody")),
        updates=tuple(_updates(main)),
        corrections=tuple(_corrections(main)),
    )


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's structured data that stand for the page or a part of it."""
    left = LARGEST
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > left:
            continue
        left -= len(script.text)
        try:
            yield from _flat(json.loads(script.text, strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _flat(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth < DEEPEST:
        for item in value[:200]:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        if depth < DEEPEST:
            for name in _LISTS:
                yield from _flat(value.get(name), depth + 1)


def _is_a(data: dict[str, Any], name: str) -> bool:
    kinds = data.get("@type")
    return name in (kinds if isinstance(kinds, list) else [kinds])


def _is_article(data: dict[str, Any]) -> bool:
    kinds = data.get("@type")
    some = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    return any(kind.endswith(("Article", "Posting", "Report")) for kind in some)


def _parts(data: dict[str, Any]) -> list[dict[str, Any]]:
    parts = data.get("hasPart")
    return [part for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict)]


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _named(value: Any) -> str | None:
    """The name of a person or organisation, or of several, joined by commas."""
    found = []
    for item in value[:20] if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        name = ", ".join(str(n) for n in name[:20]) if isinstance(name, list) else name
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            found.append(" ".join(name.split()))
    return ", ".join(dict.fromkeys(found)) or None


def _as_stated(value: object, where: str) -> tuple[Stated, ...]:
    return (Stated(value=value, where=where),) if value else ()


def _title(tree: Any, main: dict[str, Any], known: str | None) -> Stated | None:
    """The headline as the article bears it, rather than as the window's title has it, with the site behind it."""
    headings = [text for h1 in tree.iter("h1") if (text := text_of(h1))]
    window = next((text_of(title) for title in tree.iter("title")), "")
    if len(headings) == 1 and (
        headings[0] in window or headings[0] in (known or "") or headings[0] == main.get("headline")
    ):
        return Stated(value=headings[0], where="the page's heading")
    if headline := _text(main.get("headline")):
        return Stated(value=headline, where="structured data")
    if known:
        return Stated(value=known, where="the page's metadata")
    found = extract_title(tree) or window
    return Stated(value=found, where="the page's title") if found else None


def _published(tree: Any, main: dict[str, Any]) -> Iterator[Stated]:
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _PUBLISHED and meta.get("content"):
            stated.setdefault(name, meta.get("content"))
    if day := main.get("datePublished"):
        yield Stated(value=day, where="structured data, datePublished")
    for name in _PUBLISHED:
        if name in stated:
            yield Stated(value=stated[name], where=f"meta {name}")
    for element in tree.xpath("//time[@pubdate] | //*[@itemprop='datePublished'][not(self::meta)]")[:1]:
        yield Stated(value=element.get("datetime") or element.get("content") or text_of(element), where="datePublished")
    if not _is_a(main, "LiveBlogPosting"):
        yield from _in_head(tree)


def _in_head(tree: Any) -> Iterator[Stated]:
    """The one <time> between the page's only heading and its first paragraph of some length."""
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        return
    found: list[Any] = []
    for element in headings[0].xpath("following::*")[:60]:
        if element.tag == "p" and len(text_of(element)) > 80:
            break
        if element.tag in ("aside", "nav"):
            return
        if element.tag == "time" and element.get("datetime"):
            found.append(element)
    if found:
        yield Stated(value=found[0].get("datetime"), where="the time below the heading")


def _updates(main: dict[str, Any]) -> Iterator[Update]:
    given = main.get("liveBlogUpdate")
    for item in (given if isinstance(given, list) else [given])[:2000]:
        if isinstance(item, dict) and (text := _text(item.get("articleBody"))):
            yield Update(day=_text(item.get("datePublished")), heading=_text(item.get("headline")), text=text)


def _corrections(main: dict[str, Any]) -> Iterator[str]:
    """Notices of correction that the article's data holds."""
    given = main.get("correction")
    for item in (given if isinstance(given, list) else [given])[:20]:
        text = _text(item.get("text") or item.get("description")) if isinstance(item, dict) else _text(item)
        if text and not text.startswith("http"):
            yield text


def missing(updates: Sequence[Update], text: str) -> list[Update]:
    """Entries whose beginning is not in the page's text."""
    plain = "".join(text.split())
    return [update for update in updates if "".join(update.text.split())[:60] not in plain]
