"""RSS and Atom feeds: the pages that they announce."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from index.date import parse
from index.loaders.package import tree

MOST = 50
"""Entries of a feed that are fetched, from the top, where the newest stand."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    address: str
    title: str | None
    published: date | None


def entries(data: bytes, address: str) -> list[Entry] | None:
    """The entries of a feed, each address once; None if it is none."""
    head = data[:2000].lower()
    if not any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf")):
        return None
    root = tree(data)
    if root is None or _name(root) not in ("rss", "feed", "rdf"):
        return None
    found = (_entry(item, address) for item in root.iter() if _name(item) in ("item", "entry"))
    return list({entry.address: entry for entry in found if entry}.values())[:MOST]


def _entry(item: Any, base: str) -> Entry | None:
    fields: dict[str, list[Any]] = {}
    for child in item:
        fields.setdefault(_name(child), []).append(child)
    link = next((_link(child) for child in fields.get("link", ()) if _link(child)), None)
    if link is None:
        return None
    title = next(_texts(fields, "title"), None)
    days = (_day(text) for text in _texts(fields, "pubdate", "published", "date", "issued"))
    return Entry(address=urljoin(base, link).partition("#")[0], title=title, published=next(filter(None, days), None))


def _texts(fields: dict[str, list[Any]], *names: str) -> Iterator[str]:
    for name in names:
        for element in fields.get(name, ()):
            if text := " ".join("".join(element.itertext()).split()):
                yield text


def _link(element: Any) -> str | None:
    """Atom has addresses in `href`, of which the page is the alternate; RSS has them as text."""
    if href := element.get("href"):
        return href.strip() if element.get("rel", "alternate") == "alternate" else None
    return (element.text or "").strip() or None


def _day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse(text)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
