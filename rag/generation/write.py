"""Evidence → sentences: the model's, in one call, where one of them stands; else the documents' own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from langchain_core.language_models import BaseChatModel

from rag.generation.extractive import answering, quote
from rag.generation.generate import Generated, generate
from rag.generation.stream import declined
from rag.models.capacity import Capacity
from rag.models.failures import told
from rag.types import AnswerSentence, Event, Evidence, SentenceDone, Token, Withdrawn


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Who writes, and how: `model` None quotes."""

    model: BaseChatModel | None
    name: str
    capacity: Capacity
    as_of: date | None
    language: str | None
    clock: Callable[[], float]


def write(writer: Writer, question: str, evidence: Sequence[Evidence]) -> Iterator[Event | Generated]:
    """Yields events, and at last what was generated.

    A model that fails does not raise: its failure becomes the `notice`, and the documents are quoted. So are they
    where nothing that the model wrote stands; but a model that reads all passages may say that they do not answer.
    """
    if writer.model is None:
        yield from _quotation(question, evidence, Generated())
        return
    spared = writer.capacity.spared
    read = _nearest(writer, evidence) if spared else evidence
    written, said = Generated(), False
    shown: list[AnswerSentence] = []
    try:
        for event in generate(
            writer.model, question, read, as_of=writer.as_of, language=writer.language, clock=writer.clock,
            file=writer.capacity.prompt, given=[_narrowed(question, e) for e in read] if spared else read,
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
    yield from _quotation(question, evidence, written)


def _nearest(writer: Writer, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The likeliest passages: what lies further off misleads a small model."""
    first = max((e.answers for e in evidence), default=0.0)
    near = [e for e in evidence if e.answers >= writer.capacity.near * first]
    return near[: writer.capacity.windows]


def _narrowed(question: str, item: Evidence) -> Evidence:
    """The sentences of the passage that answer, for the model alone to read: it needs 4 seconds for every 100 tokens.
    What it writes is held against the whole passage, which names what these may only point to."""
    sentences = answering(question, item)
    if not sentences:
        return item
    start, end = item.start + sentences[0].start, item.start + sentences[-1].end
    return replace(item, start=start, end=end, text=item.text[start - item.start : end - item.start])


def _quotation(question: str, evidence: Sequence[Evidence], written: Generated) -> Iterator[Event | Generated]:
    quoted = quote(question, evidence)
    for sentence in quoted:
        yield Token(text=f"{sentence.text} ")
        yield SentenceDone(sentence=sentence)
    yield replace(written, sentences=tuple(quoted), quoted=True) if quoted else written
