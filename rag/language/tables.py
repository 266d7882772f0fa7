"""Rows of a table as text has them: "| Lund | 96 | 121 |", whose figures mean what the head says, or as records that
name each cell themselves, "- Town: Lund; 2021: 96; 2022: 121"."""

from bisect import bisect_right
from collections.abc import Sequence

from index.table import is_record
from index.types import Sentence

LONGEST = 400
"""Rows that are looked through for the head of their table."""


def is_row(text: str) -> bool:
    """Whether it is a row whose cells bars part, or the line under their heads; outer bars may be left out."""
    return text.count("|") > 1 and (text.startswith("|") or " | " in text or not any(map(str.isalnum, text)))


def is_rule(text: str) -> bool:
    """Whether it is the line under a head."""
    return is_row(text) and not any(map(str.isalnum, text))


def is_head(sentences: Sequence[Sentence], at: int) -> bool:
    """Whether the first row of a table stands there."""
    return is_row(sentences[at].text) and not (at and is_row(sentences[at - 1].text))


def is_data(sentences: Sequence[Sentence], at: int) -> bool:
    """Whether a row stands there that gives values: one below a head, or a record."""
    text = sentences[at].text.strip()
    if is_row(text):
        return not is_rule(text) and not is_head(sentences, at)
    return is_record(text)


def head_places(sentences: Sequence[Sentence], at: int) -> tuple[int, ...]:
    """Of a row at that place: where the head of its table stands, behind the sentence that announces it; none of other
    sentences, nor of the head itself."""
    if not is_row(sentences[at].text):
        return ()
    first = at
    while first and at - first < LONGEST and is_row(sentences[first - 1].text):
        first -= 1
    announced = first > 0 and sentences[first - 1].text.rstrip().endswith((".", ":"))
    return tuple(place for place in ((first - 1) if announced else first, first) if place != at)


def head(sentences: Sequence[Sentence], start: int) -> tuple[Sentence, ...]:
    """What a reader needs to know of the row that begins at an offset: its head, with what announces it."""
    at = bisect_right([s.start for s in sentences], start) - 1
    return tuple(sentences[place] for place in dict.fromkeys(head_places(sentences, at))) if at >= 0 else ()
