"""Who did it to whom: "Lund accused Moss" is not "Moss accused Lund", though it has the same words."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rag.names import Name, missing, names
from rag.objection import Objection
from rag.types import Support
from rag.verbs import past, root
from rag.words import STOP, one_name

_MUTUAL = frozenset(
    map(
        root,
        """ally allied agree border bordered compete confer cooperate differ dispute fight join marry meet merge
        negotiate partner quarrel resemble spar speak split talk trade unite visit""".split(),
    )
)
"""What one does, the other does too, or may have done as well."""
_CLOSE = 5
"""Words between a name and the verb, at most: farther away it may belong to another clause."""
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_BE = frozenset("is are was were be been being get gets got".split())
_CLAUSE = re.compile(r"[;:,()—–]|\b(?:and|but|that|which|who|whom|while|after|before|as|when|if)\b")


class Deed(NamedTuple):
    """A verb's root, and the names of who does it and who has it done to."""

    agent: Name
    verb: str
    patient: Name
    words: str


def deeds(sentence: str) -> list[Deed]:
    """What one name does to the next in the same clause; "was … by" turns them round."""
    text = f"x {one_name(sentence)}"  # so that the first word is a name as any other
    placed = _placed(text)
    found = []
    for (one, _, end), (other, start, _) in pairwise(placed):
        between = text[end:start]
        said = [m[0].lower() for m in _WORD.finditer(between)]
        verbs = [at for at, word in enumerate(said) if past(word) and word not in STOP]
        if len(verbs) != 1 or _CLAUSE.search(between):
            continue
        at = verbs[0]
        if at > _CLOSE or len(said) - at > _CLOSE or root(said[at]) in _MUTUAL or "with" in said[at:]:
            continue
        by = said[at + 1 :][:1] == ["by"]
        if not by and _BE.intersection(said[:at]):
            continue
        agent, patient = (other, one) if by else (one, other)
        found.append(Deed(agent, root(said[at]), patient, f"{one}{between.removesuffix('the ')}{other}"))
    return found


def objection(sentence: str, passage: Sequence[str]) -> Objection | None:
    """A deed of the sentence that the passage's sentences know only the other way round."""
    given = [deed for text in passage for deed in deeds(text)]
    for ours in deeds(sentence):
        same_verb = [deed for deed in given if deed.verb == ours.verb]
        turned = [d for d in same_verb if _is(ours.agent, d.patient) and _is(ours.patient, d.agent)]
        if turned and not any(_is(ours.agent, d.agent) or _is(ours.patient, d.patient) for d in same_verb):
            return Objection(at_best=Support.CONTRADICTED, reason=f"The passage says “{turned[0].words}”.")
    return None


def _placed(text: str) -> list[tuple[Name, int, int]]:
    """The names with where they begin and end."""
    placed, at = [], 0
    for name in names(text):
        start = text.find(name.tokens[0], at)
        at = text.find(name.tokens[-1], start + (len(name.tokens[0]) if len(name.tokens) > 1 else 0))
        at += len(name.tokens[-1])
        placed.append((name, start, at))
    return placed


def _is(one: Name, other: Name) -> bool:
    """Whether one of them has all of the other."""
    return not missing([one], str(other)) or not missing([other], str(one))
