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
    found: list[dict[int, Running]] = [{} for _ in pages]
    for judge in (_small_or_repeated, _away):
        for edge in (1, -1):
            left = [
                [(at, line) for at, line in enumerate(lines) if at not in found[n]] for n, lines in enumerate(pages)
            ]
            outer = [lines[::edge][: DEPTH + 1] for lines in left]
            for number, runs in enumerate(judge([[line for _, line in lines] for lines in outer], body)):
                for depth, name in enumerate(runs):
                    at = outer[number][depth][0]
                    found[number][at] = Running(line=at, name=name)
    return [list(runs.values()) for runs in found]


def _small_or_repeated(pages: Sequence[Sequence[Line]], body: float) -> Iterator[list[str]]:
    """The names of the lines of each page, from its edge inwards, that are repeated, or small and always there."""
    own = [[_keys(line.text, number) for line in lines[:DEPTH]] for number, lines in enumerate(pages)]
    repeated = _repeated(own)
    places = [[line for line in lines[:DEPTH] if line.size <= _SMALLER * body] for lines in pages]
    for number, lines in enumerate(pages):
        names: list[str] = []
        for depth, line in enumerate(lines[:DEPTH]):
            hits = own[number][depth] & repeated
            small = line.size <= _SMALLER * body
            # Behind the outermost line, running text could begin: there a line has to look like none.
            repeats = (
                hits and (depth == 0 or small or _is_away(lines, depth)) and not _in_table(lines[depth : depth + 2])
            )
            if not repeats and not (small and _is_short(line) and _kept_place(line, places)):
                break
            names.append(_name(line.text, hits))
        yield names


def _away(pages: Sequence[Sequence[Line]], body: float) -> Iterator[list[str]]:
    """The name of each page's outermost line, if it is away from the next, as on other pages."""
    outer = [lines[0] if _is_away(lines, 0) and lines[0].size <= 1.05 * body else None for lines in pages]
    places = [[line] if line else [] for line in outer]
    for line in outer:
        yield [_name(line.text, frozenset())] if line and _is_short(line) and _kept_place(line, places) else []


def _is_away(lines: Sequence[Line], depth: int) -> bool:
    if depth + 1 >= len(lines):
        return False
    line, inner = lines[depth], lines[depth + 1]
    return abs(line.base - inner.base) >= _GAP * max(line.size, inner.size)


def _is_short(line: Line) -> bool:
    return len(line.text) <= LONGEST and not _SENTENCE_END.search(line.text)


def _keys(line: str, page: int) -> frozenset[Key]:
    """What equals that of another page's line if both say the same, or the same but for one number that counts.

    Sentences count nothing: "Berth 3 is open." may follow "Berth 2 is open." on the next page.
    """
    text = line.strip().casefold()
    numbers = [] if _SENTENCE_END.search(text) and len(text.split()) > 2 else _NUMBER.finditer(text)
    counting = ((text[: n.start()] + "#" + text[n.end() :], int(n.group()) - page) for n in numbers)
    return frozenset([(text, 0), *counting])


def _repeated(pages: Sequence[Sequence[frozenset[Key]]]) -> set[Key]:
    counts = Counter(key for lines in pages for key in frozenset[Key]().union(*lines))
    some = sum(1 for lines in pages if lines)
    return {key for key, count in counts.items() if count >= 3 and count > some / 2}


def _kept_place(line: Line, places: Sequence[Sequence[Line]]) -> bool:
    """Do enough pages have one of these lines at the place of this one?"""
    pages = sum(
        any(abs(one.base - line.base) <= _SHIFT and abs(one.size - line.size) <= _SIZES for one in page)
        for page in places
    )
    return pages >= min(3, max(2, len(places))) and pages >= _PAGES * len(places)


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
