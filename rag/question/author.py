"""What a question asks of an author, all that he wrote tells: "What does Ida Berg say the port should do?"

A document's text has its author's name at its head, if at all; every sentence that quotes nobody is his.
English only: in another form of question the author's name is a word like any other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_TELLS = (
    r"(?:say|think|believe|argue|write|claim|warn|expect|predict|propose|recommend|suggest|advise|call|want|see|make)"
)
_ASKED = (
    (r"\b(?:do|does|did|has|have)\s+", rf"\s+{_TELLS}\b(?:\s+(?:that|about|of|on|for)\b)?"),
    (r"(?:,\s*)?\b(?:according to|in the (?:view|opinion|words) of)\s+", r",?"),
    (r"(?:,\s*)?\bin\s+", r"['’]s?\s+(?:view|opinion|words|article|column|piece|book|report|essay),?"),
    (r"(?:,\s*)?\bas\s+", r"\s+(?:says|writes|argues|sees it),?"),
)
"""How a question puts it that somebody says so: what stands before his name, and behind it."""
_FRAMES = tuple((re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)) for before, after in _ASKED)
_NAMED = r"(?P<who>(?-i:[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3}))"
_HELD = tuple(re.compile(before + _NAMED + after, re.IGNORECASE) for before, after in _ASKED)
_TITLE = re.compile(r"[A-Z]\w*\.? ", re.IGNORECASE)
_LONGEST = 80
"""Characters of a name that a question may have: so far is looked for one, whatever else the catalog has for names."""
_WORD = re.compile(r"\w+")
_NAMES = re.compile(r"\s*(?:[,;&/]|\band\b)\s*")
_LEAST = 4
"""Letters of a last name that is known without the first."""


class Byline(NamedTuple):
    """Whose words are asked for, as the catalog has him, and the question without him."""

    author: str
    question: str


def byline(question: str, authors: Iterable[str]) -> Byline | None:
    """The author whose words the question asks for; None where it asks for nobody's among these."""
    # Names are looked up at the places where one can stand: a pattern for each author would read a question as often as
    # there are authors.
    called = _called_in(question, authors)
    hits = [
        (titled, number, form, before.start(), end, author)
        for form, (frame, rest) in enumerate(_FRAMES)
        for before in frame.finditer(question)
        for titled, number, author, end in _named(question, before.end(), called, rest)
    ]
    if not hits:
        return None
    _, _, _, start, end, author = min(hits)  # what could be another's first name is a title only where he has none
    return Byline(author, re.sub(r"\s+(?=[?.,])|\s+(?=\s)", "", f"{question[:start]} {question[end:]}").strip())


def _called_in(question: str, authors: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Names, in lower case, of the authors of whom the question has a word; with each the first whose it is."""
    words = set(_WORD.findall(question.lower()))
    called: dict[str, tuple[int, str]] = {}
    for number, author in enumerate(dict.fromkeys(authors)):
        if not words.isdisjoint(_WORD.findall(author.lower())):
            for name in _called(author):
                called.setdefault(name.lower(), (number, author))
    return called


def _named(
    question: str, start: int, called: Mapping[str, tuple[int, str]], rest: re.Pattern[str]
) -> Iterator[tuple[bool, int, str, int]]:
    """Authors whose name stands there before the rest of a form: whether behind a title, and where that rest ends."""
    starts = [start, *(title.end() for title in [_TITLE.match(question, start)] if title)]
    for begin in starts:
        for end in range(begin + 1, min(begin + _LONGEST, len(question)) + 1):
            if question[end - 1 : end + 1].isalnum() and end < len(question):
                continue  # in the middle of a word
            known = called.get(question[begin:end].lower())
            if known and (found := rest.match(question, end)):
                yield begin != start, *known, found.end()


def holder(question: str) -> str | None:
    """The one whose view or words the question asks for, as it names him: "Does Ida Berg think that …?"."""
    return next((found["who"] for form in _HELD if (found := form.search(question))), None)


def _called(author: str) -> Iterator[str]:
    """The names that stand for the author in a question: each of several, whole and by the last name."""
    for name in _NAMES.split(author):
        parts = name.split()
        if len(parts) > 1:
            yield name
            if len(parts[-1]) >= _LEAST:
                yield parts[-1]
