"""Lines of an area → paragraphs: joined where a margin broke them, words mended that were hyphenated."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.loaders.pdf.lines import Line

_SENTENCE_END = re.compile(r"[.!?。!?:][\"'”’)\]」』⁰¹²³⁴-⁹ ]*$")
_LIST_ITEM = re.compile(r"(?:[-–—*•‣◦▪·○●■]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)])\s")
_HYPHEN = re.compile(r"([^\W\d_]+)([-\u00ad\u2010])$")
_AFTER_FIGURE = re.compile(r"\d[-\u2010–]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LEADER = re.compile(r"(?:\. ?){4,}\W*[\divxlc]*$")
# The dots of a table of contents, up to the page's number.
_WIDE = "\u2e80"
# From here on Unicode has the scripts of East Asia, which put no space between words.
_ROOM = 0.3
# Part of a column's width that a line which a margin broke never leaves free.
_FEWEST_WORDS = 6
# A line of as many words that no full stop ends goes on behind the break of a column or page.


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """`size` and `bold` are those of its first line. A `fixed` one, such as a table, is never joined to another."""

    text: str
    size: float
    bold: bool
    fixed: bool = False


def paragraphs(lines: Sequence[Line], vocabulary: Collection[str]) -> list[Paragraph]:
    """The paragraphs of one area. `vocabulary` are the words of the document, in lower case."""
    found: list[Paragraph] = []
    leading = _leading(lines)
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        if before is None or _begins(before, line, leading, lines):
            found.append(Paragraph(text=line.text, size=line.size, bold=line.bold))
            continue
        last = found[-1]
        text = joined(last.text, line.text, vocabulary, wanted="\n" if _ended(before, line, lines) else " ")
        found[-1] = Paragraph(text=text, size=last.size, bold=last.bold)
    return found


def goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Does the paragraph before the break of a column or page go on behind it?"""
    if before.fixed or after.fixed or before.bold != after.bold or not same_size(before.size, after.size):
        return False
    if _SENTENCE_END.search(before.text) or _LIST_ITEM.match(after.text):
        return False
    wide = sum(c >= _WIDE for c in before.text) >= 2 * _FEWEST_WORDS
    return after.text[:1].islower() or wide or len(before.text.split()) >= _FEWEST_WORDS


def is_open(paragraph: Paragraph) -> bool:
    """Could a sentence at its end go on on the next page?"""
    return not paragraph.fixed and not _SENTENCE_END.search(paragraph.text)


def same_size(one: float, other: float) -> bool:
    return abs(one - other) <= 0.08 * max(one, other)


def joined(before: str, after: str, vocabulary: Collection[str], *, mark: str = "", wanted: str = " ") -> str:
    """Two lines as one; `mark` goes right before what was the second."""
    hyphen = _HYPHEN.search(before)
    follows = _WORD.match(after)
    if hyphen and follows:
        return before[: hyphen.start(2)] + _hyphen(hyphen, follows.group(), vocabulary) + mark + after
    if (hyphen and after[:1].isalnum()) or (_AFTER_FIGURE.search(before) and after[:1].isdigit()):
        return before + mark + after
    if before[-1:] >= _WIDE and after[:1] >= _WIDE and wanted == " ":
        return before + mark + after
    return before + wanted + mark + after


def _hyphen(before: re.Match[str], after: str, vocabulary: Collection[str]) -> str:
    """The hyphen that stays between two halves of a word, or nothing.

    It stays where the document writes the word with it elsewhere, and where both halves are words of the document but
    the whole is none; before a capital it was never put by a margin.
    """
    first, second = before.group(1).casefold(), re.split(r"[-\u2010]", after)[0].casefold()
    if before.group(2) == "\u00ad" or first + second in vocabulary:
        return ""
    if after[0].isupper() or f"{first}-{second}" in vocabulary or (first in vocabulary and second in vocabulary):
        return "-"
    return ""


def words(lines: Sequence[Line]) -> set[str]:
    """The whole words of lines: what a hyphen breaks at a line's end, or goes on at its beginning, is none."""
    found: set[str] = set()
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        own = [match.group().casefold() for match in _WORD.finditer(line.text)]
        first = 1 if before is not None and _HYPHEN.search(before.text) else 0
        last = len(own) - 1 if _HYPHEN.search(line.text) else len(own)
        found.update(own[first:last])
    return found


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance between lines of the area."""
    steps = [a.base - b.base for a, b in pairwise(lines) if 0 < a.base - b.base <= 2.2 * a.size]
    sizes = [line.size for line in lines]
    return median(steps) if steps else 1.2 * median(sizes or [0.0])


def _begins(before: Line, line: Line, leading: float, lines: Sequence[Line]) -> bool:
    """Does a paragraph begin with `line`?"""
    step = before.base - line.base
    if step < 0 or step > 1.25 * max(leading, line.size) + 1 or not same_size(before.size, line.size):
        return True
    if before.bold != line.bold and not line.text[:1].islower():
        return True
    if _LIST_ITEM.match(line.text):
        return True
    if _LIST_ITEM.match(before.text):  # its own lines hang
        return False
    margin = median(one.left for one in lines)
    indented = line.left - margin > 0.8 * line.size and before.left - margin < 0.5 * line.size
    return indented and bool(_SENTENCE_END.search(before.text))


def _ended(before: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Was `before` ended on purpose, far from the margin of the lines in its size?"""
    if _LEADER.search(before.text):
        return True
    own = [one for one in lines if same_size(one.size, before.size)]
    left, right = min(one.left for one in own), max(one.right for one in own)
    first = line.pieces[0].right - line.pieces[0].left
    room = right - before.right
    return room > first + before.size and room > _ROOM * (right - left) and not line.text[:1].islower()
