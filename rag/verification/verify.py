"""A sentence against the passage it cites: a verdict, its reason, and a belief in 0…1.

Fail-closed: support has to be shown. Quotations, numbers, dates, names, speakers, negation and modality are checked
one by one and can only lower the verdict; shared words raise it. No model is needed, and nothing is looked up.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from index.raised import without_notes
from index.sentence import split
from rag.language.align import coverage
from rag.language.discourse.orders import is_order, quotes_order, without_orders
from rag.language.words import content, with_closed_initials
from rag.types import Support, Verdict
from rag.verification import doubt
from rag.verification.checks import quotations
from rag.verification.checks.table import CHECKS
from rag.verification.pair import Finding, Pair
from rag.verification.support import supported

_CEILING = {Support.PARTLY: 0.5, Support.UNSUPPORTED: 0.2, Support.CONTRADICTED: 0.05}
_SEVERITY = (Support.PARTLY, Support.UNSUPPORTED, Support.CONTRADICTED)
_JUDGED = 8
"""Passages of a long evidence list that are read, and sentences of all that are read as one passage."""


NOTHING_SAID = Verdict(support=Support.UNSUPPORTED, reason="The sentence says nothing that can be checked.", score=0.0)
ORDERED = Verdict(
    support=Support.UNSUPPORTED, reason="This is addressed to whoever answers; it states nothing.", score=0.0
)
WORD_FOR_WORD = Verdict(support=Support.VERBATIM, reason="The passage says it in these words.", score=1.0)


@dataclass(frozen=True, kw_only=True)
class Examined:
    """What a passage says of a sentence before the worst is chosen: the verdict by meaning, and what each check found.

    `settled` verdicts are held against no check: the passage has the very words.
    """

    verdict: Verdict
    findings: tuple[tuple[str, Finding], ...] = ()
    settled: bool = False

    def decide(self, without: Collection[str] = ()) -> Verdict:
        """The verdict, as it would be without the checks of these names."""
        found = [finding for name, finding in self.findings if name not in without]
        if self.settled or not found:
            return self.verdict
        worst = max(found, key=lambda f: _SEVERITY.index(f.at_best))
        at_best = max(worst.at_best, self.verdict.support, key=_rank)
        reason = worst.reason if at_best is worst.at_best else self.verdict.reason
        return Verdict(support=at_best, reason=reason, score=min(self.verdict.score, _CEILING[at_best]))


QUOTES_ORDER = Verdict(
    support=Support.VERBATIM,
    reason="The passage says it in these words. It quotes an order, which is not followed.",
    score=1.0,
)


def verify(sentence: str, passage: str, *, context: str = "") -> Verdict:
    """How the passage stands to the sentence. `context` is its title, source, author and date: known, not proof."""
    return examine(sentence, passage, context=context).decide()


def examine(sentence: str, passage: str, *, context: str = "") -> Examined:
    """As `verify`, with what every check found."""
    if not content(sentence):
        return Examined(verdict=NOTHING_SAID, settled=True)
    if is_order(sentence):
        return Examined(verdict=ORDERED, settled=True)
    sentence, passage = (
        with_closed_initials(without_notes(text)) for text in (sentence, without_orders(passage))
    )  # fmt: skip
    found = _found(sentence, passage)
    if any(place.whole for place in found):
        return Examined(verdict=QUOTES_ORDER if quotes_order(sentence) else WORD_FOR_WORD, settled=True)
    conditions = [doubt.taken_back(place.before) or doubt.conditional(place.after) for place in found]
    if conditions and all(conditions):
        return Examined(verdict=_only_with(conditions[0]), settled=True)
    if quotations.quotations(sentence):
        passage = quotations.rejoined(passage)
    pair = Pair(sentence, passage, context)
    findings = ((check.name, check.find(pair)) for check in CHECKS if check.reads(pair.language))
    return Examined(verdict=supported(pair), findings=tuple((name, found) for name, found in findings if found))


def judge(claim: str, evidence: Sequence[str], *, context: str = "") -> Verdict:
    """The best verdict over all passages, and over the sentences of all of them that are nearest to the claim.

    A contradiction counts only where nothing supports the claim.
    """
    if not evidence:
        return Verdict(support=Support.UNSUPPORTED, reason="No passage is cited.", score=0.0)
    return best(examinations(claim, evidence, context=context))


def examinations(claim: str, evidence: Sequence[str], *, context: str = "") -> list[Examined]:
    """Of all that `judge` lays beside the claim. Raises ValueError without evidence."""
    if not evidence:
        raise ValueError("no evidence to judge by")
    found = [examine(claim, passage, context=context) for passage in _best(claim, evidence)]
    if len(evidence) > 1 or len(split(evidence[0])) > _JUDGED:
        found.append(examine(claim, nearest(claim, evidence), context=f"{context}\n{' '.join(evidence)}"))
    return found


def best(examined: Sequence[Examined], without: Collection[str] = ()) -> Verdict:
    """The best of their verdicts, as it would be without the checks of these names."""
    return max((e.decide(without) for e in examined), key=lambda v: (-_rank(v.support), v.score))


def nearest(claim: str, evidence: Sequence[str]) -> str:
    """The sentences of all passages that share most with the claim, in their own order, as one passage."""
    return "\n\n".join(_best(claim, [s.text for passage in evidence for s in split(passage)]))


def _best(claim: str, passages: Sequence[str]) -> list[str]:
    """The few passages that share most with the claim, in their own order."""
    wanted = content(claim)
    ranked = sorted(range(len(passages)), key=lambda i: -coverage(wanted, content(passages[i])))
    return [passages[i] for i in sorted(ranked[:_JUDGED])]


class _Place(NamedTuple):
    """Where a passage has the words: what stands before and behind them, and whether they are whole sentences of it.
    Words out of a longer sentence may be denied in it, or be somebody else's."""

    before: str
    after: str
    whole: bool


def _found(sentence: str, passage: str) -> list[_Place]:
    """Every place where the passage has the sentence's words."""
    ours = quotations.flat(sentence).casefold().strip(quotations.EDGES)
    parts = [quotations.flat(s.text).casefold() for s in split(passage)]
    theirs = " ".join(parts)
    ends = list(accumulate((len(part) + 1 for part in parts), initial=0))
    found = []
    at = theirs.find(ours)
    while at >= 0:
        end = at + len(ours)
        if (at == 0 or not theirs[at - 1].isalnum()) and (end == len(theirs) or not theirs[end].isalnum()):
            begins = any(start <= at and not theirs[start:at].strip(quotations.EDGES) for start in ends[:-1])
            stops = any(end < stop and not theirs[end:stop].strip(quotations.EDGES) for stop in ends[1:])
            found.append(_Place(theirs[:at], theirs[end:], begins and stops))
        at = theirs.find(ours, at + 1)
    return found


def _only_with(words: str | None) -> Verdict:
    return Verdict(support=Support.PARTLY, reason=f"The passage says this only with “{words}”.", score=0.4)


def _rank(support: Support) -> int:
    """0 for the strongest."""
    return list(Support).index(support)
