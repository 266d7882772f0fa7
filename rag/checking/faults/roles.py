"""Merged people: what the source says somebody is, the draft says of somebody else.

Read are the forms in which a text says who somebody is: beside the name ("Ida Berg, the envoy in Lund,"; "Berg, who
leads the fleet,"), before it ("the Norwegian envoy Ida Berg") and with "is" between them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.sentence import split
from rag.checking.types import Fault, FaultKind
from rag.language import names
from rag.language.align import coverage
from rag.language.discourse.speech import NAME
from rag.language.words import content

SAID = 0.6
"""Share of what the draft says somebody is that has to stand with another name in the source."""

_WHO = r"(?:who|whose|the|an?|then|once|now|its|their|his|her|[A-Z][\w-]+[’'](?:s)?|[a-z]+)\b"
_BESIDE = re.compile(rf"(?P<name>{NAME}),\s+(?P<what>{_WHO}[^,.;:()“”\"]{{2,120}})(?=[,.;:]|$)")
_OFFICES = (
    "[Pp]resident|[Mm]inister|[Ss]ecretary|[Aa]mbassador|[Gg]eneral|[Aa]dmiral|[Gg]overnor|[Cc]hancellor|[Cc]hief|[Cc]ommander|[Cc]hairman|[Cc]hairwoman"
    "|[Dd]irector|[Pp]rofessor|[Ss]pokesman|[Ss]pokeswoman|[Ss]enator|[Mm]ayor|[Ee]nvoy|[Aa]dviser|[Nn]egotiator|[Cc]aptain|[Ll]eader|[Oo]fficer|[Oo]fficial"
    "|[Hh]ead"
)
_BEFORE = re.compile(
    rf"(?P<what>(?:(?<![\w’'.-])[\w’'.-]{{1,40}}\s){{0,3}}(?:{_OFFICES}|[Gg]en\.|[Aa]dm\.|[Gg]ov\.|[Ss]en\.)(?:\s(?:of|for)\s[\w\s]{{2,30}}?)?)"
    rf",?\s(?P<name>{NAME})"
)
_IS = re.compile(
    rf"(?P<name>{NAME})\s+(?:is|was|became|remains|heads?|headed|leads?|led|commands?|commanded)\s+"
    r"(?P<what>[^,.;:()“”\"]{3,120})"
)
_IS_NAME = re.compile(
    rf"(?P<what>(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]he|[Aa]n?)\s[^,.;:()“”\"]{{3,80}}?)\s(?:is|was)\s"
    rf"(?:(?:Mr|Mrs|Ms|Dr|Gen|Adm|Lt|Col|Gov|Sen)\.?\s)*(?P<name>{NAME})"
)

_PLACE = re.compile(r"\b(?:in|at|to|from|near|of|for|with|on|by|told|against|between|and)\s+(?:the\s+)?$")
"""Before a name: it is a place, or somebody else than whom the sentence is about ("in Lund, the largest port")."""


class Held(NamedTuple):
    """What somebody is said to be, as content words."""

    name: str
    what: tuple[str, ...]


def held(text: str) -> Iterator[Held]:
    """Who is said to be what in a text, sentence by sentence: a full stop ends a name."""
    for sentence in split(text):
        for pattern in (_BESIDE, _BEFORE, _IS, _IS_NAME):
            for match in pattern.finditer(sentence.text):
                who = names.names("x " + match["name"])
                said = tuple(word for word in content(match["what"]) if word not in content(match["name"]))
                if who and said and not _PLACE.search(sentence.text[: match.start("name")]):
                    yield Held(str(who[-1]), said)


def merged(statement: str, passage: str) -> Fault | None:
    """The fault, with of whom the source says it."""
    given = list(held(passage))
    for ours in held(statement):
        alike = [other for other in given if coverage(ours.what, other.what) >= SAID]
        if alike and not any(names.same(ours.name, other.name) for other in alike) and ours.name in statement:
            reason = f"The source says this of {alike[0].name}, not of {ours.name}."
            return Fault(kind=FaultKind.ROLE, reason=reason)
    return None
