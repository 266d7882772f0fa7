"""Who did it to whom: "Lund accused Moss" is not "Moss accused Lund", though it has the same words.

Any word may be the verb ("Lund's criticism of Moss"): what matters is that the same words stand round it exchanged.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from rag.names import Name, missing
from rag.objection import Objection
from rag.types import Support
from rag.verbs import past, root
from rag.words import STOP, words

_MUTUAL = frozenset(
    map(
        root,
        """adjacent ally allied agree alliance agreement battle border bordered bridge brother clash close colleague
        compare compete conflict connect cooperate counterpart cousin deal differ different dispute distance drive equal
        ferry fight flight friend hour join journey kilometre line link marry meet merge mile near negotiate neighbor
        neighbour pact partner pipeline play quarrel railway relation resemble rival road route similar sister spar
        speak split talk tie trade train travel treaty trip tunnel unite visit war""".split(),
    )
)
"""What one does or is to the other, the other does or is too, or may as well."""
_CLAUSE = re.compile(r"[;:()—–]|,(?!\d)|\b(?:but|that|which|who|whom|while|after|before|as|when|if|because)\b")
_BE = frozenset("is are was were be been being get gets got".split())
_HELPING = _BE | frozenset(
    "has have had will would can could may might must shall should do does did also again now more most just".split()
)
_DENYING = frozenset("not never no nor less least few fewer hardly neither nobody nothing".split())
_ARTICLES = frozenset("the a an its their his her our this these those some all both".split())
_PREPOSITIONS = frozenset("by to from of on for against than".split())
_NO_ADVERBS = frozenset("italy july ally rally family supply assembly monopoly anomaly reply".split())
_OWN_PAST = frozenset("beat bet bid cost cut hit hurt put quit set shed shut spread".split())
_CAPITALS = re.compile(r"\b[A-Z]\S*")
_DOERS, _DONE_TO = 3, 4
"""Words in a row that are taken for one who does it, or has it done to."""


class Deed(NamedTuple):
    """A verb's root with the words for who does it and, behind the preposition, for who has it done to.

    `between` are the words of its object that stand before the preposition: "sold *ships* to Moss".
    """

    agents: frozenset[str]
    verb: str
    preposition: str
    patients: frozenset[str]
    between: frozenset[str]
    clause: str


class _Clause:
    """A clause as its words, and those of them that it has in capitals."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.said = words(text)
        self.proper = frozenset(words(" ".join(_CAPITALS.findall(text))))

    def helped(self, at: int) -> list[str]:
        """The helping words in a row before a verb."""
        start = at
        while start and (self.said[start - 1] in _HELPING | _DENYING or _adverb(self.said[start - 1])):
            start -= 1
        return self.said[start:at]

    def before(self, at: int, widest: int) -> list[str]:
        """The words in a row before a place: as many as may be, and of names all."""
        start = at
        while start and self.said[start - 1] not in STOP and at - start < _DOERS:
            if at - start >= widest and not {*self.said[start - 1 : at]} <= self.proper:
                break
            start -= 1
        return self.said[start:at]

    def behind(self, at: int) -> tuple[str, list[str], int]:
        """The preposition there, if any, the words behind it up to the next small word, and where they end."""
        said = self.said
        preposition = said[at] if at < len(said) and said[at] in _PREPOSITIONS else ""
        at += bool(preposition)
        found: list[str] = []
        while at < len(said) and (said[at] in _ARTICLES or said[at] not in STOP) and len(found) < _DONE_TO:
            found += [said[at]] if said[at] not in _ARTICLES else []
            at += 1
        return preposition, found, at

    def head(self, phrase: Sequence[str]) -> list[str]:
        """Its first word, and the next for as long as they are names or numbers: behind "leaders" stands a verb."""
        names = list(takewhile(lambda word: word in self.proper or word[0].isdigit(), phrase))
        return list(phrase[: len(names) + 1])


def deeds(sentence: str, verbs: Container[str] | None = None) -> Iterator[Deed]:
    """What the words before each verb do to those behind it in the same clause; "was … by" turns them round.

    With `verbs`, only what has one of these roots as its verb.
    """
    for text in _CLAUSE.split(sentence):
        clause = _Clause(text)
        yield from _moves(clause)
        for at, word in enumerate(clause.said):
            verb = root(word)
            if word not in STOP and not word[0].isdigit() and verb not in _MUTUAL and (verbs is None or verb in verbs):
                yield from _deeds_of(at, clause)


def objection(sentence: str, passage: Sequence[str]) -> Objection | None:
    """A deed of the sentence that the passage's sentences know only the other way round."""
    ours = dict.fromkeys(deeds(sentence))
    verbs = {deed.verb for deed in ours}
    given: dict[str, dict[Deed, None]] = {}
    for deed in (deed for text in passage for deed in deeds(text, verbs)):
        given.setdefault(deed.verb, {})[deed] = None
    for deed in ours:
        if other := _turned(deed, list(given.get(deed.verb, ()))):
            return Objection(at_best=Support.CONTRADICTED, reason=f"The passage says “{other.clause}”.")
    return None


def _turned(ours: Deed, given: Sequence[Deed]) -> Deed | None:
    """The deed in which ours is exchanged, where none has it as ours does."""
    for other in given:
        if other.preposition != ours.preposition or not _alike(ours.between, other.between):
            continue
        agents, patients = _shared(ours.agents, other.patients), _shared(ours.patients, other.agents)
        if agents and patients and not any(_bears_out(deed, agents, patients, ours.preposition) for deed in given):
            return other
    return None


def _bears_out(deed: Deed, agents: frozenset[str], patients: frozenset[str], preposition: str) -> bool:
    has_patient = deed.preposition == preposition and bool(_shared(patients, deed.patients))
    return has_patient or bool(_shared(agents, deed.agents))


def _deeds_of(at: int, clause: _Clause) -> Iterator[Deed]:
    """What the word there does, if it is a verb, to its object and to what stands behind one more preposition."""
    verb, helped = clause.said[at], clause.helped(at)
    passive, done = not _BE.isdisjoint(helped), past(verb) or verb in _OWN_PAST
    agents = clause.before(at - len(helped), _DOERS if helped or done else 1)
    preposition, patients, end = clause.behind(at + 1)
    denied = not _DENYING.isdisjoint((*helped, *agents, *patients))
    if not agents or denied or (verb.endswith("ing") and not passive):
        return
    if preposition == "by" and (passive or done):
        yield from _deed(clause.head(patients), verb, "", agents, (), clause)
    elif preposition != "by" and not (passive and done):
        yield from _deed(agents, verb, preposition, clause.head(patients), (), clause)
        if not preposition and patients:
            preposition, further, _ = clause.behind(end)
            if preposition and preposition != "by":
                yield from _deed(agents, verb, preposition, clause.head(further), patients, clause)


def _moves(clause: _Clause) -> Iterator[Deed]:
    """Where a clause has it "from … to …", or "to … from …"."""
    if not {"from", "to"} <= set(clause.said) or not _MUTUAL.isdisjoint(map(root, clause.said)):
        return
    for at, word in enumerate(clause.said):
        if word in ("from", "to"):
            _, one, middle = clause.behind(at)
            preposition, two, _ = clause.behind(middle)
            if {word, preposition} == {"from", "to"}:
                start, end = (one, two) if word == "from" else (two, one)
                yield from _deed(start, "from", "to", clause.head(end), (), clause)


def _deed(
    agents: Sequence[str], verb: str, preposition: str, patients: Sequence[str], between: Sequence[str], clause: _Clause
) -> Iterator[Deed]:
    """The deed without what stands on both its sides."""
    ones, others = frozenset(agents), frozenset(patients)
    both = _shared(ones, others) | _shared(others, ones)
    if ones - both and others - both:
        yield Deed(ones - both, root(verb), preposition, others - both, frozenset(between), clause.text)


def _adverb(word: str) -> bool:
    return word.endswith("ly") and word not in _NO_ADVERBS


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether neither has words, or both have some of the same."""
    return bool(_shared(one, other)) if one and other else one == other


def _shared(ones: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Those of the first that mean one of the second."""
    return frozenset(one for one in ones if any(_same(one, other) for other in others))


@lru_cache(maxsize=50_000)
def _same(one: str, other: str) -> bool:
    """Whether both are forms of one word or name: "Danish", "Denmark"."""
    return root(one) == root(other) or not (
        missing([Name(tokens=(one,))], other) and missing([Name(tokens=(other,))], one)
    )
