"""Running heads and feet: lines at the edges of pages that repeat, count with the pages or keep to one place.

What makes a line one is that other pages have its like at the same edge, never its words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.loaders.pdf.lines import Line

DEPTH = 4
"""Lines at each edge of a page that are looked at."""

LONGEST = 120
"""Characters of the longest running line that is not repeated word for word."""

NAMED = 15
"""Letters from which on a line with a page's number is taken to say more than the number."""

_NUMBER = re.compile(r"(?<!\d)\d{1,6}(?!\d)")
_SENTENCE_END = re.compile(r"[.!?。!?][\"'”’)\]」』]*$")
_SHIFT, _SIZES = 3.0, 0.6
# Points by which the place and the size of running lines may differ between pages.
_SMALLER, _GAP = 0.93, 1.8
# A running line is smaller than this part of the running text, or this many of its own sizes away from it.
_PAGES = 0.4
# Part of the pages that have a line at the place: heads often stand on every other page, and not on the first.

Key = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Running:
    """The number of a running line on its page. `name` is equal for lines that say the same, "" if but a number."""

    line: int
    name: str


def running(pages: Sequence[Sequence[Line]], body: float) -> list[list[Running]]:
    """The running lines of each page, whose lines go from top to bottom; `body` is the size of running text."""
    found: list[list[Running]] = [[] for _ in pages]
    for edge in (1, -1):
        outer = [list(lines)[::edge][:DEPTH] for lines in pages]
        own = [[_keys(line.text, number) for line in lines] for number, lines in enumerate(outer)]
        repeated = _repeated(own)
        places = [[(line.base, line.size) for line in _apart(lines, body)] for lines in outer]
        for number, lines in enumerate(outer):
            for depth, line in enumerate(lines):
                hits = own[number][depth] & repeated
                apart = line in _apart(lines, body)
                # Behind the outermost line, running text could begin: there a line has to look like none.
                repeats = hits and (apart or depth == 0) and not _in_table(lines[depth : depth + 2])
                if not repeats and not (apart and _kept_place(line, places)):
                    break
                at = depth if edge == 1 else len(pages[number]) - 1 - depth
                found[number].append(Running(line=at, name=_name(line.text, hits)))
    return found


def _keys(line: str, page: int) -> frozenset[Key]:
    """What equals that of another page's line if both say the same, or the same but for one number that counts."""
    text = line.strip().casefold()
    counting = ((text[: n.start()] + "#" + text[n.end() :], int(n.group()) - page) for n in _NUMBER.finditer(text))
    return frozenset([(text, 0), *counting])


def _repeated(pages: Sequence[Sequence[frozenset[Key]]]) -> set[Key]:
    counts = Counter(key for lines in pages for key in frozenset[Key]().union(*lines))
    some = sum(1 for lines in pages if lines)
    return {key for key, count in counts.items() if count >= 3 and count > some / 2}


def _apart(lines: Sequence[Line], body: float) -> Iterator[Line]:
    """The lines, from the edge inwards, that are small or away from the next, and no larger than running text."""
    for line, inner in zip(lines, (*lines[1:], None), strict=False):
        away = inner is None or abs(line.base - inner.base) >= _GAP * max(line.size, inner.size)
        small = line.size <= _SMALLER * body
        if line.size > 1.05 * body or len(line.text) > LONGEST or _SENTENCE_END.search(line.text):
            return
        if small or away:
            yield line


def _kept_place(line: Line, places: Sequence[Sequence[tuple[float, float]]]) -> bool:
    """Do enough pages have such a line at the place of this one?"""
    pages = sum(
        any(abs(base - line.base) <= _SHIFT and abs(size - line.size) <= _SIZES for base, size in page)
        for page in places
    )
    some = sum(1 for page in places if page)
    return pages >= min(3, max(2, some)) and pages >= _PAGES * len(places)


def _in_table(lines: Sequence[Line]) -> bool:
    """Has the next line inwards the same shape?"""
    shapes = {re.sub(r"\d+", "#", line.text.strip().casefold()) for line in lines}
    return len(lines) > 1 and len(shapes) == 1


def _name(text: str, hits: frozenset[Key]) -> str:
    """The text, with "#" for the number that counts; nothing if little more than a number is left."""
    plain = text.strip().casefold()
    name = next((key for key, _ in sorted(hits) if "#" in key), plain) if (plain, 0) not in hits else plain
    has_number = bool(_NUMBER.search(plain)) or re.fullmatch(r"\W*[ivxlc]+\W*", plain)
    return "" if has_number and sum(c.isalpha() for c in name) < NAMED and (plain, 0) not in hits else name
