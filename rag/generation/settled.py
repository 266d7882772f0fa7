"""Sentences of an answer in the making as soon as nothing can take them back any more."""

from collections.abc import Iterable, Iterator

from rag.events import Done, Event, SentenceDone, Withdrawn
from rag.types import Answer, AnswerSentence


def settled(events: Iterable[Event], *, strike: bool) -> Iterator[tuple[AnswerSentence, ...] | Answer]:
    """Runs of sentences, in order, each once; last the answer.

    What may still be withdrawn is held back until a sentence that stands follows it. With `strike`, sentences that do
    not stand are left out. The answer may hold more sentences than the runs: those that nothing followed.
    """
    shown, held, said_again = list[str](), list[AnswerSentence](), list[str]()
    for event in events:
        if isinstance(event, Withdrawn):
            held, said_again = [], list(shown)
        elif isinstance(event, SentenceDone) and said_again and event.sentence.text == said_again[0]:
            said_again.pop(0)
        elif isinstance(event, SentenceDone) and (event.sentence.verdict.stands or not strike):
            held.append(event.sentence)
            if event.sentence.verdict.stands:
                yield tuple(held)
                shown, held = shown + [sentence.text for sentence in held], []
        elif isinstance(event, Done):
            yield event.answer
