"""Small words that turn a sentence: a prefix (illegal), a qualifier (few, former), a preposition (by for to), or one of
a closed class for another (a foreign for a defence minister)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rag.language import lexicon
from rag.language.grammar.clause import clauses
from rag.language.grammar.leaning import leaning
from rag.language.grammar.verbs import root
from rag.language.words import STOP, words
from rag.types import Support
from rag.verification.checks import negation
from rag.verification.pair import Finding, Pair

_NOT = re.compile(
    r"(?:un|non)(?P<long>[a-z]{4,})|(?:il|im|in|ir)(?P<adjective>[a-z]{2,}(?:al|ble|ate|ent|ive|ect|ete|ar|ure|ous))"
)
_NO_OPPOSITES = frozenset(lexicon.words("opposites", "no_prefix"))
_SHARES = {"few": 1, "some": 2, "several": 2, "many": 2, "most": 3, "all": 4, "every": 4, "each": 4}
"""How much it is. What is true of all is true of some, and not the other way round."""
_COUNTED = re.compile(
    rf"(?<!\ba )(?<!\bnot )(?<!\bat )\b(?P<share>{'|'.join(_SHARES)}) (?:of )?(?:(?:the|its|their|our) )?"
    r"(?P<noun>[a-z]{3,})",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(?:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))[ -]"
    r"|(?:one of|among)(?: [\w’'-]+){1,3} )"
    r"(?P<head>(?:larg|bigg|high|small|low|long|strong|old|young|rich|poor|fast|busi|deadli|heavi|tall|deep)est|best"
    r"|worst|most [a-z]+)\b",
    re.IGNORECASE,
)
_THEM = r"(?: of)?(?: the)? [\w’'-]{3,}(?: of (?:the )?[\w’'-]+)?"
_ANYBODY = "nobody|no one|none|everyone|everybody|everything|nothing"
_EXCEPTED = re.compile(
    rf"\b(?:(?:(?:all|every){_THEM}|{_ANYBODY}) but"
    rf"|(?:(?:all|every|each|no|any){_THEM}|{_ANYBODY})"
    r" (?:except(?: for)?|save|apart from|other than)) (?!also\b)(?:the )?[\w’'-]+"
    r"|\ball but (?:the|one|two|three|four|five|six|\d+)\b",
    re.IGNORECASE,
)
"""Behind "no deal" a "but" goes on with something else."""
_WHOLE = re.compile(r"\b(?:all|every\w*|each|nobody|no|no one|none|any\w*|nothing)\b", re.IGNORECASE)
_EXCEPTS = re.compile(r"\b(?:but|except\w*|save|apart|other|besides|only|most|almost|nearly)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:[Ff]ormer|[Aa]cting|[Dd]eputy|[Ii]nterim|[Oo]utgoing|[Ee]x|[Vv]ice)[ -](?!Soviet|Yugoslav)"
    r"(?P<head>[A-Z]\w+ \w+|[a-z]{3,})"
)
"""Who holds an office no more, not yet, or under somebody else; not a state that is no more."""
_THEN = re.compile(r"\b(?:formerly|previously|once|then|until|(?:was|were|been|as) (?:(?:the|an?|its) )?(?:\w+ )?)\W*$")
_KINDS = (
    {"to": 1, "into": 1, "toward": 1, "towards": 1, "from": 2, "by": 3},
    {"in": 1, "inside": 1, "within": 1, "outside": 2},
    {"for": 1, "against": 2},
    {"with": 1, "without": 2},
    {"above": 1, "over": 1, "below": 2, "under": 2, "beneath": 2},
)
"""Prepositions of one kind exclude each other between the same words where their numbers differ."""
_PLACES = {word for kind in _KINDS for word in kind}
_CLOSE = 0.6
"""With less of the sentence in it, the passage's sentence tells of something else."""
_CLASSES = tuple(tuple(map(frozenset, row)) for row in lexicon.groups("opposites", "classes"))
"""Words that exclude each other beside the same noun; those between bars say the same."""
_NAMED = re.compile(r"\b(?:North|South|East|West)(?:ern)?(?= [A-Z])")
"""A part of a name, which says nothing of where a thing is."""


def find(pair: Pair) -> Finding | None:
    """A small word that the passage has otherwise."""
    nearest, covered = pair.nearest
    return (
        _preposition(pair.sentence, nearest, covered)
        or _qualifier(pair.sentence, nearest, covered)
        or _kind(pair, nearest, covered)
    )


def _qualifier(sentence: str, nearest: str, covered: float) -> Finding | None:
    """A qualifier that the passage's sentence which covers this one best has, and this one lacks or turns."""
    if covered < negation.CLOSE:
        return None
    if word := _opposite(sentence, nearest):
        return Finding(at_best=Support.CONTRADICTED, reason=f"The passage says the opposite (at “{word}”).")
    if share := _overcounted(sentence, nearest):
        return Finding(at_best=Support.PARTLY, reason=f"The passage says this of “{share}” only.")
    if (excepted := _EXCEPTED.search(nearest)) and _WHOLE.search(sentence) and not _EXCEPTS.search(sentence):
        return Finding(at_best=Support.PARTLY, reason=f"The passage says “{excepted[0]}”.")
    if ranked := _dropped(_RANKED, sentence, nearest) or _dropped(_OFFICE, sentence, nearest):
        return Finding(at_best=Support.PARTLY, reason=f"The passage says “{ranked}”.")
    return None


def _opposite(sentence: str, nearest: str) -> str | None:
    """A word of the sentence to which only the passage puts a prefix that denies it, or the other way round."""
    ours, theirs = set(words(sentence)), set(words(nearest))
    for one, other, plain in ((ours, theirs, nearest), (theirs, ours, sentence)):
        for word in sorted(one - other - _NO_OPPOSITES):
            match = _NOT.fullmatch(word)
            bare = match and (match["long"] or match["adjective"])
            if bare and bare in other - one and root(bare) not in leaning(plain).doubtful:
                return word if word in ours else bare
    return None


def _overcounted(sentence: str, nearest: str) -> str | None:
    """The words by which the passage counts less of a thing than the sentence, or more than its "few"."""
    given = [(root(m["noun"].lower()), _SHARES[m["share"].lower()], m[0]) for m in _COUNTED.finditer(nearest)]
    for match in _COUNTED.finditer(sentence):
        ours = _SHARES[match["share"].lower()]
        counted = [(theirs, said) for noun, theirs, said in given if noun == root(match["noun"].lower())]
        if counted and (max(counted)[0] < ours or ours == _SHARES["few"] < min(counted)[0]):
            return max(counted)[1]
    return None


def _dropped(pattern: re.Pattern[str], sentence: str, nearest: str) -> str | None:
    """What qualifies a word everywhere in the passage, and not everywhere in the sentence."""
    for match in pattern.finditer(nearest):
        head = match["head"]
        if head not in STOP and _bare(head, pattern, sentence) and not _bare(head, pattern, nearest):
            return match[0]
    return None


def _bare(head: str, pattern: re.Pattern[str], text: str) -> int:
    """How often a word stands in the text without what qualifies it, or the past."""
    places = [m.start() for m in re.finditer(rf"\b{re.escape(head)}\b", text, re.IGNORECASE)]
    qualified = {m.start("head") for m in pattern.finditer(text)}
    return sum(at not in qualified and not _THEN.search(text, 0, at) for at in places)


class _Link(NamedTuple):
    """The content words before and behind a preposition, as roots."""

    before: str
    preposition: str
    behind: str
    text: str


def _preposition(sentence: str, nearest: str, covered: float) -> Finding | None:
    """A preposition between two words for which the passage's sentence has one that excludes it."""
    if covered < negation.CLOSE:
        return None
    given = list(_links(nearest))
    for ours in _links(sentence):
        alike = [link for link in given if (link.before, link.behind) == (ours.before, ours.behind)]
        others = [link for link in alike if _excludes(ours.preposition, link.preposition)]
        if others and len(others) == len(alike):
            return Finding(at_best=Support.PARTLY, reason=f"The passage says “{others[0].text}”.")
    return None


def _excludes(one: str, other: str) -> bool:
    return any(one in kind and other in kind and kind[one] != kind[other] for kind in _KINDS)


def _links(text: str) -> Iterator[_Link]:
    for clause in clauses(text):
        said = clause.said
        for at, word in enumerate(said):
            if word not in _PLACES or not at or said[at - 1] in STOP:
                continue
            behind = next((i for i in range(at + 1, len(said)) if said[i] not in STOP), None)
            if behind is not None and said[behind].isalpha() and not _PLACES & set(said[at + 1 : behind]):
                yield _Link(root(said[at - 1]), word, root(said[behind]), " ".join(said[at - 1 : behind + 1]))


def _kind(pair: Pair, nearest: str, covered: float) -> Finding | None:
    """A word of the sentence that neither the passage nor its origin has, where the passage's sentence which covers
    this one best has another of its class."""
    if covered < _CLOSE:
        return None
    ours, theirs, known = (_plain(text) for text in (pair.sentence, nearest, f"{pair.passage}\n{pair.context}"))
    for kind in _CLASSES:
        said = [alike & ours for alike in kind if alike & ours and not alike & known]
        given = [alike & theirs for alike in kind if alike & theirs and not alike & ours]
        if said and given:
            reason = f"The passage says “{min(given[0])}”, not “{min(said[0])}”."
            return Finding(at_best=Support.PARTLY, reason=reason)
    return None


def _plain(text: str) -> set[str]:
    return set(words(_NAMED.sub(" ", text)))
