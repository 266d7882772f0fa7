"""Yes and no, certain and possible, up and down: what turns the meaning of words that a passage does have.

Each check looks at the words next to a cue, in the sentence and in the part of the passage it was aligned with.
"""

import re

from rag.language import lexicon, names
from rag.language.grammar.clause import DENYING
from rag.language.grammar.leaning import Leaning, leaning
from rag.language.grammar.order import reversed_order
from rag.language.grammar.verbs import OWN_PAST, past, root
from rag.language.opposites import COMPARED, PAIRS
from rag.language.words import words
from rag.types import Support
from rag.verification import doubt
from rag.verification.pair import Finding, Pair

_ABROAD = re.compile(
    r"\b(?:pas|jamais|aucune?|nicht|kein\w*|nunca|jamás|ningun[oa]?|ningún|nessun\w*|niet|geen|não|не|нет|никогда)\b"
    r"|않|못하|없[다었는습]|아니[다었라]",
    re.IGNORECASE,
)
"""Denials of other languages: of what they deny nothing is known here."""
_CONVERSES = tuple(
    frozenset(root(word) for side in row for word in side)
    for row in (*COMPARED, *lexicon.groups("opposites", "converses"))
)
"""Opposites that tell the same of two in exchanged places: what Lund bought from Moss, Moss sold to Lund."""
_OPPOSITES = tuple((frozenset(map(root, a)), frozenset(map(root, b))) for a, b in PAIRS)
_OF_TWO = tuple((frozenset(map(root, a)), frozenset(map(root, b))) for a, b in COMPARED)
_THING = re.compile(r"\b[Tt]he ([a-z]{3,})")
_IF = re.compile(r"\b(?:if|whether|unless)\b", re.IGNORECASE)
_HELPING = frozenset(lexicon.words("function_words", "before_verb"))
CLOSE = 0.5
"""With less of the sentence in it, a text is about something else, and an opposite in it proves nothing."""


def flip(sentence: Leaning, passage: Leaning, *, exchanged: bool = False) -> str | None:
    """A word that one of the two denies or calls off and the other asserts, or whose opposite it says.

    With `exchanged` names, opposites that are converses say the same, and "A is larger than B" bears out that B is
    not larger than A.
    """
    compared = "than" in sentence.stems & passage.stems
    turned = _denied_by(passage, sentence)
    turned |= set() if compared and exchanged else _denied_by(sentence, passage)
    turned |= set() if passage.curbs else sentence.called_off & passage.asserted
    turned |= set() if sentence.curbs else passage.called_off & sentence.asserted
    for word in sorted(turned):
        return word
    for one, other in _OPPOSITES + (_OF_TWO if compared else ()):
        for ours, theirs in ((one, other), (other, one)):
            said, meant = sentence.stems & ours, passage.stems & theirs
            one_sided = said and meant and not (sentence.stems & theirs) and not (passage.stems & ours)
            if exchanged and any(said | meant <= pair for pair in _CONVERSES):
                continue
            if one_sided and bool(said & sentence.denied) == bool(meant & passage.denied):
                return min(said)
    if sentence.order and passage.order and reversed_order(sentence.order, passage.order):
        return sentence.order.word
    return None


def _denied_by(one: Leaning, other: Leaning) -> set[str]:
    """What one denies and the other asserts; if one also asserts it of something else, only of the same thing."""
    turned = (one.denied & other.asserted) - other.denied
    return {w for w in turned if w not in one.asserted or one.objects[w] & other.stems}


def overstated(sentence: Leaning, passage: Leaning) -> str | None:
    """A word that the passage says may be so, or is to be so, and the sentence says is so, or was.

    "Said that it would rise" is "it will rise" in reported speech, and not "it rose".
    """
    if sentence.hedges:
        return None
    doubtful = passage.hedged - passage.foretold if sentence.future else passage.hedged
    to_come = set() if sentence.future else passage.to_come & sentence.done
    return min((doubtful & sentence.stems) | to_come, default=None)


def denies(text: str) -> bool:
    """Whether any word of the text is a denial, whatever it governs."""
    return bool(DENYING & set(words(text)) or _ABROAD.search(text))


def find(pair: Pair) -> Finding | None:
    """What the passage denies, or leaves open, and the sentence says."""
    return objection(pair.sentence, *pair.nearest)


def abroad(pair: Pair) -> Finding | None:
    """A denial of another language that only one of sentence and passage has."""
    nearest, covered = pair.nearest
    if covered < CLOSE or bool(_ABROAD.search(pair.sentence)) == bool(_ABROAD.search(nearest)):
        return None
    return Finding(at_best=Support.PARTLY, reason="One of sentence and passage denies something.")


def objection(sentence: str, nearest: str, covered: float) -> Finding | None:
    """A turned meaning in the passage's sentence that covers this one best."""
    if covered < CLOSE:
        return None
    if cue := doubt.unproven(sentence, nearest):
        return Finding(at_best=Support.PARTLY, reason=f"The passage says “{cue}”, not that it is so.")
    ours, theirs = leaning(sentence), leaning(nearest)
    word = flip(ours, theirs)
    if word and _exchanged(sentence, nearest):
        word = flip(ours, theirs, exchanged=True)
    if word and not _left_open(word, sentence, ours):
        return Finding(
            at_best=Support.CONTRADICTED, reason=f"The passage says the opposite (at “{_spelt(word, sentence)}”)."
        )
    if (word := overstated(ours, theirs)) and _is_deed(word, sentence):
        return Finding(
            at_best=Support.PARTLY,
            reason=f"The passage says this is possible or intended, not that it is so (at “{_spelt(word, sentence)}”).",
        )
    return None


def _left_open(word: str, sentence: str, ours: Leaning) -> bool:
    """Whether the sentence itself does not say that it is so: "might not return", "if they remain"."""
    behind_if = _IF.search(sentence)
    return word in ours.hedged or bool(behind_if and word in map(root, words(sentence[behind_if.end() :])))


def _is_deed(word: str, sentence: str) -> bool:
    """Whether the word is a verb of the sentence, by its form or by what stands before it: of "political will in
    developed countries" nothing is told as done."""
    said = words(sentence)
    return any(
        root(other) == word and (past(other) or other in OWN_PAST or _HELPING & set(said[max(0, at - 2) : at]))
        for at, other in enumerate(said)
    )


def _exchanged(one: str, other: str) -> bool:
    """Whether two names that both texts have, or else two things, stand in exchanged places."""
    named = [[str(name) for name in names.names(f"x {text}")] for text in (one, other)]
    ours, theirs = named if min(map(len, named)) > 1 else (_THING.findall(one), _THING.findall(other))
    places = [next((at for at, name in enumerate(theirs) if _alike(own, name)), None) for own in ours]
    found = [at for at in places if at is not None]
    return found != sorted(found)


def _alike(one: str, other: str) -> bool:
    return not names.missing(names.names(f"x {one.title()}"), other.title())


def _spelt(wanted: str, sentence: str) -> str:
    return next((w for w in words(sentence) if root(w) == wanted), wanted)
