"""Evidence → an answer of the documents' own sentences, without any model: those in which the reader found it."""

from collections.abc import Sequence
from dataclasses import replace

from index.sentence import split
from index.types import Sentence
from rag.language.align import coverage
from rag.language.discourse.context import announces, around, is_fragment, is_origin_line
from rag.language.discourse.furniture import is_furniture
from rag.language.discourse.orders import is_order
from rag.language.discourse.speech import named, speakers
from rag.language.tables import head_places, is_data, is_row, is_rule
from rag.language.words import content
from rag.question.answer_type import Kind, asks, asks_why, repeats, wanted
from rag.question.author import holder
from rag.retrieval.dedupe import are_copies
from rag.trace import UNTRACED, Trace
from rag.types import AnswerSentence, Evidence
from rag.verification.check import check
from rag.verification.checks.attribution import same_name
from rag.verification.draft import DraftSentence
from rag.verification.known import absent, origin
from rag.verification.markers import Marker
from rag.verification.values import Value, agree, given, tells_when
from rag.verification.verify import verify

NEAR = 0.6
"""A further passage is quoted as well where its belief is at least this share of the first one's: the first window has
the answer for .62 of 76 open analyst questions, one of the first three for .87..."""
NEAR_AGAIN = 0.8
"""...and one that only gives the same value again, from here on."""

MOST = 3
MOST_SIDES = 4
"""Passages that are quoted, and of which each gives another value: a reader wants to see every side."""

LONGEST = 4
"""Sentences of one passage: the answer's, and what they lean on."""


def quote(question: str, evidence: Sequence[Evidence], trace: Trace = UNTRACED) -> list[AnswerSentence]:
    """The sentences of the likeliest passages in which the answer was found, checked like any others; none if none is
    a sentence. They are no text yet, and each begins at 0: `generate.placed` puts them into one."""
    numbered = dict(enumerate(evidence, start=1))
    found: list[AnswerSentence] = []
    quoted: list[Evidence] = []
    values: list[Value] = []
    lacking: frozenset[str] = frozenset()
    for number, item in numbered.items():
        with trace.stage("verification"):
            sentences = _quoted(question, number, numbered)
        if not sentences or not all(s.verdict.stands for s in sentences):
            continue
        unnamed = frozenset(absent(question, f"{origin(item)}. {' '.join(s.text for s in sentences)}"))
        if quoted and unnamed - lacking:
            continue  # It does not name what the likeliest tells of: troops there, where those in Japan are asked for.
        if wanted(question) is Kind.DATE and not tells_when(question, " ".join(s.text for s in sentences)):
            continue
        replied = given(question, " ".join(s.text for s in sentences))
        again = bool(values and replied) and agree(values, replied)
        side = bool(values and replied) and not again
        share = item.answers / max(1e-9, quoted[0].answers) if quoted else 1.0
        if share < (NEAR_AGAIN if again else NEAR) or len(quoted) >= (MOST_SIDES if side else MOST):
            continue
        places = [at for s in sentences if (at := _said(s, found, item)) is not None]
        if len(places) == len(sentences):
            for at, s in zip(places, sentences, strict=True):
                found[at] = replace(found[at], citations=(*found[at].citations, *s.citations))
            continue
        lacking = lacking if quoted else unnamed
        found += sentences
        quoted.append(item)
        values += replied
    return found


def _said(sentence: AnswerSentence, found: Sequence[AnswerSentence], item: Evidence) -> int | None:
    """Which of the sentences found is a copy of this one of `item`, which bears it out as well: copies may differ in a
    weekday."""
    return next(
        (
            at
            for at, other in enumerate(found)
            if are_copies(other.text, sentence.text) and verify(other.text, item.text, context=origin(item)).stands
        ),
        None,
    )


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
    if told and item.found is not None:
        told = _telling(question, item, sentences, told)
    if who := holder(question):
        told = _own(who, question, sentences, told)
    if not told:
        return []
    leaning = around(sentences, told[0], reasons=False)
    behind = around(sentences, told[-1], reasons=asks_why(question))
    heads = (place for i in told for place in head_places(sentences, i))
    places = sorted({*range(leaning.start, max(told[-1], behind[-1]) + 1), *heads})
    quoted = [sentences[i] for i in places if not _is_no_statement(sentences[i], item)][:LONGEST]
    while quoted and announces(quoted[-1]):
        quoted.pop()  # "The terms are as follows:", and the passage ends, or what follows is left out
    return quoted


def _telling(question: str, item: Evidence, sentences: Sequence[Sentence], told: list[int]) -> list[int]:
    """The row of the same table that shares most with the question; and where what was found only repeats the question,
    or names nobody who does what is asked, the sentence that gives a value of the kind asked for."""
    wanted_words = content(question)
    if is_row(sentences[told[0]].text) or is_data(sentences, told[0]):
        rows = [i for i in range(len(sentences)) if is_data(sentences, i)]
        best = max(rows, key=lambda i: (coverage(wanted_words, content(sentences[i].text)), i in told), default=told[0])
        return told if best in told else [best]
    first, last = (place - item.start for place in item.found or (0, 0))
    if wanted(question) is Kind.NAME or set(content(item.text[first:last])) <= set(wanted_words):
        giving = [i for i, s in enumerate(sentences) if given(question, s.text)]
        if giving and not any(i in giving for i in told):
            return [max(giving, key=lambda i: coverage(wanted_words, content(sentences[i].text)))]
    return told


def _own(who: str, question: str, sentences: Sequence[Sentence], told: Sequence[int]) -> list[int]:
    """Of sentences asked for as somebody's words those that nobody else says; where another says one, the passage's own
    sentences of him instead, up to LONGEST in a row; none where it has none."""
    said = [speakers(text) for text in named([s.text for s in sentences])]
    if all(not said[i] or any(same_name(who, other) for other in said[i]) for i in told):
        return list(told)
    his = [i for i, names in enumerate(said) if any(same_name(who, other) for other in names)]
    wanted = content(question)
    best = max(his, key=lambda i: coverage(wanted, content(sentences[i].text)), default=None)
    return [i for i in his if best is not None and abs(i - best) < LONGEST - 1][:LONGEST]


def _is_no_statement(sentence: Sentence, item: Evidence) -> bool:
    text = sentence.text.strip()
    return text.lstrip("# ") == item.title or any(
        says_nothing(text) for says_nothing in (is_fragment, is_origin_line, is_furniture, is_rule, asks, is_order)
    )


def _quoted(question: str, number: int, numbered: dict[int, Evidence]) -> list[AnswerSentence]:
    checked: list[AnswerSentence] = []
    sentences = answering(question, numbered[number])
    adds = any(not repeats(sentence.text, question) for sentence in sentences)
    for sentence in sentences:
        draft = DraftSentence(sentence.text, (Marker(f"[{number}]", (number,)),))
        # The line above a list may say no more than the question: that counts against it only where nothing follows.
        asked = "" if adds and repeats(sentence.text, question) else question
        checked.append(check(draft, asked, numbered, 0))
    return checked
