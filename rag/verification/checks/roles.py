"""Who did it to whom: "Lund accused Moss" is not "Moss accused Lund", though it has the same words.

Any word may be the verb ("Lund's criticism of Moss"): what matters is that the same words stand round it exchanged.
"""

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rag.language import lexicon
from rag.language.grammar.clause import LITTLE, Clause, clauses, proper
from rag.language.grammar.verbs import OWN_PAST, past, root, roots
from rag.language.names import Name, missing
from rag.language.words import STOP
from rag.types import Support
from rag.verification.pair import Finding, Pair

_MUTUAL = roots("verbs", "mutual")
"""What one does or is to the other, the other does or is too, or may as well."""
_BE = frozenset((*lexicon.words("function_words", "be"), "get", "gets", "got"))


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


def deeds(sentence: str, verbs: Container[str] | None = None) -> Iterator[Deed]:
    """What the words before each verb do to those behind it in the same clause; "was … by" turns them round.

    With `verbs`, only what has one of these roots as its verb.
    """
    for clause in clauses(sentence):
        yield from _moves(clause)
        for at, word in enumerate(clause.said):
            verb = root(word)
            if word not in STOP and not word[0].isdigit() and verb not in _MUTUAL and (verbs is None or verb in verbs):
                yield from _deeds_of(at, clause)


def find(pair: Pair) -> Finding | None:
    """Who did it to whom, the other way round."""
    return objection(pair.sentence, [s.text for s in pair.sentences])


def objection(sentence: str, passage: Sequence[str]) -> Finding | None:
    """A deed of the sentence that the passage's sentences know only the other way round, or only of another."""
    ours = dict.fromkeys(deeds(sentence))
    verbs = {deed.verb for deed in ours}
    given: dict[str, dict[Deed, None]] = {}
    for deed in (deed for text in passage for deed in deeds(text, verbs)):
        given.setdefault(deed.verb, {})[deed] = None
    known = [(deed, list(given.get(deed.verb, ()))) for deed in ours]
    for deed, theirs in known:
        if other := _turned(deed, theirs):
            return Finding(at_best=Support.CONTRADICTED, reason=f"The passage says “{other.clause}”.")
    for deed, theirs in known:
        if _of_another(deed, theirs) and (refraining := _refraining(deed.agents, passage)):
            return Finding(at_best=Support.UNSUPPORTED, reason=f"The passage says “{refraining.text}”.")
    return None


def _of_another(ours: Deed, given: Sequence[Deed]) -> bool:
    """Whether a named one does it, and in the passage only others who are named do it there."""
    there = [d for d in given if d.preposition == ours.preposition and _shared(ours.patients, d.patients)]
    known = any(_shared(ours.agents, d.agents | d.patients) for d in given)
    return bool(there) and not known and all(d.agents <= proper(d.clause) for d in (ours, *there))


def _refraining(agents: frozenset[str], passage: Sequence[str]) -> Clause | None:
    """The first of the passage's clauses that name one of them, where in all of these he does not do something."""
    naming = [clause for text in passage for clause in clauses(text) if _shared(agents, frozenset(clause.said))]
    return naming[0] if naming and all(_shared(agents, clause.refrains) for clause in naming) else None


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


def _deeds_of(at: int, clause: Clause) -> Iterator[Deed]:
    """What the word there does, if it is a verb, to its object and to what stands behind one more preposition."""
    verb, helped = clause.said[at], clause.helped(at)
    passive, done = not _BE.isdisjoint(helped), past(verb) or verb in OWN_PAST
    agents = clause.doer(at - len(helped), sure=bool(helped or done))
    preposition, patients, end = clause.behind(at + 1)
    denied = not LITTLE.isdisjoint((*helped, *agents, *patients))
    if not agents or denied or (verb.endswith("ing") and not passive):
        return
    if preposition == "by" and any(word[0].isdigit() for word in patients[:1]):
        return  # "rose by 5%": nobody's deed
    if preposition == "by" and (passive or done):
        yield from _deed(clause.head(patients), verb, "", agents, (), clause)
    elif preposition != "by" and not (passive and done):
        yield from _deed(agents, verb, preposition, clause.head(patients), (), clause)
        if not preposition and patients:
            preposition, further, _ = clause.behind(end)
            if preposition and preposition != "by":
                yield from _deed(agents, verb, preposition, clause.head(further), patients, clause)


def _moves(clause: Clause) -> Iterator[Deed]:
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
    agents: Sequence[str], verb: str, preposition: str, patients: Sequence[str], between: Sequence[str], clause: Clause
) -> Iterator[Deed]:
    """The deed without what stands on both its sides."""
    ones, others = frozenset(agents), frozenset(patients)
    both = _shared(ones, others) | _shared(others, ones)
    if ones - both and others - both:
        yield Deed(ones - both, root(verb), preposition, others - both, frozenset(between), clause.text)


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
