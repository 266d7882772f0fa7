"""Evidence → sentences: the model's, in one call, where one of them stands; else the documents' own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from langchain_core.language_models import BaseChatModel

from rag.events import Event, SentenceDone, Token, Withdrawn
from rag.generation.answerability import asked
from rag.generation.extractive import quote
from rag.generation.generate import Generated, between, generate, placed
from rag.generation.stream import declined
from rag.models.capacity import Capacity
from rag.models.failures import told
from rag.trace import UNTRACED, Trace
from rag.types import AnswerSentence, Evidence


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Who writes, and how: `model` None quotes."""

    model: BaseChatModel | None
    name: str
    capacity: Capacity
    as_of: date | None
    language: str | None
    clock: Callable[[], float]
    trace: Trace = UNTRACED


def word(writer: Writer, question: str, evidence: Sequence[Evidence]) -> float | None:
    """The log odds that the passages answer, by a small model's own word; None where there is none to be had, also of a
    model that fails: the answer meets the failure again and reports it."""
    if writer.model is None or not writer.capacity.spared:
        return None
    try:
        return asked(writer.model, question, evidence, as_of=writer.as_of, language=writer.language)
    except Exception:  # Whatever a provider raises.
        return None


def write(writer: Writer, question: str, evidence: Sequence[Evidence]) -> Iterator[Event | Generated]:
    """Yields events, and at last what was generated.

    A model that fails does not raise: its failure becomes the `notice`, and the documents are quoted. So are they
    where nothing that the model wrote stands; but a model that reads all passages may say that they do not answer.
    """
    if writer.model is None:
        yield from _quotation(question, evidence, Generated(), writer.trace)
        return
    written, said = Generated(), False
    shown: list[AnswerSentence] = []
    try:
        for event in generate(
            writer.model, question, evidence, as_of=writer.as_of, language=writer.language, clock=writer.clock,
            file=writer.capacity.prompt, trace=writer.trace,
        ):  # fmt: skip
            if isinstance(event, Generated):
                written = event
                continue
            if isinstance(event, SentenceDone):
                shown.append(event.sentence)
            said = True
            yield event
    except Exception as error:  # Whatever a provider raises; the reader is told, and the evidence can be quoted.
        written = replace(written, sentences=tuple(shown), notice=told(error, writer.name))
    if any(s.verdict.stands for s in written.sentences):
        yield written
        return
    if said:
        yield Withdrawn()
    if writer.capacity.may_decline and declined(written.draft):
        yield written
        return
    yield from _quotation(question, evidence, written, writer.trace)


def _quotation(
    question: str, evidence: Sequence[Evidence], written: Generated, trace: Trace
) -> Iterator[Event | Generated]:
    quoted = placed(quote(question, evidence, trace), quoted=True)
    for at, sentence in enumerate(quoted):
        gap = between(quoted[at - 1], sentence, quoted=True) if at else ""
        yield Token(text=f"{gap}{sentence.text}")
        yield SentenceDone(sentence=sentence)
    yield replace(written, sentences=tuple(quoted), quoted=True) if quoted else written
