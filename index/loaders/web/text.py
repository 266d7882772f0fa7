"""An element of a page → its text as a reader sees it, block by block.

What the marks say and the words do not is put into signs: list numbers, quotation marks and the speaker of a quotation
set apart ("Mia Ono: “…”"), raised figures (52³), the time of an entry before its heading.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from index.loaders.numerals import numeral
from index.loaders.raised import raised
from index.loaders.web import table
from index.loaders.web.elements import BLOCKS, HEADINGS, Block, names, text_of
from index.loaders.web.moments import spell

DEEPEST = 80
"""Levels of nesting that are followed; what is deeper is read as one run of text."""

ENDLESS = 10**9
LISTS = ("ul", "ol", "menu")

LONG_QUOTE = 0.4
"""Share of the page from which a quotation set apart is the page, indented."""

LONGEST_SPEAKER = 200

_NUMERALS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SPACES = re.compile(r"[ \t\r\f\v]+")
_WHITE = re.compile(r"\s+")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_OPEN = re.compile(r"[\"“„«»‘'「『]")
_DASHED = re.compile(r"(?:[-–—―]+|by\s)\s*(?=\w)")
_DASH = re.compile(r"(?:[–—―]|--)\s?|- (?=[A-ZÀ-Þ])")
_SPEAKER = frozenset("attribution author source cite citation credit speaker byline name".split())


def blocks(element: Any) -> list[Block]:
    """The text of an element: paragraphs, headings, lists, tables and quotations. The element is changed."""
    _prepare(element)
    size = max(1, len("".join(element.itertext())))
    found = list(_tidied(_blocks(element, size, 0)))
    last = max((at for at, block in enumerate(found) if not block.heading), default=len(found) - 1)
    return found[: last + 1]  # headings at the end were those of what was taken out


def _prepare(element: Any) -> None:
    """White space becomes what a browser makes of it, times are spelled out."""
    for inner in element.iter():
        if inner.tag == "pre":
            inner.set("data-kept", "1")
        kept = inner.tag == "pre" or (inner.getparent() is not None and inner.getparent().get("data-kept") == "1")
        if kept:
            inner.set("data-kept", "1")
        elif inner.text:
            inner.text = _WHITE.sub(" ", inner.text)
        parent = inner.getparent()
        if inner.tail and (parent is None or parent.get("data-kept") != "1"):
            inner.tail = _WHITE.sub(" ", inner.tail)
    spell(element)


def _tidied(parts: Iterable[Block]) -> Iterator[Block]:
    for part in parts:
        for paragraph in _PARAGRAPHS.split(part.text):
            lines = (_SPACES.sub(" ", row).strip(" ") for row in paragraph.split("\n"))
            if text := "\n".join(row for row in lines if row.strip()):
                yield Block(text=text, heading=part.heading)


def _lines(element: Any, depth: int) -> list[str]:
    return [block.text for block in _tidied(_blocks(element, ENDLESS, depth + 1))]


def _line(element: Any, depth: int) -> str:
    """The text of a cell or the like on one line, its blocks set off by commas."""
    parts = (" ".join(text.split()) for text in _lines(element, depth))
    return ", ".join(part.removeprefix("- ") for part in parts).replace(":,", ":")


def _blocks(element: Any, size: int, depth: int) -> Iterator[Block]:
    if depth > DEEPEST:
        yield Block(text="".join(element.itertext()))
        return
    heading = element.tag in HEADINGS
    run: list[str] = [element.text or ""]
    for child in element:
        if _is_inline(child, depth):
            run.append(_inline(child, depth, before=_last(run)))
        else:
            yield Block(text="".join(run), heading=heading)
            run = []
            yield from _block(child, size, depth)
        run.append(child.tail or "")
    yield Block(text="".join(run), heading=heading)


def _is_inline(element: Any, depth: int) -> bool:
    """A tag that does not begin a line, unless something in it does."""
    if element.tag in BLOCKS:
        return False
    return depth > DEEPEST or not any(inner.tag in BLOCKS for inner in element.iterdescendants())


def _block(element: Any, size: int, depth: int) -> Iterator[Block]:
    tag = element.tag
    if tag in LISTS and any(_is_timed(item) if tag == "ol" else _is_long(item) for item in element):
        for item in element:
            yield from _block(item, size, depth + 1)
    elif tag in LISTS:
        yield Block(text="\n".join(_items(element, size, depth, "")))
    elif tag == "dl":
        yield Block(text="\n".join(_terms(element, depth)))
    elif tag == "table" and not table.is_layout(element):
        yield Block(text=table.lines(element, lambda cell: _line(cell, depth)))
    elif tag == "pre":
        rows = "".join(element.itertext()).strip("\n").expandtabs().split("\n")
        yield Block(text="\n".join(row.rstrip().replace(" ", "\u00a0") for row in rows))
    elif (tag == "blockquote" and len(text_of(element)) < LONG_QUOTE * size + 200) or (
        tag == "figure" and element.find("blockquote") is not None
    ):
        yield from _quotation(element, size, depth)
    else:
        yield from _blocks(element, size, depth + 1)


def _is_long(item: Any) -> bool:
    """Is an item of a list an entry with a heading, several paragraphs or a time above its text, and no point?"""
    return _is_timed(item) or (item.tag == "li" and _parts(item) > 1)


def _is_timed(item: Any) -> bool:
    """Has an item of a list a time above its text? Such a list may be numbered: its times are what tells its order."""
    has = (next(item.iter(*tags), None) is not None for tags in (("time",), ("p", "div")))
    return item.tag == "li" and all(has)


def _parts(item: Any) -> int:
    """Paragraphs of an item; a heading makes two."""
    return sum(2 if part.tag in HEADINGS else part.tag == "p" for part in item.iter("p", *HEADINGS))


def _inline(element: Any, depth: int, *, before: str) -> str:
    tag = element.tag
    if tag == "br":
        return "\n"
    inner = "".join(_pieces(element, depth + 1))
    if tag == "sup":
        return raised(inner, after=bool(before.strip()))
    if tag == "q" and inner.strip() and not _OPEN.match(inner.strip()):
        return f"“{inner.strip()}”"
    # Elements beside one another with nothing between them are set apart by the look that their names give them.
    apart = before.isalnum() and (inner[:1].isalnum() or tag == "time") and _stands_beside(element)
    return f" {inner}" if apart else inner


def _pieces(element: Any, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        yield "".join(element.itertext())
        return
    last = element.text or ""
    yield last
    for child in element:
        piece = _inline(child, depth, before=last[-1:])
        yield piece
        last = child.tail or piece or last
        if child.tail:
            yield child.tail


def _stands_beside(element: Any) -> bool:
    previous = element.getprevious()
    return (
        previous is not None
        and not previous.tail
        and all(e.tag == "time" or e.get("class") for e in (element, previous))
    )


def _last(run: Sequence[str]) -> str:
    return next((part for part in reversed(run) if part), "")[-1:]


def _items(element: Any, size: int, depth: int, indent: str) -> Iterator[str]:
    """The items of a list, each on a line of its own, numbered as shown."""
    number = _whole(element.get("start"), 1)
    step = -1 if element.get("reversed") is not None else 1
    items = [item for item in element if item.tag in ("li", *LISTS)]
    if step < 0 and element.get("start") is None:
        number = sum(item.tag == "li" for item in items)
    for item in items:
        if item.tag != "li":
            yield from _items(item, size, depth + 1, indent + "\u00a0\u00a0")
            continue
        number = _whole(item.get("value"), number)
        mark = (
            f"{numeral(number, _NUMERALS.get(element.get('type') or '1', 'decimal'))}." if element.tag == "ol" else "-"
        )
        number += step
        if depth > DEEPEST:
            yield f"{indent}{mark} {text_of(item)}"
            continue
        inner = [part for part in item if part.tag in LISTS]
        own = [" ".join(part.text.split()) for part in _own(item, inner, size, depth)]
        if text := " ".join(filter(None, own)):
            yield f"{indent}{mark} {text}"
        for part in inner:
            yield from _items(part, size, depth + 1, indent + "\u00a0\u00a0")


def _own(item: Any, inner: Sequence[Any], size: int, depth: int) -> Iterator[Block]:
    """The blocks of an item but for the lists in it."""
    run: list[str] = [item.text or ""]
    for child in item:
        if child not in inner and not _is_inline(child, depth):
            yield Block(text="".join(run))
            run = []
            yield from _block(child, size, depth + 1)
        elif child not in inner:
            run.append(_inline(child, depth, before=_last(run)))
        run.append(child.tail or "")
    yield Block(text="".join(run))


def _whole(value: str | None, default: int) -> int:
    text = (value or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else default


def _terms(element: Any, depth: int) -> Iterator[str]:
    """Definitions: "- Berth: a place to moor"."""
    parts = [inner for part in element for inner in (part if part.tag == "div" else (part,))]
    terms: list[str] = []
    told: list[str] = []
    for part in (part for part in parts if part.tag in ("dt", "dd")):
        if part.tag == "dt" and told:
            yield _definition(terms, told)
            terms, told = [], []
        (terms if part.tag == "dt" else told).append(_line(part, depth))
    if terms or told:
        yield _definition(terms, told)


def _definition(terms: Sequence[str], told: Sequence[str]) -> str:
    return f"- {': '.join(filter(None, (', '.join(terms).rstrip(' :'), '; '.join(told))))}"


def _quotation(element: Any, size: int, depth: int) -> Iterator[Block]:
    """A quotation set apart, in quotation marks, behind the name of who said it."""
    who = _speaker(element)
    speaker = ""
    if who is not None:
        speaker = _DASHED.sub("", text_of(who), count=1).strip(" ,:")
        who.getparent().remove(who)
    said = _lines(element, depth)
    if not speaker and len(said) > 1 and (dash := _DASH.match(said[-1])):
        speaker, said = said[-1][dash.end() :].strip(" ,:"), said[:-1]
    if said and not _OPEN.match(said[0]):
        said[0], said[-1] = f"“{said[0]}", f"{said[-1]}”" if len(said) > 1 else f"“{said[0]}”"
    if speaker:
        said = [f"{speaker}: {said[0]}", *said[1:]] if said else [speaker]
    for text in said:
        yield Block(text=text)


def _speaker(element: Any) -> Any:
    """The part of a quotation that names who said it: <cite>, a foot, a caption, or what its author named so."""
    whole = len(text_of(element))
    for part in element.iter("footer", "figcaption", "cite", "p", "span", "div", "small"):
        marked = part.tag in ("footer", "figcaption", "cite")
        length = len(text_of(part))
        if part is element or (part.tail or "").strip() or not 0 < length < min(whole, LONGEST_SPEAKER):
            continue
        if marked or (_SPEAKER & set(names(part)) and 2 * length <= whole):
            return part
    return None
