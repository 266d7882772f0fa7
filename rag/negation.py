"""Yes and no, certain and possible, up and down: what turns the meaning of words that a passage does have.

Each check looks at the words next to a cue, in the sentence and in the part of the passage it was aligned with.
"""

import re
from dataclasses import dataclass

from rag.objection import Objection
from rag.types import Support
from rag.words import STOP, stem, words

_NEGATIONS = frozenset(
    """not never cannot cant dont doesnt didnt wont wouldnt couldnt shouldnt isnt arent wasnt werent hasnt havent
    hadnt unable""".split()
)
_DENYING = _NEGATIONS | frozenset("no none nobody neither nor without non".split())
_ABSENCES = _NEGATIONS | frozenset("no none nobody nothing neither nor without non lack lacks unless hardly".split())
_REFUSALS = frozenset(stem(w) for w in "fail refuse decline deny lack stop cease".split())
_HEDGES = frozenset(
    "could may might would possibly perhaps maybe reportedly allegedly likely unlikely potentially apparently".split()
)
_HEDGING_STEMS = frozenset(
    stem(w)
    for w in """expect plan propose threaten consider hope seek aim intend urge suggest want ask demand call forecast
    project predict estimate believe fear allege""".split()
)
_REPORTING = frozenset(
    stem(w) for w in "say says said tell told announce promise pledge confirm declare vow state add report".split()
)
_IFS = frozenset("if unless were".split())
_FUTURE = frozenset(("will", "shall"))
_NO_CUE_AFTER = frozenset("only just least doubt less fewer more later earlier sooner".split())
"""What takes the denial from the word before: "not only", "no doubt", "no fewer than"."""
_ABROAD = re.compile(
    r"\b(?:pas|jamais|aucune?|nicht|kein\w*|nunca|jamás|ningun[oa]?|ningún|nessun\w*|niet|geen|não|не|нет|никогда)\b"
    r"|않|못하|없[다었는습]|아니[다었라]",
    re.IGNORECASE,
)
"""Denials of other languages: of what they deny nothing is known here."""
_OPPOSITES = tuple(
    (frozenset(stem(w) for w in a.split()), frozenset(stem(w) for w in b.split()))
    for a, b in (
        (
            "increase rise rose risen grow grew raise climb soar gain expand",
            "decrease fall fell fallen decline drop reduce cut shrink lose shrank lower",
        ),
        ("support favour favor endorse", "oppose reject resist"),
        ("accept approve agree", "reject refuse deny veto disagree"),
        ("win won", "lose lost"),
        ("begin began start open launch", "end stop close finish cease"),
        ("before", "after"),
        ("higher above", "lower below"),
        ("allow permit legalise legalize", "ban forbid prohibit bar outlaw"),
        ("strengthen", "weaken"),
        ("succeed", "fail"),
        ("join enter", "leave left quit withdraw withdrew"),
        ("confirm", "deny denied"),
        ("largest biggest highest", "smallest lowest"),
        ("majority", "minority"),
        ("guilty", "innocent"),
        ("import", "export"),
        ("buy bought", "sell sold"),
    )
)  # fmt: skip
OPPOSED = frozenset[str]().union(*(side for pair in _OPPOSITES for side in pair))
"""Stems of all words that have an opposite here."""
_MAY = re.compile(r"\bMay\b")  # "in May" is not "it may"
_CLAUSE_END = re.compile(r"[.,;:()—–]|\bbut\b")
_ASKS = re.compile(r"\b(?:who|whom|whose|what|which|when|where|how)\b", re.IGNORECASE)
_TAKES_BACK = re.compile(
    r"\b(?:(?:even |as |only )?(?:if|though)|whether|unless|until|"
    r"(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*|doubt\w*|untrue|false|not true|wrong|unlikely"
    r"|impossible|no (?:evidence|sign|truth)|rumou?r\w*|myth|hoax|allege[sd]?|allegations?)\b"
    r"[^.;:!?]{0,40}\bthat|"
    r"(?:(?:could|can|did|does|do|was|were)(?: not|n['’]t)|cannot|unable to|failed to) "
    r"(?:prove|show|confirm|establish|verify)\b[^.;:!?]{0,12})[\s\"'(]*$"
)
_CONDITION = re.compile(r"[\s,]*(?:(?:only |but only )?if|unless|provided|as long as)\b")
_UNPROVEN = re.compile(
    r"\b(?P<cue>accus\w+|suspect\w*|charg\w+|cleared|acquitted|tried|attempted) (?:of|with|to) "
    r"(?P<what>(?:[^,.;:!?]|[,.](?=\d))+)"
)
"""What somebody is said to have done, was found not to have done, or did not bring about."""
_DEED = 3
"""Content words that tell what it was."""
CLOSE = 0.5
"""With less of the sentence in it, a text is about something else, and an opposite in it proves nothing."""
_REACH = 3
"""A cue governs the first content word within so many words."""
_NEAR = 6
"""Within so many words of a denial nothing is taken to be asserted."""


@dataclass(frozen=True, kw_only=True)
class Leaning:
    """Stems of a text: all, those a verb's negation governs, those asserted nowhere near any denial, those under a
    hedge, and of these those that somebody is reported to have foretold ("said that it would rise"); whether it
    hedges at all, and whether it speaks of the future itself."""

    stems: frozenset[str]
    denied: frozenset[str]
    asserted: frozenset[str]
    hedged: frozenset[str]
    foretold: frozenset[str]
    hedges: bool
    future: bool


def leaning(text: str) -> Leaning:
    """How a text stands to its own words."""
    stems: set[str] = set()
    denied: set[str] = set()
    doubtful: set[str] = set()
    hedged: set[str] = set()
    foretold: set[str] = set()
    hedges = False
    for clause in _CLAUSE_END.split(_MAY.sub("month", text)):
        tokens = words(clause)
        roots = [stem(t) for t in tokens]
        stems.update(roots)
        for at, token in enumerate(tokens):
            follows = tokens[at + 1] if at + 1 < len(tokens) else ""
            refused = roots[at] in _REFUSALS and follows == "to"
            if refused or token in _ABSENCES:
                doubtful.update(roots[max(0, at - _NEAR) : at + _NEAR + 1])
            if (token in _DENYING and follows not in _NO_CUE_AFTER and not follows[:1].isdigit()) or refused:
                denied |= _governed(tokens, roots, at)
            if token in _HEDGES or (roots[at] in _HEDGING_STEMS and _to_follows(tokens, at)):
                hedges = True
                hedged |= _governed(tokens, roots, at)
                if token == "would" and _REPORTING & set(roots[:at]) and not _IFS & set(tokens):
                    foretold |= _governed(tokens, roots, at)
    return Leaning(
        stems=frozenset(stems),
        denied=frozenset(denied),
        asserted=frozenset(stems - doubtful),
        hedged=frozenset(hedged),
        foretold=frozenset(foretold),
        hedges=hedges,
        future=bool(_FUTURE & set(words(text))),
    )


def flip(sentence: Leaning, passage: Leaning) -> str | None:
    """A word that one of the two denies and the other asserts, or whose opposite it says."""
    for word in sorted((sentence.denied & passage.asserted) | (passage.denied & sentence.asserted)):
        return word
    for one, other in _OPPOSITES:
        for ours, theirs in ((one, other), (other, one)):
            said, meant = sentence.stems & ours, passage.stems & theirs
            one_sided = said and meant and not (sentence.stems & theirs) and not (passage.stems & ours)
            if one_sided and bool(said & sentence.denied) == bool(meant & passage.denied):
                return min(said)
    return None


def asked_denied(question: str, sentence: str) -> str | None:
    """A word that a question asks to be denied ("Which two did not claim it?") and a sentence asserts instead."""
    if not _ASKS.search(question):
        return None
    return min(leaning(question).denied & leaning(sentence).asserted, default=None)


def overstated(sentence: Leaning, passage: Leaning) -> str | None:
    """A word that the passage says may be so and the sentence says is so.

    "Said that it would rise" is "it will rise" in reported speech, and not "it rose".
    """
    if sentence.hedges:
        return None
    doubtful = passage.hedged - passage.foretold if sentence.future else passage.hedged
    return min(doubtful & sentence.stems, default=None)


def denies(text: str) -> bool:
    """Whether any word of the text is a denial, whatever it governs."""
    return bool(_DENYING & set(words(text)) or _ABROAD.search(text))


def taken_back(before: str) -> str | None:
    """The words at the end of `before` that make of what follows no more than a condition, a doubt or a denial."""
    match = _TAKES_BACK.search(before)
    return match[0].strip(" \"'(") if match else None


def conditional(after: str) -> str | None:
    """The words at the beginning of `after` that make of what precedes no more than a condition's outcome."""
    match = _CONDITION.match(after)
    return match[0].strip(" ,") if match else None


def objection(sentence: str, nearest: str, covered: float) -> Objection | None:
    """A turned meaning in the passage's sentence that covers this one best."""
    if covered < CLOSE:
        return None
    if bool(_ABROAD.search(sentence)) != bool(_ABROAD.search(nearest)):
        return Objection(at_best=Support.PARTLY, reason="One of sentence and passage denies something.")
    if cue := _unproven(sentence, nearest):
        return Objection(at_best=Support.PARTLY, reason=f"The passage says “{cue}”, not that it is so.")
    ours, theirs = leaning(sentence), leaning(nearest)
    if word := flip(ours, theirs):
        return Objection(
            at_best=Support.CONTRADICTED, reason=f"The passage says the opposite (at “{_spelt(word, sentence)}”)."
        )
    if word := overstated(ours, theirs):
        return Objection(
            at_best=Support.PARTLY,
            reason=f"The passage says this is possible or intended, not that it is so (at “{_spelt(word, sentence)}”).",
        )
    return None


def _unproven(sentence: str, nearest: str) -> str | None:
    """The word by which the passage leaves open, or denies, what the sentence says was done."""
    said = {stem(w) for w in words(sentence)}
    for match in _UNPROVEN.finditer(nearest):
        deed = [stem(w) for w in words(match["what"]) if w not in STOP][:_DEED]
        if stem(match["cue"]) not in said and len(said & set(deed)) * 2 >= len(deed) > 0:
            return match["cue"]
    return None


def _to_follows(tokens: list[str], at: int) -> bool:
    """ "expected to rise", "wants Japan to pay", "called for talks"."""
    return bool({"to", "for"} & set(tokens[at + 1 : at + 4]))


def _governed(tokens: list[str], roots: list[str], at: int) -> set[str]:
    for i in range(at + 1, min(at + 1 + _REACH, len(tokens))):
        if tokens[i] not in STOP and roots[i] not in _HEDGING_STEMS:
            return {roots[i]}
    return set()


def _spelt(root: str, sentence: str) -> str:
    return next((w for w in words(sentence) if stem(w) == root), root)
