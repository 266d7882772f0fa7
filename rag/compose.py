"""Evidence → sentences: the model's where at least one stands, else the documents' own, verbatim."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from langchain_core.language_models import BaseChatModel

from rag.abstain import Belief
from rag.answer import declined
from rag.capacity import Capacity, capacity
from rag.explain import told
from rag.extract import extract
from rag.generate import Generated, generate
from rag.grounds import follow
from rag.models import MODELS
from rag.opinion import LEAST, SURE, doubted, review
from rag.premise import Denial, correct
from rag.select import worth_reading
from rag.sides import hear
from rag.types import AnswerSentence, Event, Evidence, SentenceDone, Token, Withdrawn

LIKELY = 0.5
"""Belief against which a small model's "not found" is taken for a failure: it says so as readily as not."""


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Who answers, and how: `model` None quotes; an answer is tried from a belief of `threshold` on."""

    model: BaseChatModel | None
    name: str
    threshold: float
    as_of: date | None
    language: str | None
    clock: Callable[[], float]

    @property
    def capacity(self) -> Capacity:
        return capacity(self.name)

    def reads(self, question: str, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
        """The evidence that the model is given."""
        return worth_reading(question, evidence) if self.capacity.spared else evidence


def compose(
    writer: Writer, question: str, evidence: Sequence[Evidence], *, belief: Belief, denied: Denial | None
) -> Iterator[Event | Generated]:
    """Yields events, and at last what was generated.

    What denies the question's premise is quoted without a model. A model that fails does not raise: it becomes the
    `notice`. One that finds nothing is contradicted by a quotation only where the passages are likely to answer. One
    whose word is calibrated is asked for a second opinion (`rag.opinion`): what it doubts is no answer. With less
    belief than the threshold only what it is sure of is one, and nothing is shown before that.
    """
    if denied and (corrected := correct(question, evidence, denied)):
        yield Token(text=corrected.text)
        yield SentenceDone(sentence=corrected)
        yield Generated(sentences=(corrected,), quoted=True, denied=True)
        return
    if writer.model is None:
        yield from _quoted(question, evidence, Generated())
        return
    likely = belief.value >= writer.threshold or writer.name not in MODELS
    written = Generated()
    shown: list[AnswerSentence] = []
    said = False
    try:
        for event in _written(writer.model, writer, question, evidence, likely=likely):
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
    refused = declined(written.draft) and belief.value < LIKELY
    if refused or not likely or any(doubted(s) for s in written.sentences):
        yield written
        return
    yield from _quoted(question, evidence, written)


def _written(
    model: BaseChatModel, writer: Writer, question: str, evidence: Sequence[Evidence], *, likely: bool
) -> Iterator[Event | Generated]:
    """The model's answer, the grounds that it left out, and what other documents say where they seem to differ."""
    read = partial(_read, model, writer, question, least=LEAST if likely else SURE)
    written = Generated()
    for event in read(writer.reads(question, evidence)):
        yield event
        written = event if isinstance(event, Generated) else written
    if not likely or not any(s.verdict.stands for s in written.sentences):
        return
    for event in follow(question, evidence, written):
        yield event
        written = event if isinstance(event, Generated) else written
    yield from hear(question, evidence, written, read)


def _read(
    model: BaseChatModel, writer: Writer, question: str, passages: Sequence[Evidence], *, least: float
) -> Iterator[Event | Generated]:
    """What the model writes from the passages. Of a calibrated model, no sentence is done before its second opinion,
    and none is begun where that has to be sure."""
    open_minded = least < SURE
    held: list[AnswerSentence] = []
    try:
        for event in generate(
            model, question, passages, as_of=writer.as_of, language=writer.language, clock=writer.clock,
            file=writer.capacity.prompt,
        ):  # fmt: skip
            if writer.name not in MODELS or (isinstance(event, Token) and open_minded):
                yield event
            elif isinstance(event, SentenceDone):
                held.append(event.sentence)
            elif isinstance(event, Generated):
                before = writer.clock()
                held = list(review(model, event.sentences, passages, least=least))
                if open_minded or any(s.verdict.stands for s in held):
                    yield from _done(held, begun=open_minded)
                yield replace(
                    event, sentences=tuple(held), verify_s=(event.verify_s or 0.0) + writer.clock() - before
                )  # fmt: skip
    except Exception:
        if open_minded:
            yield from _done(held, begun=True)
        raise


def _done(sentences: Sequence[AnswerSentence], *, begun: bool) -> Iterator[Event]:
    for sentence in sentences:
        if not begun:
            yield Token(text=f"{sentence.text} ")
        yield SentenceDone(sentence=sentence)


def _quoted(question: str, evidence: Sequence[Evidence], written: Generated) -> Iterator[Event | Generated]:
    quoted = extract(question, evidence)
    yield from _done(quoted, begun=False)
    yield replace(written, sentences=tuple(quoted), quoted=True) if quoted else written
