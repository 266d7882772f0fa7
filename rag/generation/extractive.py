"""Evidence → an answer of the documents' own sentences, without any model: those in which the reader found it."""

from collections.abc import Sequence

from index.sentence import split
from index.types import Sentence
from rag.language.context import around, is_fragment
from rag.language.orders import is_order
from rag.question.answer_type import asks, asks_why
from rag.types import AnswerSentence, Evidence
from rag.verification.check import check
from rag.verification.cite import DraftSentence
from rag.verification.markers import Marker
from rag.verification.values import Value, agree, given

NEAR = 0.8
"""A second passage is quoted as well where its belief is at least this share of the first one's..."""
NEAR_SIDE = 0.6
"""...and one that gives another value of the kind asked for, from here on: a reader wants to see every side."""

MOST = 2
MOST_SIDES = 4
"""Passages that are quoted, and of which each gives another value."""

LONGEST = 4
"""Sentences of one passage: the answer's, and what they lean on."""


def quote(question: str, evidence: Sequence[Evidence]) -> list[AnswerSentence]:
    """The sentences of the likeliest passages in which the answer was found, checked like any others; none if none is
    a sentence."""
    numbered = dict(enumerate(evidence, start=1))
    found: list[AnswerSentence] = []
    quoted: list[Evidence] = []
    values: list[Value] = []
    for number, item in numbered.items():
        start = found[-1].end + 1 if found else 0
        sentences = _quoted(question, number, numbered, start)
        if not sentences or not all(s.verdict.stands for s in sentences):
            continue
        told = {s.text for s in found}
        replied = given(question, " ".join(s.text for s in sentences))
        side = bool(values and replied) and not agree(values, replied)
        share = item.answers / max(1e-9, quoted[0].answers) if quoted else 1.0
        if share < (NEAR_SIDE if side else NEAR) or len(quoted) >= (MOST_SIDES if side else MOST):
            continue
        if not all(s.text in told for s in sentences):
            found += sentences
            quoted.append(item)
            values += replied
    return found


def answering(question: str, item: Evidence) -> list[Sentence]:
    """The sentences of a passage that hold what was found in it, with those that they lean on; none where that is a
    heading or a question."""
    sentences = split(item.text)
    if item.found is None:
        at = [i for i, s in enumerate(sentences) if item.best is not None and item.start + s.start == item.best]
    else:
        first, last = (place - item.start for place in item.found)
        at = [i for i, s in enumerate(sentences) if s.start < last and first < s.end]
    told = [i for i in at if not _is_no_statement(sentences[i], item)][:LONGEST]
    if not told:
        return []
    leaning = around(sentences, told[0], reasons=False)
    behind = around(sentences, told[-1], reasons=asks_why(question))
    places = range(leaning.start, max(told[-1], behind[-1]) + 1)
    return [sentences[i] for i in places if not _is_no_statement(sentences[i], item)][:LONGEST]


def _is_no_statement(sentence: Sentence, item: Evidence) -> bool:
    return (
        sentence.text.strip() == item.title
        or is_fragment(sentence.text)
        or asks(sentence.text)
        or is_order(sentence.text)
    )


def _quoted(question: str, number: int, numbered: dict[int, Evidence], start: int) -> list[AnswerSentence]:
    checked: list[AnswerSentence] = []
    for sentence in answering(question, numbered[number]):
        draft = DraftSentence(sentence.text, (Marker(f"[{number}]", (number,)),))
        checked.append(check(draft, question, numbered, checked[-1].end + 1 if checked else start))
    return checked
