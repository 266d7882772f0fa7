"""What a question asks of an author, all that he wrote tells: "What does Ida Berg say the port should do?"

A document's text has its author's name at its head, if at all; every sentence that quotes nobody is his.
English only: in another form of question the author's name is a word like any other.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_TELLS = (
    r"(?:say|think|believe|argue|write|claim|warn|expect|predict|propose|recommend|suggest|advise|call|want|see|make)"
)
_ASKED = (
    rf"\b(?:do|does|did|has|have)\s+{{who}}\s+{_TELLS}\b(?:\s+(?:that|about|of|on|for)\b)?",
    r"(?:,\s*)?\b(?:according to|in the (?:view|opinion|words) of)\s+{who},?",
    r"(?:,\s*)?\bin\s+{who}['’]s?\s+(?:view|opinion|words|article|column|piece|book|report|essay),?",
    r"(?:,\s*)?\bas\s+{who}\s+(?:says|writes|argues|sees it),?",
)
"""How a question puts it that somebody says so."""
_NAMED = r"(?P<who>(?-i:[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3}))"
_HELD = tuple(re.compile(form.format(who=_NAMED), re.IGNORECASE) for form in _ASKED)
_NAMES = re.compile(r"\s*(?:[,;&/]|\band\b)\s*")
_LEAST = 4
"""Letters of a last name that is known without the first."""


class Byline(NamedTuple):
    """Whose words are asked for, as the catalog has him, and the question without him."""

    author: str
    question: str


def byline(question: str, authors: Iterable[str]) -> Byline | None:
    """The author whose words the question asks for; None where it asks for nobody's among these."""
    said = question.lower()
    for author in dict.fromkeys(authors):
        if not any(word in said for word in author.lower().split()):
            continue
        for form in _forms(author):
            if found := form.search(question):
                rest = f"{question[: found.start()]} {question[found.end() :]}"
                return Byline(author, re.sub(r"\s+(?=[?.,])|\s+(?=\s)", "", rest).strip())
    return None


def holder(question: str) -> str | None:
    """The one whose view or words the question asks for, as it names him: "Does Ida Berg think that …?"."""
    return next((found["who"] for form in _HELD if (found := form.search(question))), None)


@lru_cache(maxsize=100)
def _forms(author: str) -> tuple[re.Pattern[str], ...]:
    who = "|".join(_called(author))
    return tuple(re.compile(form.format(who=rf"(?:[A-Z]\w*\.? )?(?:{who})"), re.I) for form in _ASKED) if who else ()


def _called(author: str) -> Iterator[str]:
    """The names that stand for the author in a question: each of several, whole and by the last name."""
    for name in _NAMES.split(author):
        parts = name.split()
        if len(parts) > 1:
            yield re.escape(name)
            if len(parts[-1]) >= _LEAST:
                yield re.escape(parts[-1])
