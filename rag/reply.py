"""Evidence → a decision, then an answer: for each part of a question by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.abstain import HOPELESS, Belief, believe, informed
from rag.answerability import log_odds
from rag.attempt import Writer
from rag.compose import compose
from rag.explain import told
from rag.generation.generate import Generated
from rag.types import AnswerSentence, Event, Evidence, SentenceDone, Token, Withdrawn
from rag.verification.premise import denial

CHANCE = 0.15
"""How much less than the threshold may be believed where the model is asked to be sure (design/LOG.md)."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing that is asked, the evidence for it and, once it was tried, what came of it. One that asks of the person
    for whom the first asks `waits` for that answer, and has no evidence before."""

    question: str
    evidence: tuple[Evidence, ...] = ()
    waits: bool = False
    belief: Belief = Belief(value=0.0, absent=())
    written: Generated = Generated()

    @property
    def answered(self) -> bool:
        return any(s.verdict.stands for s in self.written.sentences)


def reply(part: Part, writer: Writer, replied: Sequence[Part]) -> Iterator[Event | Part]:
    """The events of a part, and at last the part with what came of it.

    What it withdraws leaves the sentences of the parts that were replied to before: they are said again. What they have
    said is not done a second time.
    """
    before: list[AnswerSentence] = []
    for earlier in replied:
        before += [_behind(tuple(before), s) for s in earlier.written.sentences if earlier.answered]
    for event in _reply(part, writer):
        if isinstance(event, SentenceDone):
            if event.sentence.text not in {s.text for s in before}:
                yield SentenceDone(sentence=_behind(before, event.sentence))
            continue
        yield event
        if isinstance(event, Withdrawn):
            for sentence in before:
                yield Token(text=f"{sentence.text} ")
                yield SentenceDone(sentence=sentence)


def _reply(part: Part, writer: Writer) -> Iterator[Event | Part]:
    denied = denial(part.question, part.evidence)
    belief, failed = believe(part.question, part.evidence), None
    if not denied:
        belief, failed = _asked(belief, part, writer)
    part = replace(part, belief=belief, written=Generated(notice=failed))
    if denied or belief.value >= _least(writer):
        for event in compose(writer, part.question, part.evidence, belief=belief, denied=denied):
            if isinstance(event, Generated):
                part = replace(part, written=event)
            else:
                yield event
    yield part


def _least(writer: Writer) -> float:
    """A model whose word is calibrated may try what is believed a little less: only what it is sure of will stand."""
    calibrated = writer.model is not None and writer.calibrated
    return max(HOPELESS, writer.threshold - CHANCE) if calibrated else writer.threshold


def _asked(belief: Belief, part: Part, writer: Writer) -> tuple[Belief, str | None]:
    """The belief after the model's own word, and what failed on the way. Only the embedded models' is calibrated."""
    if writer.model is None or not writer.calibrated or belief.value < HOPELESS:
        return belief, None
    read = writer.reads(part.question, part.evidence)
    try:
        odds = log_odds(writer.model, part.question, read, as_of=writer.as_of)
    except Exception as error:  # Whatever the provider raises; the evidence alone decides then, and the reader is told.
        return belief, told(error, writer.name)
    return (belief if odds is None else informed(belief, odds)), None


def _behind(before: Sequence[AnswerSentence], sentence: AnswerSentence) -> AnswerSentence:
    """The sentence with its place in the answer after those of the parts before."""
    start = before[-1].end + 1 if before else 0
    return replace(sentence, start=start + sentence.start, end=start + sentence.end)
