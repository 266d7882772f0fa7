"""Text → sentences with exact offsets, for news, reports, lists and Japanese.

The splitter is `sentencex` (Wikimedia, Rust): on the same news text it ran at 40 MB/s and more where `pysbd` ran at
0.13 MB/s, and it alone keeps brackets together in Japanese. Both know "Jan. 11" and hold a quotation in one piece.
What it gets wrong is mended here: paragraphs and line breaks, which it does not see the way a reader does, a few
abbreviations that it lacks, and quotations so long that one sentence would be a page.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

from index.types import Sentence

Span = tuple[int, int]

LONG = 400
"""A quotation or bracket longer than this many characters is split at the sentences inside it."""

NARROWEST, WIDEST = 40, 200
"""Widths in characters between which a margin is believed to have broken the lines of a paragraph."""

WINDOW = 5_000
"""Most characters given to the splitter at once: it is quadratic in unclosed quotation marks."""

MOST_MARKS = 10
"""Signs in a row that are taken to belong to one letter: no script has as many."""

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_LIST_ITEM = re.compile(r"\s*(?:[-*•‣◦▪·–—]\s|#{1,6}\s|\||>|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s)")
_CELLS = re.compile(r"\S(?: \| |\t)\s*\S")
_QUOTES = str.maketrans(dict.fromkeys('"“”«»„()[]', " "))
_CLOSERS = "\"'”’»)]」』"

_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]")
_INITIAL = re.compile(r"\b[A-Z]\.$")
_BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(])(?:[Vv]ol|[Aa]pprox|[Ee]st|[Ss]ec|[Aa]rts?|[Ff]igs?|No|pp?|ca?|[Cc]h|[Pp]ara)\.$"
)
_BEFORE_NAME = re.compile(
    r"(?:^|[\s(“\"])(?:PM|Adm|Cmdr|Cdr|Gens?|Reps?|Sens?|Govs?|Lt|Col|Capt|Maj|Brig|Sgt|Pres|Hon|Supt|Amb|Drs?|Mrs?|Ms|Prof|Fr|Ven)\.$"
)
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Z][A-Za-z]{1,4}|[a-z]\.[a-z])\.$")
_TITLE_ASKS = re.compile(r"\s[A-Z][\w’']*[?!]$")  # "in Where Art Thou? are three women"
_CLOCK = re.compile(r"\b[ap]\.m\.$")
_AFTER_CLOCK = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{1,4}T|GMT|UTC|local)\b")
_BRACKETED = re.compile(r"\([^()]*[.!?]\)(?=\s+[\"“(]?[A-Z])")
_AGENCY = re.compile(r"/[^/\s]+/\.?(?:\s|$)")
_JAPANESE_QUOTE_GOES_ON = re.compile(r"(?:と|って|という|の|は|が|を|に)")


def split(text: str) -> list[Sentence]:
    """The sentences of `text` in order: `text[s.start:s.end] == s.text`.

    They do not overlap, are never empty, and together hold every character that is not white space. A blank line
    always ends a sentence; a single line break does so before a list item and where a line was ended on purpose.
    """
    return list(_split(text))


@lru_cache(maxsize=8)  # the layers of a verdict each split the same passage; a whole document may be as large
def _split(text: str) -> tuple[Sentence, ...]:
    spans = (span for paragraph in _paragraphs(text) for span in _sentences(text, paragraph))
    return tuple(Sentence(start=start, end=end, text=text[start:end]) for start, end in spans)


def _paragraphs(text: str) -> Iterator[Span]:
    """Stretches that no sentence crosses: between blank lines, and cut at deliberate line breaks."""
    edges = [(0, 0), *(m.span() for m in _BLANK_LINES.finditer(text)), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(edges):
        if span := _strip(text, start, end):
            yield from _cut_lines(text, *span)


def _cut_lines(text: str, start: int, end: int) -> Iterator[Span]:
    lines = text[start:end].split("\n")
    width = max(map(len, lines))
    begin = position = start
    for line, following in pairwise(lines):
        position += len(line) + 1
        if _deliberate(line, following, width):
            yield begin, position
            begin = position
    yield begin, end


def _deliberate(line: str, following: str, width: int) -> bool:
    """Was `line` ended by its writer, rather than by a margin at about `width`?

    A margin breaks a line because the next word no longer fits. Proportional fonts make widths uncertain by a quarter.
    """
    if _LIST_ITEM.match(following) or line.lstrip().startswith("#"):
        return True
    if _CELLS.search(line) and _CELLS.search(following):  # rows of a table
        return True
    first = following.split(maxsplit=1)[0][:20]
    if width > WIDEST:
        return len(line) > WIDEST or not first[0].islower()
    return not first[0].islower() and (width < NARROWEST or len(line) + 1 + len(first) <= width * 0.75)


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    for start, end in _windows(text, *paragraph):
        for span in _mend(text, _boundaries(text, start, end)):
            yield from _mend(text, _inside_quotes(text, *span)) if span[1] - span[0] > LONG else (span,)


def _windows(text: str, start: int, end: int) -> Iterator[Span]:
    """Pieces of at most WINDOW characters, cut after a sentence if one ends in the second half, else after a word."""
    while end - start > WINDOW:
        half, limit = start + WINDOW // 2, start + WINDOW
        cut = max(text.rfind(mark, half, limit) + len(mark) for mark in (". ", "。"))
        if cut <= half:
            cut = text.rfind(" ", half, limit) + 1 or letter_end(text, limit)
        yield start, cut
        start = cut
    yield start, end


def letter_end(text: str, at: int) -> int:
    """The first place from `at` on that parts no letter from the vowel signs and accents that belong to it."""
    for end in range(at, min(at + MOST_MARKS, len(text))):
        if not unicodedata.category(text[end]).startswith("M"):
            return end
    return at


def _boundaries(text: str, start: int, end: int) -> list[Span]:
    """What sentencex says, and an end after a bracketed sentence, which it runs on from.

    Line breaks are hidden from it: they were judged before.
    """
    spans = _spans(text, start, [start + cut for cut in _cuts(text[start:end])])
    ends = (_BRACKETED.match(text, *span) for span in spans)
    return [
        part
        for span, m in zip(spans, ends, strict=True)
        for part in _spans(text, span[0], [m.end() if m else 0, span[1]])
    ]


def _inside_quotes(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a long quotation: marks are blanked, then closing ones go back to the sentence they close."""
    blanked = text[start:end].translate(_QUOTES)
    cuts = []
    for cut in _cuts(blanked):
        while cut > 0 and blanked[cut - 1].isspace():
            cut -= 1
        while cut < len(blanked) and text[start + cut] in _CLOSERS:
            cut += 1
        cuts.append(start + cut)
    return _spans(text, start, [*cuts, end])


def _cuts(shown: str) -> list[int]:
    return [*(found["end_index"] for found in get_sentence_boundaries("en", shown.replace("\n", " "))), len(shown)]


def _spans(text: str, start: int, cuts: list[int]) -> list[Span]:
    """The stripped stretches between cuts: whatever the cuts are, nothing is lost."""
    spans = []
    for cut in cuts:
        if cut > start:
            spans.append(_strip(text, start, cut))
            start = cut
    return [span for span in spans if span]


def _mend(text: str, spans: list[Span]) -> list[Span]:
    """Joins what was split after an abbreviation or inside a quotation's sentence."""
    mended: list[Span] = []
    for start, end in spans:
        first, last = mended[-1] if mended else (start, start)
        if mended and _belongs(text[max(first, last - 40) : last], text[start : start + 40], touching=last == start):
            mended[-1] = (first, end)
        else:
            mended.append((start, end))
    return mended


def _belongs(before: str, after: str, *, touching: bool) -> bool:
    first = after[0]
    return bool(
        first == "|"
        or _MARKER.fullmatch(before)
        or (touching and _INITIAL.search(before))
        or (first.isdigit() and _BEFORE_NUMBER.search(before))
        or (first.isupper() and _BEFORE_NAME.search(before))
        or (first.islower() and _TITLE_ASKS.search(before))
        or (first.islower() and (_ABBREVIATION.search(before) or before[-1] in _CLOSERS))
        or (_CLOCK.search(before) and _AFTER_CLOCK.match(after))
        or _AGENCY.match(after)
        or (before[-1] in "」』" and _JAPANESE_QUOTE_GOES_ON.match(after))
    )


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
