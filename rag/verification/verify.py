"""A sentence against the passage it cites: a verdict, its reason, and a belief in 0…1.

Fail-closed: support has to be shown. Quotations, numbers, dates, names, speakers, negation and modality are checked
one by one and can only lower the verdict; shared words raise it. No model is needed, and nothing is looked up.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from index.sentence import split
from rag.language import dates, numbers
from rag.language.align import coverage
from rag.language.words import content
from rag.types import Support, Verdict
from rag.verification import (
    attribution,
    doubt,
    kinds,
    locality,
    naming,
    negation,
    prepositions,
    qualifiers,
    quote,
    roles,
)
from rag.verification.alignment import Alignment, align
from rag.verification.objection import Objection
from rag.verification.support import supported

SUPPORTED = 0.6
"""Share of the sentence's content words from which on the aligned part of the passage tells of the same thing, so that
another number or date there is one that contradicts it."""
_CEILING = {Support.PARTLY: 0.5, Support.UNSUPPORTED: 0.2, Support.CONTRADICTED: 0.05}
_SEVERITY = (Support.PARTLY, Support.UNSUPPORTED, Support.CONTRADICTED)
_JUDGED = 8
"""Passages of a long evidence list that are read, and sentences of all that are read as one passage."""


WORD_FOR_WORD = Verdict(support=Support.VERBATIM, reason="The passage says it in these words.", score=1.0)


def verify(sentence: str, passage: str, *, context: str = "") -> Verdict:
    """How the passage stands to the sentence. `context` is its title, source, author and date: known, not proof."""
    if not content(sentence):
        return Verdict(support=Support.UNSUPPORTED, reason="The sentence says nothing that can be checked.", score=0.0)
    found = _found(sentence, passage)
    if any(place.whole for place in found):
        return WORD_FOR_WORD
    conditions = [doubt.taken_back(place.before) or doubt.conditional(place.after) for place in found]
    if conditions and all(conditions):
        return _only_with(conditions[0])
    if quote.quotations(sentence):
        passage = quote.rejoined(passage)
    alignment = align(sentence, passage)
    verdict = supported(alignment, context)
    objections = sorted(_objections(alignment, context), key=lambda o: _SEVERITY.index(o.at_best))
    if not objections:
        return verdict
    worst = objections[-1]
    at_best = max(worst.at_best, verdict.support, key=_rank)
    reason = worst.reason if at_best is worst.at_best else verdict.reason
    return Verdict(support=at_best, reason=reason, score=min(verdict.score, _CEILING[at_best]))


def judge(claim: str, evidence: Sequence[str], *, context: str = "") -> Verdict:
    """The best verdict over all passages, and over the sentences of all of them that are nearest to the claim.

    A contradiction counts only where nothing supports the claim.
    """
    if not evidence:
        return Verdict(support=Support.UNSUPPORTED, reason="No passage is cited.", score=0.0)
    verdicts = [verify(claim, passage, context=context) for passage in _best(claim, evidence)]
    if len(evidence) > 1 or len(split(evidence[0])) > _JUDGED:
        verdicts.append(verify(claim, nearest(claim, evidence), context=f"{context}\n{' '.join(evidence)}"))
    return max(verdicts, key=lambda v: (-_rank(v.support), v.score))


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
    ours = quote.flat(sentence).casefold().strip(quote.EDGES)
    parts = [quote.flat(s.text).casefold() for s in split(passage)]
    theirs = " ".join(parts)
    ends = list(accumulate((len(part) + 1 for part in parts), initial=0))
    found = []
    at = theirs.find(ours)
    while at >= 0:
        end = at + len(ours)
        if (at == 0 or not theirs[at - 1].isalnum()) and (end == len(theirs) or not theirs[end].isalnum()):
            begins = any(start <= at and not theirs[start:at].strip(quote.EDGES) for start in ends[:-1])
            stops = any(end < stop and not theirs[end:stop].strip(quote.EDGES) for stop in ends[1:])
            found.append(_Place(theirs[:at], theirs[end:], begins and stops))
        at = theirs.find(ours, at + 1)
    return found


def _only_with(words: str | None) -> Verdict:
    return Verdict(support=Support.PARTLY, reason=f"The passage says this only with “{words}”.", score=0.4)


def _objections(alignment: Alignment, context: str) -> list[Objection]:
    sentence, passage = alignment.sentence, alignment.passage
    found = (
        quote.objection(sentence, passage),
        _number_objection(alignment, context),
        _date_objection(alignment, context),
        roles.objection(sentence, [s.text for s in split(passage)]),
        locality.objection(alignment, context),
        naming.objection(sentence, passage, context),
        attribution.objection(sentence, list(alignment.sentences), context),
        prepositions.objection(sentence, *alignment.nearest),
        negation.objection(sentence, *alignment.nearest),
        qualifiers.objection(sentence, *alignment.nearest),
        kinds.objection(sentence, passage, context, *alignment.nearest),
    )
    return [objection for objection in found if objection]


def _number_objection(alignment: Alignment, context: str) -> Objection | None:
    claimed, near = (numbers.quantities(dates.without_dates(t)) for t in (alignment.sentence, alignment.text))
    if other := numbers.turned(claimed, near):
        reason = f"The passage limits it from the other side: “{other.limit} {other.raw}”."
        return Objection(at_best=Support.CONTRADICTED, reason=reason)
    if other := numbers.unbounded(claimed, near):
        return Objection(at_best=Support.PARTLY, reason=f"The passage says “{other.limit} {other.raw}”.")
    if scale := numbers.other_scale(alignment.sentence, alignment.text):
        return Objection(at_best=Support.PARTLY, reason=f"The passage says “{scale}”.")
    known = f"{alignment.passage}\n{context}"
    years = _years(alignment, context)
    absent = _absent(claimed, known, years)
    if not absent:
        far = _absent(claimed, f"{alignment.around}\n{context}", years)
        reason = "The passage has the number {} elsewhere, not beside this."
        return Objection(at_best=Support.PARTLY, reason=reason.format(far[0].raw)) if far else None
    if alignment.covered >= SUPPORTED:
        given = numbers.quantities(alignment.text)
        for quantity in absent:
            if other := numbers.rival(quantity, given):
                return Objection(
                    at_best=Support.CONTRADICTED, reason=f"The passage says {other.raw}, not {quantity.raw}."
                )
    return Objection(at_best=Support.UNSUPPORTED, reason=f"The number {absent[0].raw} is not in the passage.")


def _absent(claimed: Sequence[numbers.Quantity], text: str, known_years: frozenset[int]) -> list[numbers.Quantity]:
    """What the text does not give, as an amount or as a year ("the 2022 invasion")."""
    absent = numbers.missing(claimed, numbers.quantities(dates.without_dates(text)))
    return [q for q in absent if q.value not in known_years or (q.nouns and not numbers.is_year(q))]


def _years(alignment: Alignment, context: str) -> frozenset[int]:
    """The years that bear the sentence out. That of publication is none of them where the passage's words lie a year
    from it: "last year" then is the year before."""
    published = dates.years(context)
    away = dates.relative_years(alignment.text, published)
    return dates.years(alignment.passage) | (published if away is None else away)


def _date_objection(alignment: Alignment, context: str) -> Objection | None:
    known = f"{alignment.passage}\n{context}"
    days = dates.weekdays(alignment.sentence) - dates.days_named(known, dates.dates(context))
    months = dates.months(known)
    if unnamed := days | (dates.months(alignment.sentence) - months if months else frozenset()):
        return Objection(at_best=Support.UNSUPPORTED, reason=f"The passage does not name {min(unnamed)}.")
    told = alignment.passage if dates.relative_years(alignment.text, frozenset()) is not None else known
    absent = dates.missing(dates.dates(alignment.sentence), dates.dates(told), _years(alignment, context))
    if not absent:
        return None
    given = dates.dates(alignment.text)
    if len(given) == 1 and absent[0].day and given[0].day and alignment.covered >= SUPPORTED:
        return Objection(at_best=Support.CONTRADICTED, reason=f"The passage says {given[0].raw}, not {absent[0].raw}.")
    return Objection(at_best=Support.UNSUPPORTED, reason=f"The date {absent[0].raw} is not in the passage.")


def _rank(support: Support) -> int:
    """0 for the strongest."""
    return list(Support).index(support)
