"""Evidence → sentences: the model's where at least one stands, else the documents' own, verbatim."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel

from rag.abstain import Belief, finds_fitting
from rag.again import LIKELY, SETTLED, once_more
from rag.attempt import Writer, attempt, done, hear_others
from rag.explain import told
from rag.generation.extractive import extract
from rag.generation.generate import Generated
from rag.generation.stream import declined
from rag.opinion import LEAST, SURE, doubted
from rag.question.answer_type import yes_or_no
from rag.telling import TELLING, TELLING_DOUBTED, telling
from rag.types import AnswerSentence, Event, Evidence, SentenceDone, Token, Withdrawn
from rag.verification.check import REPEATS
from rag.verification.premise import Denial, correct


def compose(
    writer: Writer, question: str, evidence: Sequence[Evidence], *, belief: Belief, denied: Denial | None
) -> Iterator[Event | Generated]:
    """Yields events, and at last what was generated.

    What denies the question's premise is quoted without a model. A model that fails does not raise: it becomes the
    `notice`. One whose word is calibrated is asked for a second opinion (`rag.opinion`): what it doubts is no answer;
    and a second time where it gave none (`rag.again`). What is quoted in its place has to tell the answer by itself
    (`rag.telling`). With less belief than the threshold only what it is sure of is an answer, and nothing is shown
    before that.
    """
    if denied and (corrected := correct(question, evidence, denied)):
        yield Token(text=corrected.text)
        yield SentenceDone(sentence=corrected)
        yield Generated(sentences=(corrected,), quoted=True, denied=True)
        return
    if writer.model is None:
        yield from _said(extract(question, evidence), Generated())
        return
    written = Generated()
    shown: list[AnswerSentence] = []
    said = False
    try:
        least = LEAST if belief.value >= writer.least else SURE
        for event in attempt(writer.model, writer, question, evidence, writer.reads(question, evidence), least=least):
            if isinstance(event, Generated):
                written = event
                continue
            if isinstance(event, SentenceDone):
                shown.append(event.sentence)
            said = True
            yield event
    except Exception as error:  # Whatever a provider raises; the reader is told, and the evidence can be quoted.
        written = replace(written, sentences=tuple(shown) or written.sentences, notice=told(error, writer.name))
    if any(s.verdict.stands for s in written.sentences):
        yield written
        return
    if said:
        yield Withdrawn()
    yield from _failed(writer.model, writer, question, evidence, written, belief)


def _failed(
    model: BaseChatModel,
    writer: Writer,
    question: str,
    evidence: Sequence[Evidence],
    written: Generated,
    belief: Belief,
) -> Iterator[Event | Generated]:
    """What is said where the model found nothing, or nothing that it wrote stands: the second attempt, a quotation, or
    that it is not answered."""
    second, quoted = Generated(), list[AnswerSentence]()
    try:
        if writer.calibrated and not written.notice:
            for event in once_more(model, writer, question, evidence, written, belief):
                if isinstance(event, Generated):
                    second = event
                else:
                    yield event
            if any(s.verdict.stands for s in second.sentences):
                yield second
                return
            quoted = _telling(model, writer, question, evidence, belief, (*written.sentences, *second.sentences))
    except Exception as error:  # As above.
        written = replace(written, notice=told(error, writer.name))
    if not writer.calibrated or written.notice:
        yield from _said(_likely(writer, question, evidence, written, belief), written)
        return
    for event in _said(quoted, written):
        yield event
        written = event if isinstance(event, Generated) else written
    if quoted:
        yield from _heard(model, writer, question, evidence, written)


def _heard(
    model: BaseChatModel, writer: Writer, question: str, evidence: Sequence[Evidence], quotation: Generated
) -> Iterator[Event | Generated]:
    """What other documents say that differs from a quotation; where the model fails, the quotation stands by itself."""
    try:
        for event in hear_others(model, writer, question, evidence, quotation):
            yield event
            quotation = event if isinstance(event, Generated) else quotation
    except Exception as error:  # As above.
        yield replace(quotation, notice=told(error, writer.name))


def _telling(
    model: BaseChatModel,
    writer: Writer,
    question: str,
    evidence: Sequence[Evidence],
    belief: Belief,
    failed: Sequence[AnswerSentence],
) -> list[AnswerSentence]:
    """The quotation of which the model itself says that it tells the answer. Yes or no is not told but follows."""
    likely = belief.value >= writer.least or finds_fitting(question, evidence)
    quoted = extract(question, evidence) if likely else []
    settled = belief.value >= SETTLED
    if settled and yes_or_no(question):
        return quoted
    doubts = belief.value < LIKELY or any(_hopeless(s) for s in failed)
    least = TELLING_DOUBTED if doubts and not settled else TELLING
    return telling(model, question, quoted, evidence, least=least, as_of=writer.as_of)


def _likely(
    writer: Writer, question: str, evidence: Sequence[Evidence], written: Generated, belief: Belief
) -> list[AnswerSentence]:
    """The quotation where no model can be asked about it: "not found" counts where the passages hardly answer, its
    doubts and an answer that only says the question again always do."""
    least = max(writer.least, LIKELY if declined(written.draft) else 0.0)
    none = any(_hopeless(s) for s in written.sentences)
    return extract(question, evidence) if belief.value >= least and not none else []


def _hopeless(sentence: AnswerSentence) -> bool:
    """Whether the model doubts it, or it only says the question again: not whether a rule rejects it."""
    return doubted(sentence) or sentence.verdict == REPEATS


def _said(quoted: Sequence[AnswerSentence], written: Generated) -> Iterator[Event | Generated]:
    yield from done(quoted, begun=False)
    yield replace(written, sentences=tuple(quoted), quoted=True) if quoted else written
