"""Takes out what a page printed twice: a standfirst, a teaser, a caption.

A line goes only when it touches its copy, or when it is the lead: a teaser in the opening that a paragraph nearby
says in full, or what a page is seen to print in front of the paragraph that begins with it. Whatever comes back
further on is somebody's words. Only lines of six words and more go; a row, a list item, an answer ("A. …") or a field
("Status: …") never. Letter case and closing punctuation do not make a difference. The first line, which may be the
title, stays whatever follows it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.sentence import split
from index.types import Sentence

FEWEST_WORDS = 6
NEAR = 10
"""How many lines with text may lie between a lead and its copy."""

OPENING = 4
"""Lines with text, the title among them, in which a page prints its lead and its caption."""

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[.!?…。!?]")
_STRUCTURE = re.compile(r"\s*(?:[-*•>|#+]|\d{1,3}[.)]\s|[A-Za-z][.)]\s|\w[\w'’/ -]{0,40}:)|.*[|\t]")
_LEAD_INS = frozenset(("a", "an", "as", "the", "then", "former", "file", "photo", "us", "u", "s"))
_FULL_STOP = re.compile(r"[.!?。!?][\"'”’)\]」』]*$")

Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A line with text and its number among all lines; `spans` are its sentences, `said` their words."""

    number: int
    text: str
    words: Words
    spans: tuple[Sentence, ...]
    said: tuple[Words, ...]


@dataclass(kw_only=True)
class _Page:
    """What was read so far: the lines that stay, the leads that were seen twice, and the line last seen again."""

    kept: list[_Line] = field(default_factory=list)
    leads: set[Words] = field(default_factory=set)
    again: int | None = None


def without_repeats(lines: Sequence[str]) -> list[str]:
    """The lines without repeats: a repeated line is gone, a paragraph that says the line before it twice is shorter."""
    read = [_read(number, line) for number, line in enumerate(lines) if line.strip()]
    texts = list(lines)
    page = _Page()
    gone: set[int] = set()
    for place, line in enumerate(read):
        if place and _can_go(line) and _goes(place, read, page):
            gone.add(line.number)
            continue
        page.again = None
        page.kept.append(line)
        if place and len(line.said) > 1:
            texts[line.number] = _shortened(line, read[place - 1])
    return [text for number, text in enumerate(texts) if number not in gone]


def _read(number: int, line: str) -> _Line:
    mark = _MARK.search(line)
    # Asked in two steps: one pattern for "a mark, and a word behind it" reads a row of dots once more from each dot.
    spans = tuple(split(line)) if mark and _WORD.search(line, mark.end()) else ()
    said = tuple(_words(span.text) for span in spans)
    return _Line(number=number, text=line, words=_words(line), spans=spans, said=said)


def _can_go(line: _Line) -> bool:
    return len(line.words) >= FEWEST_WORDS and not _STRUCTURE.match(line.text)


def _goes(place: int, lines: Sequence[_Line], page: _Page) -> bool:
    line = lines[place]
    near = [*lines[:place], *lines[place + 1 : place + NEAR + 1]]
    if _leads_again(line, place, page) or (place < OPENING and _is_teaser(line, near)):
        return True
    if _is_row(line):
        return False
    # Lines without a blank line between them are rows, or a poem.
    before = [other for other in page.kept[-1:] if line.number - other.number > 1]
    after = [other for other in lines[place + 1 : place + 2] if other.number - line.number > 1]
    if place < OPENING and any(line.words in other.said[:1] for other in after):
        page.leads.add(line.words)
    return any(other.words == line.words for other in before) or any(
        line.words in other.said or _is_caption_of(line, other) for other in (*before, *after)
    )


def _leads_again(line: _Line, place: int, page: _Page) -> bool:
    """Is the line the lead once more, or does it follow the lead as it did the first time?"""
    follows = None if page.again is None else page.again + 1
    if follows is not None and follows < len(page.kept) and page.kept[follows].words == line.words:
        page.again = follows
        return True
    if line.words in page.leads and place <= NEAR:
        page.again = next((n for n, other in enumerate(page.kept) if line.words in other.said), None)
        return True
    return False


def _is_row(line: _Line) -> bool:
    return bool(re.search(r"\d", line.text)) and not _FULL_STOP.search(line.text)


def _is_teaser(line: _Line, near: Sequence[_Line]) -> bool:
    return not _FULL_STOP.search(line.text) and any(line.words in other.said for other in near)


def _is_caption_of(line: _Line, neighbour: _Line) -> bool:
    """Is the line the beginning of its neighbour, lead-ins aside, and is one of them no prose (no full stop)?"""
    if _FULL_STOP.search(line.text) and _FULL_STOP.search(neighbour.text):
        return False
    short, long = _without_lead_ins(line.words), _without_lead_ins(neighbour.words)
    return FEWEST_WORDS <= len(short) < len(long) and long[: len(short)] == short


def _without_lead_ins(words: Words) -> Words:
    start = 0
    while start < len(words) and words[start] in _LEAD_INS:
        start += 1
    return words[start:]


def _shortened(line: _Line, before: _Line) -> str:
    """The paragraph, with the sentence that stands before it as a line of its own once."""
    text, end, seen = "", 0, False
    for span, words in zip(line.spans, line.said, strict=True):
        again = words == before.words
        if not (again and seen):
            text += line.text[end : span.end]
        seen, end = seen or again, span.end
    return text + line.text[end:]


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.casefold()))
