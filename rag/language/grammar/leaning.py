"""How a text stands to its own words: which it denies, calls off, hedges, foretells, or tells as done."""

import re
from collections import Counter
from dataclasses import dataclass, field

from rag.language import lexicon
from rag.language.grammar.clause import BREAK, DENYING, NEGATIONS
from rag.language.grammar.order import Order, order
from rag.language.grammar.verbs import is_adverb, past, root, roots
from rag.language.words import STOP, words

_ABSENCES = NEGATIONS | frozenset(lexicon.words("polarity", "absences"))
_REFUSALS = roots("polarity", "refusals")
_CURBS = _REFUSALS | roots("polarity", "curbs")
_PUT_OFF = ((root("rule"), "out"), (root("decide"), "against"))
_HEDGES = frozenset(lexicon.words("polarity", "hedges"))
_HEDGING_STEMS = roots("polarity", "hedging")
_WEIGHING = roots("polarity", "weighing")
_OPEN = roots("polarity", "open")
_SEEMING = roots("polarity", "seeming")
_REJECTING = roots("polarity", "rejecting")
_LATER = frozenset(lexicon.words("polarity", "later"))
_REPORTING = roots("polarity", "reporting")
_IFS = frozenset(lexicon.words("polarity", "ifs"))
_FUTURE = frozenset(lexicon.words("polarity", "future"))
_INTENDED = roots("polarity", "intended")
_PASSED_OVER = frozenset(lexicon.words("polarity", "passed_over"))
_NO_DEEDS = frozenset(lexicon.words("polarity", "no_deeds"))
_NO_CUE_AFTER = frozenset(lexicon.words("polarity", "no_cue_after"))
_BE = frozenset(lexicon.words("function_words", "be"))
_HAVE = frozenset(("has", "have", "had"))
_DETERMINERS = frozenset(lexicon.words("function_words", "determiners"))
_TURNING = NEGATIONS | _HEDGES | _FUTURE | frozenset(("to", "if", "unless"))
"""Before a refusal: "did not rule out sending", "asked it to stop sending"."""
_MAY = re.compile(r"\bMay\b")  # "in May" is not "it may"
_ASIDE = re.compile(
    r"\b((?:is|are|was|were|do|does|did|has|have|had|will|would|can|could) not|never)\s*,\s+([^,.;:()]{3,60}),\s+"
)
"""What parts a denial from its verb: "is not, in the view of the city, about to"."""
_REACH = 3
"""A cue governs the first content word within so many words."""
_FAR = 8
"""Within so many words "from" leads back to what it was refused by."""
_LONGEST = 200
"""Words of a clause that are read together: more without a comma are no prose, and each may lead to all behind it."""
_NEAR = 6
"""Within so many words of a denial nothing is taken to be asserted."""


@dataclass(kw_only=True)
class Leaning:
    """How a text stands to its own words, as roots of verbs and stems of other words."""

    told: Counter[str] = field(default_factory=Counter)
    """All of them."""
    denied: set[str] = field(default_factory=set)
    called_off: set[str] = field(default_factory=set)
    """ "suspended sending": what was done may be so, and is no more."""
    doubtful: Counter[str] = field(default_factory=Counter)
    """Those near a denial, or behind a word that calls them off."""
    objects: dict[str, set[str]] = field(default_factory=dict)
    """What follows those that are denied."""
    hedged: set[str] = field(default_factory=set)
    foretold: set[str] = field(default_factory=set)
    """Hedged, but only in reported speech: "said that it would rise"."""
    meant: Counter[str] = field(default_factory=Counter)
    """Those that are to come or were intended: "will rise", "pledged to raise"."""
    done: set[str] = field(default_factory=set)
    """Those in the form of a past."""
    curbs: bool = False
    """Whether it denies anything, or tells of an end or a refusal."""
    hedges: bool = False
    future: bool = False
    """Whether it speaks of the future itself."""
    order: Order | None = None

    @property
    def stems(self) -> set[str]:
        return set(self.told)

    @property
    def asserted(self) -> set[str]:
        """Those that stand somewhere away from all denials."""
        return set(self.told - self.doubtful)

    @property
    def to_come(self) -> set[str]:
        """Those that are nowhere told otherwise than as meant."""
        return {word for word, times in self.meant.items() if times == self.told[word]}


def leaning(text: str) -> Leaning:
    """How a text stands to its own words."""
    found = Leaning(order=order(text))
    for clause in BREAK.split(_ASIDE.sub(r"\2, \1 ", _MAY.sub("month", text))):
        said = words(clause)
        for start in range(0, len(said), _LONGEST):
            _read(found, said[start : start + _LONGEST])
    return found


def _read(found: Leaning, tokens: list[str]) -> None:
    """Adds what one clause says."""
    roots = [root(t) for t in tokens]
    found.told.update(roots)
    found.done.update(roots[at] for at in range(len(tokens)) if past(tokens[at]) or _HAVE & set(tokens[at - 1 : at]))
    found.curbs |= bool(_CURBS & set(roots) or _ABSENCES & set(tokens))
    meant: set[int] = set()
    doubtful: set[int] = set()
    for at, token in enumerate(tokens):
        follows = tokens[at + 1] if at + 1 < len(tokens) else ""
        governed = _governed(tokens, roots, at)
        turned = bool(_TURNING & set(tokens[max(0, at - _REACH) : at]))
        refused = follows == "to" and (token == "yet" or (roots[at] in _REFUSALS and not turned))
        if refused or token in _ABSENCES:
            doubtful.update(range(max(0, at - _NEAR), at + _NEAR + 1))
        if roots[at] in _REJECTING and "that" in tokens[at:]:
            doubtful.update(range(tokens.index("that", at), len(tokens)))
        if roots[at] in _CURBS:
            doubtful.update(range(at + 1, at + 2 + _REACH))
        if refused or (token in DENYING and follows not in _NO_CUE_AFTER and not follows[:1].isdigit()):
            found.denied.update(roots[i] for i in governed)
            for i in governed:
                objects = found.objects.setdefault(roots[i], set())
                objects.update(r for r, t in zip(roots[i + 1 :], tokens[i + 1 :], strict=True) if t not in STOP)
        if not turned and ((roots[at] in _REFUSALS and token != "bar") or (roots[at], follows) in _PUT_OFF):
            off = _called_off(tokens, at)
            doubtful.update(off)
            found.called_off.update(roots[i] for i in off)
        came = token == "would" and (follows in _LATER or "until" in tokens[at:])
        seems = roots[at] in _SEEMING and "to" in tokens[at + 1 : at + 3]
        if (
            (token in _HEDGES and not came)
            or seems
            or (roots[at] in _HEDGING_STEMS and _to_follows(tokens, at))
            or _weighed(tokens, roots, at)
        ):
            found.hedges = True
            found.hedged.update(roots[i] for i in governed)
            if token == "would" and _REPORTING & set(roots[:at]) and not _IFS & set(tokens):
                found.foretold.update(roots[i] for i in governed)
        found.hedges |= roots[at] in _OPEN
        if token in _FUTURE or (follows == "to" and (token in _BE or roots[at] in _INTENDED)):
            found.future = True
            meant.update(governed)
    found.meant.update(roots[i] for i in meant)
    found.doubtful.update(word for i, word in enumerate(roots) if i in doubtful)


def _to_follows(tokens: list[str], at: int) -> bool:
    """ "expected to rise", "wants Japan to pay", "called for talks"."""
    return bool({"to", "for"} & set(tokens[at + 1 : at + 4]))


def _weighed(tokens: list[str], roots: list[str], at: int) -> bool:
    """ "mulls joining", "talks about whether to join"; not "is considered promising"."""
    passive = past(tokens[at]) and at > 0 and tokens[at - 1] in _BE
    if roots[at] not in _WEIGHING or passive:
        return False
    behind = (token for token in tokens[at + 1 : at + 1 + _REACH] if token not in ("about", "of", "on"))
    first = next(behind, "")
    return first == "whether" or (first.endswith("ing") and first not in _NO_DEEDS)


def _governed(tokens: list[str], roots: list[str], at: int) -> list[int]:
    """Where the word stands that a cue governs, if it is in reach; adverbs do not count."""
    left = _REACH
    for i in range(at + 1, len(tokens)):
        if tokens[i] in _PASSED_OVER or (is_adverb(tokens[i]) and tokens[at] != "non"):
            continue
        if left == 0:
            break
        if tokens[i] not in STOP and roots[i] not in _HEDGING_STEMS:
            return [i]
        left -= 1
    return []


def _called_off(tokens: list[str], at: int) -> list[int]:
    """ "stopped short of calling", "barred the firms in Lund from exporting"; not "delayed the hearing"."""
    for i in range(at + 1, min(at + 1 + _FAR, len(tokens))):
        near = i <= at + _REACH or tokens[i - 1] == "from"
        if near and tokens[i].endswith("ing") and not {tokens[i]} & _NO_DEEDS and tokens[i - 1] not in _DETERMINERS:
            return [i]
    return []
