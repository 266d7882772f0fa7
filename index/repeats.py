"""Takes out what a page printed twice: a lead, a caption, a sentence within a paragraph.

Only repeats of six words and more count, and only near the first: a clause that comes back a page later, a list or
a table that repeats a row, a short refrain are somebody's words and stay. Letter case and closing punctuation do not
make a difference. The first line, which may be the title, stays whatever follows it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.sentence import split

FEWEST_WORDS = 6
NEAR = 10
"""How many lines with text may lie between a line and its repeat."""

_WORD = re.compile(r"\w+")
_SEVERAL = re.compile(r"[.!?…。!?]\W*\w")
_STRUCTURE = re.compile(r"\s*(?:[-*•>|#+]|\d{1,3}[.)]\s)")
_LEAD_INS = frozenset(("a", "an", "as", "the", "then", "former", "file", "photo", "us", "u", "s"))
_FULL_STOP = re.compile(r"[.!?。!?][\"'”’)\]」』]*$")

Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A line with text, without the sentences that it repeats itself."""

    number: int
    text: str
    words: Words
    sentences: tuple[Words, ...]


def without_repeats(lines: Sequence[str]) -> list[str]:
    """The lines without repeats: a repeated line is gone, a paragraph may be shorter."""
    read = [_read(number, line) for number, line in enumerate(lines) if line.strip()]
    texts = list(lines)
    for line in read:
        texts[line.number] = line.text
    gone = _repeated(read)
    return [text for number, text in enumerate(texts) if number not in gone]


def _read(number: int, line: str) -> _Line:
    if not _SEVERAL.search(line):
        words = _words(line)
        return _Line(number=number, text=line, words=words, sentences=(words,))
    said: dict[Words, None] = {}
    kept, end = "", 0
    for sentence in split(line):
        words = _words(sentence.text)
        if len(words) < FEWEST_WORDS or words not in said:
            kept += line[end : sentence.end]
        if words:
            said[words] = None
        end = sentence.end
    return _Line(number=number, text=kept + line[end:], words=_words(kept), sentences=tuple(said))


def _repeated(lines: Sequence[_Line]) -> set[int]:
    """Numbers of the lines that say nothing that a line nearby does not say."""
    within: dict[Words, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        for sentence in line.sentences if len(line.sentences) > 1 else ():
            within[sentence].append(place)
    last: dict[Words, int] = {}
    kept: list[_Line] = []
    gone: set[int] = set()
    for place, line in enumerate(lines):
        neighbours = (*kept[-1:], *lines[place + 1 : place + 2])
        if place and _can_go(line) and (
            place - last.get(line.words, -NEAR - 1) <= NEAR
            or _any_near(within.get(line.words, []), place)
            or any(_is_caption_of(line, neighbour) for neighbour in neighbours)
        ):  # fmt: skip
            gone.add(line.number)
        else:
            last[line.words] = place
            kept.append(line)
    return gone


def _can_go(line: _Line) -> bool:
    return len(line.words) >= FEWEST_WORDS and not _STRUCTURE.match(line.text)


def _any_near(places: list[int], place: int) -> bool:
    return bisect_left(places, place - NEAR) < bisect_right(places, place + NEAR)


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


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.casefold()))
