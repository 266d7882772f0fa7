"""Who said it: a statement belongs to the person the passage quotes, not to another."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.types import Sentence
from rag.language import names
from rag.language.align import coverage
from rag.language.words import STOP, content, stem
from rag.types import Support
from rag.verification.objection import Objection
from rag.verification.quote import quotations

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
_DECLARED = rf"(?:{_SAID}|{_VOWED})\b"
_CLAUSE = r"(?:that|how|why|what|whether|if|when|he|she|they|it|there|in|on|at)\b"
"""What behind "said" opens what is said, or tells where: "said that Berg" is not said by Berg."""
_PART = r"[^\W\d_a-z][\w’'.-]{0,40}"
_NAME = rf"(?<![\w’'.-]){_PART}(?:\s+(?:(?:of|the|de|van|von|der|den|bin|la|du)\s+){{0,2}}{_PART}){{0,5}}"
"""Bounded, and from the beginning of a word on: else a long run of letters takes its square in time."""
_BEFORE = 120
"""Characters before a speaker's name in which his office stands."""
_TURNS = re.compile(r";\s|,?\s(?:while|whereas|but)\s")
"""Where a sentence passes to another speaker."""
_OWN = 0.5
"""Share of a statement up to which what a speaker says in the passage is another one."""
_ALREADY = r"(?:(?:has|had|also|later)\s+)?"
_BEHIND = r",\s*(?P<behind>(?:[^,.;]|\.(?=\w|,?\s[a-z])){2,80})"
_PATTERNS = (
    re.compile(rf"(?P<who>{_NAME})(?:{_BEHIND},)?\s+{_ALREADY}{_DECLARED}"),
    re.compile(rf"\b[a-z]+(?P<behind>),\s+(?P<who>{_NAME}),\s+{_ALREADY}{_DECLARED}"),
    re.compile(rf"\b(?:[Aa]ccording to|[Ii]n the words of)\s+(?:[a-z]+\s+){{0,3}}(?P<who>{_NAME})(?:{_BEHIND})?"),
    re.compile(rf"[,”\"’]\s*{_SAID}\s+(?:(?!{_CLAUSE})[a-z]+\s+){{0,3}}(?P<who>{_NAME})(?:{_BEHIND})?"),
    re.compile(
        rf"(?:\b(?:is|are|was|were|be|been|being)|[a-z],)\s+(?:described|called|announced|{_VOWED})\b[^,.;:“”]{{0,40}}?"
        rf"\sby\s+(?:the\s+)?(?P<who>{_NAME})(?P<behind>)"
    ),
)
_HEARD = re.compile(rf"\b(?:told|interview with|seen by|reported by)\s+(?:the\s+)?(?P<who>{_NAME})")
"""Those who pass on what another said: "Berg said so, according to Reuters"."""
_OFFICE = (
    rf"(?:(?P<whose>{_NAME})(?:[’']s)?(?:\s+[a-z-]+){{0,3}}\s+)?\b(?P<office>(?i:spokes\w+|minister|ministry|president"
    r"|secretary|chief|official|officer|commander|general|leader|head|director|ambassador|envoy|adviser|aide))\b"
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?(?P<of>{_NAME}))?"
)
_IN_OFFICE = re.compile(_OFFICE)
_OFFICE_BEFORE = re.compile(rf"{_OFFICE}(?:\s+(?:in|at|to)\s+(?:the\s+)?{_NAME})?,?\s+$")
"""Before a speaker: for whom he speaks ("Kremlin spokesman Dmitry Peskov said"), not where."""
_ROW_BEFORE = re.compile(rf"(?:^|[,.;”\"]\s)\s*(?:{_NAME},\s+){{0,3}}{_NAME},?\s+and\s+(?:the\s+)?$")
_ROW_BEHIND = re.compile(rf"(?:,\s+{_NAME}){{0,3}},?\s+and\s+{_NAME}")
"""Those who say it with a speaker: "Berg, Moe and Lund said"."""
_PLACE = re.compile(r"\b(?:of|for|in|at|to|from|near)\s+(?:the\s+)?$")
_ROLE = re.compile(
    r"\b(?P<kind>[\w.’'-]{1,40})\s+(?P<office>[Mm]inister|[Aa]mbassador|[Ss]ecretary|[Pp]resident)"
    rf"(?:,?\s+{_NAME},?)?\s+{_ALREADY}{_DECLARED}"
)
_PORTFOLIOS = frozenset(
    map(
        stem,
        """agriculture culture defence economy education energy environment finance foreign health home interior
        justice labour prime trade transport""".split(),
    )
)
_GOVERNS = frozenset("minister ministry president".split())
_STATES = (
    "Afghanistan Algeria Argentina Armenia Australia Austria Azerbaijan Bangladesh Belarus Belgium Brazil Britain "
    "Bulgaria Canada Chile China Colombia Croatia Cuba Cyprus Czechia Denmark Egypt Estonia Ethiopia Finland France "
    "Germany Greece Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Japan Jordan Kazakhstan Kenya Korea "
    "Kuwait Latvia Lebanon Libya Lithuania Malaysia Mexico Morocco Netherlands Nigeria Norway Pakistan Peru "
    "Philippines Poland Portugal Qatar Romania Russia Rwanda Serbia Singapore Slovakia Slovenia Spain Sudan Sweden "
    "Switzerland Syria Taiwan Thailand Tunisia Turkey UAE Ukraine unitedstates Venezuela Vietnam Yemen"
)
"""States that are written of as if they spoke."""


class _Speaker(NamedTuple):
    """Who says it, those for whom he says it, as what a spokesman says his office says, and those with whom."""

    name: str
    offices: tuple[str, ...]
    beside: tuple[str, ...]
    governs: bool


def speakers(text: str) -> list[str]:
    """The named speakers to whom a text attributes statements."""
    return list(dict.fromkeys(speaker.name for speaker in _speakers(text)))


def objection(sentence: str, aligned: Sequence[Sentence], context: str) -> Objection | None:
    """The sentence's speaker is not the one whom the aligned part of the passage names.

    No objection where the passage names nobody ("he said"): then the names layer is the judge.
    """
    given = [speaker for part in aligned for speaker in _speakers(part.text)]
    if other := _other_role(sentence, [part.text for part in aligned], given):
        return Objection(at_best=Support.UNSUPPORTED, reason=f"The passage gives these words to the {other}.")
    claimed = speakers(sentence) if given else []
    strangers = [who for who in claimed if not any(_says(who, speaker) for speaker in given)]
    if len(strangers) < len(claimed):
        heard = [match["who"] for part in aligned for match in _HEARD.finditer(part.text)]
        strangers = [who for who in strangers if not any(_same(who, other) for other in heard)]
    if not strangers:
        return _of_another(sentence, claimed, aligned)
    origin = not names.missing(names.names("x " + strangers[0]), context)
    return Objection(
        at_best=Support.PARTLY if origin else Support.UNSUPPORTED,
        reason=f"The passage gives these words to {given[0].name}, not to {strangers[0]}.",
    )


def _of_another(sentence: str, claimed: Sequence[str], aligned: Sequence[Sentence]) -> Objection | None:
    """What one of those who speak in the passage says in the sentence, and only another in the passage."""
    for who, said in _statements(sentence, claimed):
        own, others = [0.0], [(0.0, "")]
        for text in (text for part in aligned for text in _TURNS.split(part.text)):
            given, share = _speakers(text), coverage(said, content(text))
            if given and not any(_says(who, speaker) for speaker in given):
                others.append((share, given[0].name))
            else:
                own.append(share)
        share, other = max(others)
        if share == 1 and max(own) <= _OWN:
            reason = f"The passage gives these words to {other}, not to {who}."
            return Objection(at_best=Support.UNSUPPORTED, reason=reason)
    return None


def _statements(sentence: str, claimed: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """Speakers with the content of what they say: of as many quotations, in order, or of the sentence of one."""
    quoted = [content(quotation) for quotation in quotations(sentence)]
    if len(quoted) == len(claimed):
        return list(zip(sorted(claimed, key=sentence.find), quoted, strict=True))
    return [(claimed[0], [w for w in content(sentence) if w not in content(claimed[0])])] if len(claimed) == 1 else []


def _speakers(text: str) -> list[_Speaker]:
    matches = [match for pattern in _PATTERNS for match in pattern.finditer(text)]
    return [speaker for speaker in map(_speaker, matches) if speaker]


def _speaker(match: re.Match[str]) -> _Speaker | None:
    """ "The envoy in Lund, Ida Berg, said": said by Berg, and without her name by nobody who is named."""
    who, behind, start = match["who"], match["behind"] or "", match.start("who")
    before = match.string[max(0, start - _BEFORE) : start]
    if place := _PLACE.search(before):
        if re.fullmatch(_NAME, behind):
            before, who, behind = f"{before}{who}, ", behind, ""
        elif match.re is _PATTERNS[0] and not place[0].startswith(("of", "for", "at")):
            return None
    who = who.rstrip(".")
    if _adverb(who) or not names.names("x " + who):
        return None
    offices = [m for m in (_OFFICE_BEFORE.search(before), *_IN_OFFICE.finditer(f"{who}, {behind}")) if m]
    return _Speaker(
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
    return tuple(m[0] for m in re.finditer(_NAME, row[0]) if names.names("x " + m[0])) if row else ()


def _adverb(word: str) -> bool:
    """ "Recently, …, saying": what opens a sentence before a comma is not always who speaks."""
    return word.endswith("ly") or word.lower() in STOP | {"meanwhile", "later", "today", "yesterday", "instead"}


def _says(who: str, speaker: _Speaker) -> bool:
    """Whether what the speaker says is said by whom a sentence names: himself, his office, or a state whose minister
    he is as far as the passage tells."""
    if any(_same(who, other) for other in (speaker.name, *speaker.offices, *speaker.beside)):
        return True
    whose = [word for office in speaker.offices for word in office.split() if stem(word.lower()) not in _PORTFOLIOS]
    return speaker.governs and not whose and not names.missing(names.names("x " + who), _STATES)


def _same(one: str, other: str) -> bool:
    """Whether all of one name is known from the other, titles and nations before it aside."""
    ours, theirs = _bare(one), _bare(other)
    return not names.missing([ours], other) or not names.missing([theirs], str(ours))


def _bare(who: str) -> names.Name:
    """The last name in it, as titles part names: "Ukrainian President Ida Berg" is Ida Berg."""
    name = names.names("x " + who)[-1]
    while len(name.tokens) > 1 and not names.missing([names.Name(tokens=name.tokens[:1])], _STATES):
        name = names.Name(tokens=name.tokens[1:])
    return name


def _other_role(sentence: str, passage: Sequence[str], given: Sequence[_Speaker]) -> str | None:
    """The minister who says it in the passage where the sentence has one of another portfolio or nation say it."""
    theirs = [match for text in passage for match in _ROLE.finditer(text)]
    if any(not speaker.governs for speaker in given):
        return None
    for ours in _ROLE.finditer(sentence):
        rivals = [match for match in theirs if match["office"].lower() == ours["office"].lower()]
        kinds = [_alike(ours["kind"], rival["kind"]) for rival in rivals]
        if kinds and all(alike is False for alike in kinds):
            return f"{rivals[0]['kind']} {rivals[0]['office']}"
    return None


def _alike(one: str, other: str) -> bool | None:
    """Whether two portfolios, or two nations, are the same; None where one cannot tell."""
    if all(stem(kind.lower()) in _PORTFOLIOS for kind in (one, other)):
        return stem(one.lower()) == stem(other.lower())
    nations = [names.names("x " + kind) for kind in (one, other)]
    if all(nations) and not any(names.missing(nation, _STATES) for nation in nations):
        return not names.missing(nations[0], other)
    return None
