"""Who is quoted: "Ida Berg, the envoy in Lund, said", "according to Berg", "Kremlin spokesman Dmitry Peskov said"."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rag.language import names
from rag.language.words import STOP

_SAID = (
    r"(?:said|says|say|saying|told|tells|wrote|writes|argued|argues|warned|warns|added|adds|claimed|claims|stated"
    r"|states|noted|notes|explained|announced|insisted|declared|described|called|believes|predicted|predicts)"
)
_VOWED = (
    r"(?:calls|confirm(?:s|ed)|den(?:ies|ied)|acknowledge[sd]|admit(?:s|ted)|concede[sd]|testified"
    r"|stress(?:es|ed)|maintain(?:s|ed)|suggest(?:s|ed)|urge[sd]|vow(?:s|ed)|pledge[sd]|promise[sd]|threaten(?:s|ed)"
    r"|accuse[sd]|assured|informed|replied|reiterated|criticised|criticized|condemned)"
)
"""Said by the name before it. The name behind it may be whom it is done to: "accused Berg"."""
DECLARED = rf"(?:{_SAID}|{_VOWED})\b"
_CLAUSE = r"(?:that|how|why|what|whether|if|when|he|she|they|it|there|in|on|at)\b"
"""What behind "said" opens what is said, or tells where: "said that Berg" is not said by Berg."""
_PART = r"[^\W\d_a-z][\w’'.-]{0,40}"
NAME = rf"(?<![\w’'.-]){_PART}(?:\s+(?:(?:of|the|de|van|von|der|den|bin|la|du)\s+){{0,2}}{_PART}){{0,5}}"
"""Bounded, and from the beginning of a word on: else a long run of letters takes its square in time."""
_BEFORE = 120
"""Characters before a speaker's name in which his office stands."""
ALREADY = r"(?:(?:has|had|have|also|later|long|since|once|then|\w+ly)\s+){0,3}"
"""Between a speaker and the verb: "Berg has also long argued"."""
_BEHIND = r",\s*(?P<behind>(?:[^,.;]|\.(?=\w|,?\s[a-z])){2,80})"
_PATTERNS = (
    re.compile(rf"(?P<who>{NAME})(?:{_BEHIND},)?\s+{ALREADY}{DECLARED}"),
    re.compile(rf"\b[a-z]+(?P<behind>),\s+(?P<who>{NAME}),\s+{ALREADY}{DECLARED}"),
    re.compile(rf"\b(?:[Aa]ccording to|[Ii]n the words of)\s+(?:[a-z]+\s+){{0,3}}(?P<who>{NAME})(?:{_BEHIND})?"),
    re.compile(
        rf"[,”\"’]\s*(?!tells?\b|told\b){_SAID}\s+(?:(?!{_CLAUSE})[a-z]+\s+){{0,3}}(?P<who>{NAME})(?:{_BEHIND})?"
    ),
    re.compile(
        rf"(?:\b(?:is|are|was|were|be|been|being)|[a-z],)\s+(?:described|called|announced|{_VOWED})\b[^,.;:“”]{{0,40}}?"
        rf"\sby\s+(?:the\s+)?(?P<who>{NAME})(?P<behind>)"
    ),
)
_OFFICE = (
    rf"(?:(?P<whose>{NAME})(?:[’']s)?(?:\s+[a-z-]+){{0,3}}\s+)?\b(?P<office>(?i:spokes\w+|minister|ministry|president"
    r"|secretary|chief|official|officer|commander|general|leader|head|director|ambassador|envoy|adviser|aide))\b"
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?(?P<of>{NAME}))?"
)
_IN_OFFICE = re.compile(_OFFICE)
_OFFICE_BEFORE = re.compile(rf"{_OFFICE}(?:\s+(?:in|at|to)\s+(?:the\s+)?{NAME})?,?\s+$")
"""Before a speaker: for whom he speaks ("Kremlin spokesman Dmitry Peskov said"), not where."""
_ROW_BEFORE = re.compile(rf"(?:^|[,.;”\"]\s)\s*(?:{NAME},\s+){{0,3}}{NAME},?\s+and\s+(?:the\s+)?$")
_ROW_BEHIND = re.compile(rf"(?:,\s+{NAME}){{0,3}},?\s+and\s+{NAME}")
"""Those who say it with a speaker: "Berg, Moe and Lund said"."""
_PLACE = re.compile(r"\b(?:of|for|in|at|to|from|near)\s+(?:the\s+)?$")
_GOVERNS = frozenset("minister ministry president".split())


class Speaker(NamedTuple):
    """Who says it, those for whom he says it, as what a spokesman says his office says, and those with whom."""

    name: str
    offices: tuple[str, ...]
    beside: tuple[str, ...]
    governs: bool


_PRONOUN = re.compile(
    rf"\b[Ss]?[Hh]e\s+(?={ALREADY}{DECLARED})|(?<=[,”\"’]\s)(?P<verb>{_SAID}\s+)s?he\b", re.IGNORECASE
)
"""A speaker who is not named: "he said"."""


def named(sentences: Sequence[str]) -> list[str]:
    """The sentences with "he said" under the name of the speaker of the sentence before, or else of its first name."""
    last, found = "", []
    for text in sentences:
        if last:
            text = _PRONOUN.sub(_under(last), text)
        if said := attributions(text):
            last = said[-1].name
        elif who := [name for name in names.names(text) if name.tokens[0][0].isupper()]:
            last = " ".join(who[0].tokens)
        found.append(text)
    return found


def _under(name: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"{match['verb']}{name}" if match["verb"] else f"{name} "


def speakers(text: str) -> list[str]:
    """The named speakers to whom a text attributes statements."""
    return list(dict.fromkeys(speaker.name for speaker in attributions(text)))


def attributions(text: str) -> list[Speaker]:
    """Everybody to whom it attributes a statement by name, with those for whom he speaks."""
    matches = [match for pattern in _PATTERNS for match in pattern.finditer(text)]
    return [speaker for speaker in map(_speaker, matches) if speaker]


def _speaker(match: re.Match[str]) -> Speaker | None:
    """ "The envoy in Lund, Ida Berg, said": said by Berg, and without her name by nobody who is named."""
    who, behind, start = match["who"], match["behind"] or "", match.start("who")
    before = match.string[max(0, start - _BEFORE) : start]
    if place := _PLACE.search(before):
        if re.fullmatch(NAME, behind):
            before, who, behind = f"{before}{who}, ", behind, ""
        elif match.re is _PATTERNS[0] and not place[0].startswith(("of", "for", "at")):
            return None
    who = who.rstrip(".")
    if _adverb(who) or not names.names("x " + who):
        return None
    offices = [m for m in (_OFFICE_BEFORE.search(before), *_IN_OFFICE.finditer(f"{who}, {behind}")) if m]
    return Speaker(
        name=who,
        offices=tuple(whose for m in offices for whose in (m["whose"], m["of"]) if whose and names.names("x " + whose)),
        beside=_beside(match),
        governs=any(m["office"].lower() in _GOVERNS for m in offices),
    )


def _beside(match: re.Match[str]) -> tuple[str, ...]:
    """The others in the speaker's row."""
    if match.re is _PATTERNS[0]:
        row = _ROW_BEFORE.search(match.string[max(0, match.start("who") - _BEFORE) : match.start("who")])
    else:
        row = _ROW_BEHIND.match(match.string, match.end("who"))
    return tuple(m[0] for m in re.finditer(NAME, row[0]) if names.names("x " + m[0])) if row else ()


def _adverb(word: str) -> bool:
    """ "Recently, …, saying": what opens a sentence before a comma is not always who speaks."""
    return word.endswith("ly") or word.lower() in STOP | {"meanwhile", "later", "today", "yesterday", "instead"}
