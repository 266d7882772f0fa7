"""What a question takes for granted and a passage denies: "Why did X approve it?" where X refused to.

Only questions that presuppose ("why", "when", "how many did") are read, and only a plain denial counts: one that
stands in a passage about everything the question names, while no other passage asserts it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.sentence import split
from index.types import Sentence
from rag.language import lexicon, names
from rag.language.align import coverage
from rag.language.dates import dates, missing, without_dates, years
from rag.language.gazetteer import one_name
from rag.language.grammar.leaning import leaning
from rag.language.quantities import numbers
from rag.language.words import STOP, content, stem, words
from rag.types import AnswerSentence, Evidence
from rag.verification.check import check
from rag.verification.checks.quotations import quotations
from rag.verification.draft import DraftSentence
from rag.verification.known import absent, origin
from rag.verification.markers import Marker

ABOUT = 0.5
"""Share of the question's words that the denying sentence has by itself..."""
WHOLE = 0.7
"""...and together with the sentence before it and its title."""
NEAR = 0.65
"""Share of the denying passage's belief from which on a later passage may know better."""

_CORRECTING = "actual actually fact reality real true correct figure number sum total"
_PRESUMES = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:why|when|how|where|who|what|which|(?:in|on|for) (?:which|what))\b"
    r"(?!\s+(?:\w+\s+)?(?:if|would|could|should|might|(?-i:may)|can)\b)",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"\b(?:whether|if|not|never|no|n[o']t|fail\w*|refus\w*|den(?:y|ied)|lack\w*|without|unable|declin\w*"
    r"|reject\w*|oppos\w*|exempt\w*|prevent\w*|ban(?:s|ned)?)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:no one|nobody|none of (?:them|the))\b(?P<rest>[^.;,]*)", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")
_SUBORDINATE = re.compile(
    r"\b(?:when|while|after|before|because|since|if|who|which|until|whether|but)\b", re.IGNORECASE
)
_CORRECTS = re.compile(
    r"\b(?:actual(?:ly)?|in fact|in reality|the (?:real|true|correct) (?:figure|number|sum))\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Denial:
    """`statement` is what the passage says instead, a slice of its text."""

    evidence: Evidence
    statement: str


def denial(question: str, evidence: Sequence[Evidence]) -> Denial | None:
    """The passage that denies what the question takes for granted; None where that is not plain. One that asks about
    somebody's very words takes nothing for granted that these say."""
    if not _PRESUMES.search(question) or _YES_OR_NO.search(question) or quotations(question):
        return None
    found = [d for item in evidence for d in _denials(question, item) if not _of_its_day(question, d.statement)]
    known = any(_asserts(question, d, item) or _outdates(question, d, item) for d in found for item in evidence)
    return None if known or not found else found[0]


def correct(question: str, evidence: Sequence[Evidence], denied: Denial) -> AnswerSentence | None:
    """The denial as a checked quotation; None if it does not stand."""
    numbered = dict(enumerate(evidence, start=1))
    number = next(n for n, item in numbered.items() if item is denied.evidence)
    draft = DraftSentence(denied.statement, (Marker(f"[{number}]", (number,)),))
    sentence = check(draft, question, numbered, 0)
    return sentence if sentence.verdict.stands else None


def _denials(question: str, item: Evidence) -> Iterator[Denial]:
    before: Sentence | None = None
    for sentence in split(item.text):
        together = f"{before.text} {sentence.text}" if before else sentence.text
        if _about(question, sentence.text, together, item) and _denied(question, sentence.text):
            yield Denial(evidence=item, statement=sentence.text)
        elif before and _corrected(question, before.text, sentence.text, item):
            yield Denial(evidence=item, statement=item.text[before.start : sentence.end])
        before = sentence


def _about(question: str, alone: str, together: str, item: Evidence) -> bool:
    wanted = content(question)
    return (
        coverage(wanted, content(alone)) >= ABOUT
        and coverage(wanted, content(f"{item.title}. {together}")) >= WHOLE
        and not absent(question, f"{origin(item)}. {together}")
    )


def _denied(question: str, sentence: str) -> str | None:
    """The verb of the question that the sentence denies: "did not approve", "refused to approve", "nobody joined"."""
    told = leaning(_ASIDE.sub(" ", sentence))
    deeds = _deeds(question)
    if told.hedges and not _NOBODY.search(sentence):
        return None
    for word in deeds:
        if word in told.denied - told.asserted:
            return word
    for match in _NOBODY.finditer(sentence):
        rest = match["rest"]
        if not _SUBORDINATE.search(rest) and (said := [w for w in deeds if w in content(rest)]):
            return said[0]
    return None


def _deeds(question: str) -> list[str]:
    """Stems of what the question says was done: its words without names, numbers and the words that ask."""
    named = {word for name in names.names(question) for word in content(str(name))}
    told = [w for w in words(one_name(question)) if w not in STOP and w not in _ASKING and w.isalpha()]
    return [stem(w) for w in told if stem(w) not in named]


_ASKING = frozenset(lexicon.words("function_words", "asking_of_deeds"))


def _corrected(question: str, claim: str, correction: str, item: Evidence) -> bool:
    """The passage repeats the question's number as somebody's and gives another as the right one."""
    asked = numbers.quantities(without_dates(question))
    claimed, right = (numbers.quantities(without_dates(text)) for text in (claim, correction))
    if len(asked) != 1 or len(right) != 1 or not _CORRECTS.search(correction):
        return False
    if numbers.missing(asked, claimed) or numbers.same(asked[0], right[0]) or asked[0].unit != right[0].unit:
        return False
    new = set(content(correction)) - set(content(f"{question} {claim}")) - set(content(_CORRECTING))
    if any(word.isalpha() for word in new):
        return False  # The right number of something else.
    counted = any(asked[0].nouns & other.nouns for other in claimed)
    return counted and not absent(question, f"{item.text} {origin(item)}")


def _of_its_day(question: str, statement: str) -> bool:
    """It denies of a year or day that the question does not name ("did not send any in 2003")."""
    return bool(years(statement) - years(question) or missing(dates(statement), dates(question), years(question)))


def _outdates(question: str, denial: Denial, item: Evidence) -> bool:
    """A later document about all that is asked may know what had not happened yet, in whatever words."""
    then, now = denial.evidence.published, item.published
    if then is None or now is None or now <= then or absent(question, f"{origin(item)}. {item.text}"):
        return False
    return item.answers >= NEAR * denial.evidence.answers


def _asserts(question: str, denial: Denial, item: Evidence) -> bool:
    """Another document, or the same one further down, says that it is so after all: then nothing is denied."""
    text = item.text
    if item.document_id == denial.evidence.document_id:
        at = text.find(denial.statement)
        if at < 0:
            return False
        text = text[at + len(denial.statement) :]
    for sentence in split(text):
        told = leaning(sentence.text)
        said = set(_deeds(question)) & told.asserted - told.hedged
        if said and _about(question, sentence.text, sentence.text, item):
            return True
    return False
