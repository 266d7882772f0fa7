"""Other documents are heard by themselves where they seem to reply with something else.

A small model that is given several passages answers from one of them, however it is asked to give every side. So a
document whose passage is believed to answer, and has next to nothing of the answer, is read once more, alone: one
reading a document, as Wang et al. (2025), "Retrieval-Augmented Generation with Conflicting Evidence", give each
document an agent of its own. A model whose word is calibrated is first asked whether that document states the answer,
and then not let off with "not found"; where nothing that it makes of it stands, the line that tells the answer is
quoted. What comes of it is checked like any sentence, and kept only where it differs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from rag.abstain import finds, judge
from rag.generation.generate import Generated, append, with_usage
from rag.language.align import coverage
from rag.language.names import missing, names
from rag.language.words import content
from rag.question.answer_type import offers, wanted
from rag.types import AnswerSentence, Event, Evidence
from rag.verification.values import agree, given

MOST = 2
"""Documents heard for one answer: each costs the small model some seconds."""
ASKED = 3
"""Documents of which it is asked whether they are worth hearing: a second or two each."""
NEAR = 0.65
NEAR_UNASKED = 0.8
"""Share of the best belief below which a document is not heard, unless the small reader finds the answer in it; where
the model cannot be asked, it has to fit too."""
STATES = 1.0
STATES_FOUND = 0.0
"""Log odds of yes from which on a document is heard, and one in which the small reader finds the answer too
(design/LOG.md)."""
HAS = 0.5
"""Share of the names and numbers that an answer brings, or else of its words, from which on a passage has it; one in
which the small reader finds the answer has to have all."""
ALIKE = 1 / 3
"""Share of the names and numbers, or else of the words, that one of two answers brings above which the other is taken
to say the same."""
PASSAGES = 2
"""Passages of one document that are read, the most believed first."""


Read = Callable[[Sequence[Evidence]], Iterator[Event | Generated]]
"""Passages → what the model writes from them."""
States = Callable[[Sequence[Evidence]], float | None]
"""Passages → the log odds that they state the answer, by the model's own word; None where it gives none."""


def hear(
    question: str, evidence: Sequence[Evidence], written: Generated, read: Read, states: States | None = None
) -> Iterator[Event | Generated]:
    """Yields the sentences that other documents add, and at last what was generated with them.

    Raises whatever the model's provider raises; what was yielded before that stands.
    """
    others: Iterable[tuple[Evidence, ...]] = unheard(question, evidence, written.sentences, ask=states is not None)
    if states:  # Each is read right after it was asked about, while a server still has its passages.
        others = (o for o in islice(others, ASKED) if (odds := states(o)) is not None and odds >= _least(o))
    for passages in islice(others, MOST):
        heard = next(event for event in read(passages) if isinstance(event, Generated))
        side = next((s for s in heard.sentences if s.verdict.stands), None)
        written = with_usage(written, heard)
        if side is None or not differs(question, side.text, [s.text for s in written.sentences]):
            continue
        written = yield from append(written, side)
        if not heard.quoted:  # The model's reply is one to the question; a line may tell of another thing.
            written = replace(written, sides=(*written.sides, written.sentences[-1]))
        yield written
    yield written


def _least(passages: Sequence[Evidence]) -> float:
    return STATES_FOUND if any(finds(item) for item in passages) else STATES


def unheard(
    question: str, evidence: Sequence[Evidence], answer: Sequence[AnswerSentence], *, ask: bool
) -> list[tuple[Evidence, ...]]:
    """The passages of documents that may reply otherwise, those of the likeliest document first; more of them where
    the model can be asked which do."""
    standing = [s for s in answer if s.verdict.stands]
    said = " ".join(s.text for s in standing)
    brought = _marks(question, said) or _brought(question, said)
    heard = {c.document_id for s in standing for c in s.citations}
    beliefs = [judge(question, item) for item in evidence]
    ranked = sorted(zip(beliefs, evidence, strict=True), key=lambda pair: -pair[0].value)
    found: dict[str, tuple[Evidence, ...]] = {}
    near = NEAR if ask else NEAR_UNASKED
    for belief, item in ranked:
        if item.document_id in heard or item.document_id in found:
            continue
        if belief.value < near * ranked[0][0].value and not finds(item):
            continue
        has = coverage(tuple(brought), content(item.text))
        if (belief.fits or ask) and brought and has < (1.0 if finds(item) else HAS):
            own = [e for _, e in ranked if e.document_id == item.document_id]
            found[item.document_id] = tuple(own[:PASSAGES])
    return list(found.values())


def differs(question: str, side: str, said: Sequence[str]) -> bool:
    """Whether the sentence replies to the question with something that none of the others has."""
    if not offers(side, wanted(question), question):
        return False
    return all(_differ(question, side, text) for text in said)


def _differ(question: str, one: str, other: str) -> bool:
    ours, theirs = given(question, one), given(question, other)
    if ours and theirs:
        return not agree(ours, theirs)
    marks, rivals = (_marks(question, text) for text in (one, other))
    if not (marks and rivals):
        marks, rivals = (_brought(question, text) for text in (one, other))
    fewer, more = sorted((marks, rivals), key=len)
    return bool(fewer) and coverage(tuple(fewer), tuple(more)) <= ALIKE


def _brought(question: str, text: str) -> set[str]:
    return set(content(text)) - set(content(question))


def _marks(question: str, text: str) -> set[str]:
    """The words of the names, and the numbers, that a text brings: what replies mostly differ in.

    A name that the question has in another form ("U.S." for "American") is not brought.
    """
    named = {word for name in missing(names(text), question) for word in content(str(name))}
    return {word for word in _brought(question, text) if word in named or word[0].isdigit()}
