"""Passages of different documents that give different values for the same thing, side by side with their dates.

A false alarm costs more trust than a disagreement that is not noticed: sentences are compared only where they share
most of their words, or where both reply to the question; a value told less exactly, rounded, bounded or for another
time is none of this. At least one side is always something that the answer cites.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.sentence import split
from index.types import Sentence
from rag.language import dates, names
from rag.language.align import coverage
from rag.language.discourse import speech
from rag.language.grammar.leaning import leaning
from rag.language.quantities import numbers
from rag.language.words import content
from rag.question.answer_type import Kind, wanted
from rag.types import AnswerSentence, Citation, Conflict, Evidence, Position
from rag.verification.checks import negation
from rag.verification.known import absent, origin
from rag.verification.moment import Told, same_moment, superseded
from rag.verification.values import Value, bound, event, given, same, same_date, same_measure

COVERED = 0.5
"""Share of the question's content words without which a sentence is about something else."""
ALIKE = 0.6
"""Share of the words of each of two sentences that the other has when both tell the same thing."""
EVENT = 0.6
EVENT_OF_NUMBER = 0.4
"""Share of what the question asks about its names that a reply has to name; units and things counted help numbers."""
_LONGEST = 25
"""Sentences compared with each cited one: the evidence is a few hundred tokens, a long passage must not cost more."""

_PART = re.compile(
    r"\b(?:of (?:them|these|those|which|whom)|another|other|additional|further|half|most|each|per)\b", re.I
)
_OVER_YEARS = re.compile(
    r"\b(?:over|for|in|across|through) (?:the )?(?:(?:next|past|last|coming|following) )?[\w-]+ (?:years|months)\b"
)


@dataclass(frozen=True)
class _Claim:
    """A sentence of a passage, and where it stands in the passage."""

    evidence: Evidence
    sentence: Sentence

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def told(self) -> Told:
        return Told(self.text, self.evidence.published)


def conflicts(question: str, evidence: Sequence[Evidence], answer: Sequence[AnswerSentence]) -> tuple[Conflict, ...]:
    """The disagreements between what the answer cites and the other passages. None without citations."""
    claims = [_Claim(e, s) for e in evidence for s in split(e.text)[:_LONGEST]]
    cited = [c for c in claims if any(_is_cited(c, citation) for s in answer for citation in s.citations)]
    found: list[Conflict] = []
    for claim in cited:
        rivals = [c for c in claims if c.evidence.document_id != claim.evidence.document_id]
        found += [made for rival in rivals if (made := _conflict(question, claim, rival))]
    return tuple(_merged(found))


def _conflict(question: str, one: _Claim, other: _Claim) -> Conflict | None:
    earlier, later = sorted((one, other), key=lambda c: c.evidence.published or date.min)
    for differ in (_replies, _alike):
        if pair := differ(question, earlier, later):
            about, first, second = pair
            return Conflict(
                about=about,
                positions=(_position(first, earlier), _position(second, later)),
                superseded=superseded(earlier.told, later.told),
            )
    return None


def _replies(question: str, one: _Claim, other: _Claim) -> tuple[str, str, str] | None:
    """Both sentences reply to the question, each with one value, and the values differ."""
    ours, theirs = given(question, one.text), given(question, other.text)
    if len(ours) != 1 or len(theirs) != 1 or same(ours[0], theirs[0]):
        return None
    if not all(_fits(question, claim) for claim in (one, other)):
        return None
    if ours[0].when and not (bound(question, one.text, ours[0]) and bound(question, other.text, theirs[0])):
        return None
    if wanted(question) is not Kind.DATE and not same_moment(one.told, other.told, question):
        return None
    if _bounded(ours[0], theirs[0]) or _bounded(theirs[0], ours[0]):
        return None
    if ours[0].quantity and not (same_measure(ours[0], theirs[0]) and _same_scope(question, one, other)):
        return None
    return question.strip(" ?"), ours[0].raw, theirs[0].raw


def _fits(question: str, claim: _Claim) -> bool:
    """The sentence itself, under its title, is about everything that the question names and says what is asked."""
    if absent(question, f"{claim.evidence.title}. {claim.text}") or _PART.search(claim.text):
        return False
    said = content(claim.text)
    needed = EVENT_OF_NUMBER if wanted(question) is Kind.NUMBER else EVENT
    return coverage(content(question), said) >= COVERED and coverage(sorted(event(question)), said) >= needed


def _alike(question: str, one: _Claim, other: _Claim) -> tuple[str, str, str] | None:
    """The sentences share their words, but for one number, one date or a "not"."""
    ours, theirs = _plain(one.text), _plain(other.text)
    if min(coverage(ours, theirs), coverage(theirs, ours)) < ALIKE or len(set(ours) & set(theirs)) < 3:
        return None
    if not set(ours) & set(content(question)) or _other_names(one, other):
        return None
    if not same_moment(one.told, other.told, question):
        return None
    about = question.strip(" ?")
    if _same_scope(question, one, other) and (pair := _numbers(one.text, other.text)):
        return about, *pair
    dated = wanted(question) is Kind.DATE
    pair = (_dates(one.text, other.text) if dated else None) or _denials(one, other)
    return (about, *pair) if pair else None


def _numbers(one: str, other: str) -> tuple[str, str] | None:
    """The one number of each sentence that the other has not, of the same unit and the same things."""
    ours, theirs = (numbers.quantities(dates.without_dates(text)) for text in (one, other))
    left, right = numbers.missing(ours, theirs), numbers.missing(theirs, ours)
    if len(left) != 1 or len(right) != 1 or numbers.rival(left[0], right) is None or _PART.search(f"{one} {other}"):
        return None
    first, second = (Value(raw=q.raw, quantity=q) for q in (left[0], right[0]))
    if not same_measure(first, second):
        return None
    return None if _bounded(first, second) or _bounded(second, first) else (first.raw, second.raw)


def _dates(one: str, other: str) -> tuple[str, str] | None:
    ours, theirs = dates.dates(one), dates.dates(other)
    if len(ours) != 1 or len(theirs) != 1 or same_date(ours[0], theirs[0]):
        return None
    return ours[0].raw, theirs[0].raw


def _denials(one: _Claim, other: _Claim) -> tuple[str, str] | None:
    if speech.speakers(one.text) != speech.speakers(other.text):
        return None  # What two people say is a debate, not a contradiction between documents.
    ours, theirs = leaning(one.text), leaning(other.text)
    if ours.hedges or theirs.hedges or not negation.flip(ours, theirs):
        return None
    if set(numbers.quantities(one.text)) != set(numbers.quantities(other.text)):
        return None
    return one.text, other.text


def _plain(text: str) -> list[str]:
    """Content words without numbers and dates, which are what may differ."""
    return [w for w in numbers.plain_content(dates.without_dates(text)) if not w.startswith("#")]


def _other_names(one: _Claim, other: _Claim) -> bool:
    """Each names somebody or some place that the other does not: they tell of different things."""
    ours, theirs = ([n for n in names.names(c.text) if n.sure] for c in (one, other))
    missing_there = names.missing(ours, f"{other.text} {origin(other.evidence)}")
    missing_here = names.missing(theirs, f"{one.text} {origin(one.evidence)}")
    return bool(missing_there and missing_here)


def _same_scope(question: str, one: _Claim, other: _Claim) -> bool:
    """Neither narrows the count to a place or body that only it names: "in Okinawa" against "in Japan"; nor counts
    over years where the other counts one."""
    if bool(_OVER_YEARS.search(one.text)) != bool(_OVER_YEARS.search(other.text)):
        return False
    for claim, rival in ((one, other), (other, one)):
        told = [n for n in names.names(claim.text) if n.sure]
        lone = names.missing(told, f"{question} {rival.text} {origin(rival.evidence)}")
        if any(re.search(rf"\b(?:in|on|at|for|from)\s+(?:the\s+)?{re.escape(n.tokens[0])}", claim.text) for n in lone):
            return False
    return True


def _bounded(value: Value, other: Value) -> bool:
    """ "More than 3,000" does not disagree with 3,500, nor "up to 20" with 18."""
    if not value.quantity or not other.quantity:
        return False
    if value.quantity.bound == "least":
        return other.quantity.value >= value.quantity.value
    return bool(value.quantity.bound) and other.quantity.value <= value.quantity.value


def _is_cited(claim: _Claim, citation: Citation) -> bool:
    start, end = (claim.evidence.start + at for at in (claim.sentence.start, claim.sentence.end))
    return citation.document_id == claim.evidence.document_id and start < citation.end and citation.start < end


def _position(statement: str, claim: _Claim) -> Position:
    return Position(statement=statement, citation=claim.evidence.cited(claim.sentence.start, claim.sentence.end))


def _merged(found: Sequence[Conflict]) -> Iterator[Conflict]:
    """One conflict for each subject, with every different statement once, oldest first."""
    for about, replaced in dict.fromkeys((c.about, c.superseded) for c in found):
        sides = [p for c in found if (c.about, c.superseded) == (about, replaced) for p in c.positions]
        once = {(p.citation.document_id, p.statement): p for p in sides}
        ordered = sorted(once.values(), key=lambda p: (p.citation.published or date.min, p.citation.number))
        yield Conflict(about=about, positions=tuple(ordered), superseded=replaced)
