"""How far a statement reaches: what is told of some ("among those over 65", "only firms with …") or as no more than a
possibility ("would not rule out a ban") is not told of all, nor as done."""

import re

from rag.language import lexicon
from rag.language.dates import without_dates
from rag.language.grammar.leaning import leaning
from rag.language.grammar.verbs import past, root
from rag.language.names import names
from rag.language.quantities.numbers import missing, quantities
from rag.language.words import STOP, content, words
from rag.types import Support
from rag.verification.checks.negation import CLOSE
from rag.verification.pair import Finding, Pair

_NP = r"(?:[\w’'-]+\s+){0,3}?"
_REST = r"[^,.;:]*(?:[.,]\d[^,.;:]*)*"
_OF_SOME = re.compile(
    rf"\bamong\s+(?P<some>(?!other\b|them\b|the (?:first|last|best|most|largest)\b){_REST})"
    rf"|\b(?:in|for|of|at|by)\s+(?P<those>(?:those|{_NP}(?:s|people|men|women|children|patients))\s+"
    rf"(?:with|without|who|whose|aged|under|over|older|younger)\b{_REST})"
)
"""The part of a whole of which a number is told."""
_ONLY = re.compile(rf"\b[Oo]nly\s+{_NP}(?P<only>(?:with|without|who|whose|aged|under|over|from|in)\b[^,.;:]*?)\s+"
                   r"(?:must|may|can|are|is|have|has|need|were|was|will)\b")  # fmt: skip
_FREE_FOR = re.compile(
    r"\b(?:free|open|compulsory|mandatory|required|available|exempt|reserved|banned|allowed|forbidden|legal|tax-free)\s+"
    r"(?:of charge\s+)?(?:only\s+)?(?:for|to)\s+(?P<whom>[\w’'-]+(?:\s+(?:with|over|under|aged|of|who)\s+[\w’'-]+)?)"
)
"""For whom a rule holds."""
_UNREALISED = re.compile(
    r"\b(?:(?:(?:not|n[’']t|never)\s+(?:rul(?:e|ed|ing)\s+out|exclud\w+)|consider\w*|threaten\w*|contemplat\w+|weigh\w*|mull\w*|propos\w+|refus\w+"
    r"|declin\w+\s+to|plan(?:s|ned)?\s+to|hop(?:es?|ed)\s+to|want(?:s|ed)?\s+to|oppos\w+|demand\w*|call(?:s|ed)?\s+for"
    r"|reject\w*)\s|(?:could|might|may)\s)(?P<what>[^,.;:]*)"
)
"""What follows is not told as done."""
_FUTURE = frozenset(lexicon.words("function_words", "modal"))


def find(pair: Pair) -> Finding | None:
    """What the passage tells of some only, or leaves open, and the sentence tells of all, or as done."""
    nearest, covered = pair.nearest
    if covered < CLOSE:
        return None
    said = set(content(pair.sentence))
    if some := _restricted(pair.sentence, nearest, said):
        return Finding(at_best=Support.PARTLY, reason=f"The passage says this of “{some}” only.")
    if cue := _unrealised(pair.sentence, nearest):
        return Finding(at_best=Support.PARTLY, reason=f"The passage says “{cue}”, not that it was done.")
    return None


def _restricted(sentence: str, nearest: str, said: set[str]) -> str | None:
    for match in (*_OF_SOME.finditer(nearest), *_ONLY.finditer(nearest), *_FREE_FOR.finditer(nearest)):
        some = next(group for group in match.groups() if group)
        if set(content(some)) & said or not content(some):
            continue
        if match.re is not _OF_SOME or _counted(sentence, nearest):
            return some.strip()
    return None


def _counted(sentence: str, nearest: str) -> bool:
    """Whether the sentence takes a number from there: of a number it matters of whom it is told."""
    ours = quantities(without_dates(sentence))
    return bool(ours) and not missing(ours, quantities(without_dates(nearest)))


def _unrealised(sentence: str, nearest: str) -> str | None:
    """The words that leave open, in the passage, all that the sentence tells as done beside who did it."""
    ours = leaning(sentence)
    if ours.hedges or ours.denied or ours.called_off or ours.future or _FUTURE & set(words(sentence)):
        return None
    named = {root(word) for name in names(f"x {sentence}") for token in name.tokens for word in words(token)}
    told = {root(word) for word in words(sentence) if word not in STOP and not word[0].isdigit()} - named
    if not any(past(word) for word in words(sentence)):
        return None
    for match in _UNREALISED.finditer(nearest):
        inside = {root(word) for word in words(match["what"])}
        outside = {root(word) for word in words(nearest.replace(match["what"], " "))}
        if told & inside and not told & outside and not (told & inside) <= {"be"}:
            return match[0].strip()
    return None
