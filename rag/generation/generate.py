"""Evidence → finished sentences, while the model is still writing."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from langchain_core.language_models import BaseChatModel

from rag.events import Event, SentenceDone, Token
from rag.generation import preface
from rag.generation.stream import SENTINEL, declined, stream
from rag.trace import UNTRACED, Trace
from rag.types import AnswerSentence, Evidence
from rag.verification.check import check
from rag.verification.draft import DraftSentence, SentenceAssembler, Step
from rag.verification.markers import MarkerParser

MOST_REPEATS = 2
"""A model that writes the same sentence this often has nothing more to say."""

CUT_OFF = "The answer was cut off at the longest that is allowed. Raise DOSSIER_MAX_ANSWER_TOKENS to have it whole."
_ENDS = tuple(".!?…。！？\"”'’)]»")


@dataclass(frozen=True, kw_only=True)
class Generated:
    """What came of it. `sentences` are checked; `draft` is what the model wrote, word for word; `quoted` says that they
    are the documents' own, `denied` that they deny what the question takes for granted."""

    sentences: tuple[AnswerSentence, ...] = ()
    draft: str = ""
    quoted: bool = False
    denied: bool = False
    notice: str | None = None
    first_token_s: float | None = None
    verify_s: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


def generate(
    model: BaseChatModel,
    question: str,
    evidence: Sequence[Evidence],
    *,
    as_of: date | None,
    language: str | None,
    clock: Callable[[], float],
    file: str,
    trace: Trace = UNTRACED,
) -> Iterator[Event | Generated]:
    """Yields Tokens and SentenceDones as the model writes, and at last what was generated.

    Nothing is yielded for a model that says it found nothing. Raises whatever the model's provider raises.
    """
    parser, assembler = MarkerParser(), SentenceAssembler()
    checked = _Checked(question, dict(enumerate(evidence, start=1)), trace)
    result, held, begun, cut = Generated(), "", False, False
    for delta in stream(model, question, evidence, as_of=as_of, language=language, file=file):
        result = replace(
            result,
            draft=result.draft + delta.text,
            first_token_s=result.first_token_s or (clock() if delta.text else None),
            prompt_tokens=delta.prompt_tokens or result.prompt_tokens,
            completion_tokens=delta.completion_tokens or result.completion_tokens,
        )
        held += delta.text
        cut = cut or delta.cut
        if _may_decline(result.draft) or (not begun and preface.may_open(held)):
            continue
        held, begun = held if begun else preface.without(held), True
        yield from checked.events([step for piece in parser.feed(held) for step in assembler.feed(piece)])
        held = ""
        if checked.repeats():
            break
    if declined(result.draft):
        yield result
        return
    pieces = [*parser.feed(held if begun else preface.without(held)), *parser.close()]
    steps = [step for piece in pieces for step in assembler.feed(piece)] + assembler.close()
    if cut:
        result = replace(result, notice=CUT_OFF)
        steps = [step for step in steps if isinstance(step, str) or step.text.endswith(_ENDS)]
    yield from checked.events(steps)
    yield replace(result, sentences=tuple(checked.sentences), verify_s=checked.seconds)


def placed(sentences: Iterable[AnswerSentence], *, quoted: bool = False) -> list[AnswerSentence]:
    """The sentences with their places in a text that is made of them alone; see `between` for `quoted`."""
    result: list[AnswerSentence] = []
    for sentence in sentences:
        start = result[-1].end + len(between(result[-1], sentence, quoted=quoted)) if result else 0
        result.append(replace(sentence, start=start, end=start + len(sentence.text)))
    return result


def between(one: AnswerSentence, next_one: AnswerSentence, *, quoted: bool) -> str:
    """What stands between two sentences of an answer: a blank, or where both are quotations a new paragraph for every
    passage. Run together, sentences of different documents would read as if one author had meant them so."""
    same = [(c.document_id, c.number) for c in one.citations] == [(c.document_id, c.number) for c in next_one.citations]
    return "\n\n" if quoted and not same else " "


def joined(sentences: Sequence[AnswerSentence], *, quoted: bool) -> str:
    """The text of an answer whose sentences have been `placed`."""
    gaps = ["", *(between(one, other, quoted=quoted) for one, other in pairwise(sentences))]
    return "".join(gap + sentence.text for gap, sentence in zip(gaps, sentences, strict=False))


class _Checked:
    """The sentences of an answer that is being written, and the seconds that checking them took."""

    def __init__(self, question: str, numbered: dict[int, Evidence], trace: Trace) -> None:
        self.sentences: list[AnswerSentence] = []
        self.seconds = 0.0
        self._question = question
        self._numbered = numbered
        self._trace = trace

    def events(self, steps: Sequence[Step]) -> Iterator[Event]:
        for step in steps:
            if isinstance(step, DraftSentence):
                before = time.perf_counter()
                start = self.sentences[-1].end + 1 if self.sentences else 0
                with self._trace.stage("verification"):
                    self.sentences.append(check(step, self._question, self._numbered, start))
                self.seconds += time.perf_counter() - before
                yield SentenceDone(sentence=self.sentences[-1])
            else:
                yield Token(text=step)

    def repeats(self) -> bool:
        latest = [s.text for s in self.sentences[-MOST_REPEATS - 1 :]]
        return len(latest) > MOST_REPEATS and len(set(latest)) == 1


def _may_decline(draft: str) -> bool:
    """Whether the draft is still too short to tell from the sentinel, or begins with it."""
    start = draft.strip().upper()
    return SENTINEL.startswith(start[: len(SENTINEL)]) or declined(draft)
