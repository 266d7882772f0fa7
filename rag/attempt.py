"""One reading of some passages by the model, and what it brings along: checked, and looked at a second time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from langchain_core.language_models import BaseChatModel

from rag.abstain import finds
from rag.answer import declined
from rag.answerability import log_odds
from rag.extract import extract
from rag.generate import Generated, generate, with_usage
from rag.grounds import follow
from rag.models.capacity import Capacity, capacity
from rag.models.registry import MODELS
from rag.opinion import INSISTED, LEAST, SURE, review
from rag.select import worth_reading
from rag.sides import hear
from rag.telling import TELLING, TELLING_DOUBTED, telling
from rag.types import AnswerSentence, Event, Evidence, SentenceDone, Token


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Who answers, and how: `model` None quotes; an answer is tried from a belief of `threshold` on. How much it reads
    goes by `capable`, or by its name."""

    model: BaseChatModel | None
    name: str
    threshold: float
    as_of: date | None
    language: str | None
    clock: Callable[[], float]
    capable: Capacity | None = None

    @property
    def calibrated(self) -> bool:
        """Whether what its word is worth was measured: it can be asked for a second opinion, and a second time."""
        return self.name in MODELS

    @property
    def least(self) -> float:
        """Belief from which on an answer need not be sure."""
        return self.threshold if self.calibrated else 0.0

    @property
    def capacity(self) -> Capacity:
        return self.capable or capacity(self.name)

    def reads(self, question: str, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
        """The evidence that the model is given."""
        return worth_reading(question, evidence) if self.capacity.spared else evidence


def attempt(
    model: BaseChatModel,
    writer: Writer,
    question: str,
    evidence: Sequence[Evidence],
    passages: Sequence[Evidence],
    *,
    least: float,
    insist: bool = False,
) -> Iterator[Event | Generated]:
    """The model's answer from the passages, the grounds in the evidence that it left out, and what other documents say
    where they seem to differ; where it has to be sure, the answer alone.

    Sentences need a second opinion of `least`; to `insist` is not to take "not found" for an answer. Raises whatever
    the model's provider raises.
    """
    written = Generated()
    for event in _read(model, writer, question, passages, least=least, insist=insist):
        yield event
        written = event if isinstance(event, Generated) else written
    if least >= SURE or not any(s.verdict.stands for s in written.sentences):
        return
    for event in follow(question, evidence, written):
        yield event
        written = event if isinstance(event, Generated) else written
    yield from hear_others(model, writer, question, evidence, written)


def hear_others(
    model: BaseChatModel,
    writer: Writer,
    question: str,
    evidence: Sequence[Evidence],
    written: Generated,
) -> Iterator[Event | Generated]:
    """The sentences of other documents that differ from an answer, and at last what was generated with them. However
    sure the answer had to be, of theirs no more is asked than usual: of each it is known that it states one. Raises
    whatever the model's provider raises."""
    read = partial(_read, model, writer, question, least=LEAST)
    if not writer.calibrated:
        yield from hear(question, evidence, written, read)
        return
    states = partial(log_odds, model, question, as_of=writer.as_of)
    quote = partial(_quoting, model, writer, question, partial(_insisting, read))
    yield from hear(question, evidence, written, quote, states)


def _quoting(
    model: BaseChatModel,
    writer: Writer,
    question: str,
    read: Callable[..., Iterator[Event | Generated]],
    passages: Sequence[Evidence],
) -> Iterator[Event | Generated]:
    """What the model writes from the passages; where none of that stands, their line that tells the answer."""
    for event in read(passages):
        if isinstance(event, Generated) and not any(s.verdict.stands for s in event.sentences):
            quoted = extract(question, passages)
            least = TELLING if any(finds(item) for item in passages) else TELLING_DOUBTED
            told = telling(model, question, quoted, passages, least=least, as_of=writer.as_of)
            yield replace(event, sentences=tuple(told), quoted=True)
        else:
            yield event


def _insisting(
    read: Callable[..., Iterator[Event | Generated]], passages: Sequence[Evidence]
) -> Iterator[Event | Generated]:
    """What the model writes from passages that state the answer by its own word: "not found" is no such thing."""
    for event in read(passages):
        if isinstance(event, Generated) and declined(event.draft):
            for again in read(passages, least=INSISTED, insist=True):
                yield with_usage(again, event) if isinstance(again, Generated) else again
        else:
            yield event


def _read(
    model: BaseChatModel,
    writer: Writer,
    question: str,
    passages: Sequence[Evidence],
    *,
    least: float,
    insist: bool = False,
) -> Iterator[Event | Generated]:
    """What the model writes from the passages. Of a calibrated model, no sentence is done before its second opinion,
    and none is begun where more than the usual is asked of it."""
    quiet = insist or least > LEAST
    held: list[AnswerSentence] = []
    try:
        for event in generate(
            model, question, passages, as_of=writer.as_of, language=writer.language, clock=writer.clock,
            file=writer.capacity.prompt, insist=insist,
        ):  # fmt: skip
            if not writer.calibrated or (isinstance(event, Token) and not quiet):
                yield event
            elif isinstance(event, SentenceDone):
                held.append(event.sentence)
            elif isinstance(event, Generated):
                before = writer.clock()
                held = list(review(model, question, event.sentences, passages, least=least))
                if not quiet or any(s.verdict.stands for s in held):
                    yield from done(held, begun=not quiet)
                yield replace(
                    event, sentences=tuple(held), verify_s=(event.verify_s or 0.0) + writer.clock() - before
                )  # fmt: skip
    except Exception:
        if not quiet:
            yield from done(held, begun=True)
        raise


def done(sentences: Sequence[AnswerSentence], *, begun: bool) -> Iterator[Event]:
    """The events of finished sentences, and their texts where none was begun."""
    for sentence in sentences:
        if not begun:
            yield Token(text=f"{sentence.text} ")
        yield SentenceDone(sentence=sentence)
