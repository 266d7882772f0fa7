"""One thing that is asked: its evidence, whether that answers, and what was written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.events import Event, SentenceDone, Token, Withdrawn
from rag.generation.answerability import informed
from rag.generation.generate import Generated
from rag.generation.write import Writer, word, write
from rag.types import AnswerSentence, Evidence
from rag.verification.premise import correct, denial


@dataclass(frozen=True, kw_only=True)
class Part:
    """A question, the evidence for it and, once it was tried, what came of it. `own` is what was said of it, where an
    earlier question was put in front; `word` are the model's log odds that the evidence answers, where it was asked."""

    question: str
    own: str | None = None
    evidence: tuple[Evidence, ...] = ()
    word: float | None = None
    written: Generated = Generated()

    @property
    def belief(self) -> float:
        """That the evidence answers, 0…1: that of the likeliest passage, after the model's word."""
        read = max((e.answers for e in self.evidence), default=0.0)
        return read if self.word is None else informed(read, self.word)

    @property
    def answered(self) -> bool:
        return any(s.verdict.stands for s in self.written.sentences)


def reply(part: Part, writer: Writer, threshold: float, before: Sequence[Part]) -> Iterator[Event | Part]:
    """The events of a part, and at last the part with what came of it: nothing below a belief of `threshold`.

    What it withdraws leaves the sentences of the parts that were replied to before: they are said again. What they have
    said is not done a second time.
    """
    said: list[AnswerSentence] = []
    for earlier in before:
        said += [_behind(said, s) for s in earlier.written.sentences if earlier.answered]
    for event in _reply(part, writer, threshold):
        if isinstance(event, SentenceDone):
            if event.sentence.text not in {s.text for s in said}:
                yield SentenceDone(sentence=_behind(said, event.sentence))
            continue
        yield event
        if isinstance(event, Withdrawn):
            for sentence in said:
                yield Token(text=f"{sentence.text} ")
                yield SentenceDone(sentence=sentence)


def _reply(part: Part, writer: Writer, threshold: float) -> Iterator[Event | Part]:
    denied = denial(part.question, part.evidence)
    if denied and (corrected := correct(part.question, part.evidence, denied)):
        yield Token(text=corrected.text)
        yield SentenceDone(sentence=corrected)
        yield replace(part, written=Generated(sentences=(corrected,), quoted=True, denied=True))
        return
    if part.evidence:
        with writer.trace.stage("answerability"):
            part = replace(part, word=word(writer, part.question, part.evidence))
    if part.evidence and part.belief >= threshold:
        with writer.trace.stage("generation"):
            # Two questions at once get two answers: of the one in front the evidence, found for both, says enough.
            for event in write(writer, part.own or part.question, part.evidence):
                if isinstance(event, Generated):
                    part = replace(part, written=event)
                else:
                    yield event
    yield part


def _behind(before: Sequence[AnswerSentence], sentence: AnswerSentence) -> AnswerSentence:
    """The sentence with its place in the answer after those of the parts before."""
    start = before[-1].end + 1 if before else 0
    return replace(sentence, start=start + sentence.start, end=start + sentence.end)
