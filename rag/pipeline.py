"""One question, end to end: rewrite, decompose, find, decide, write, verify, assemble.

`Assistant.ask` yields typed events and ends with `Done`; `rag.runnable` offers the same as a LangChain Runnable.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from threading import Event as Signal
from typing import Literal

from langchain_core.language_models import BaseChatModel

from index.commit import recover
from index.library import Library, open_library_of
from rag.assemble import deliver, numbered, together
from rag.briefing.ask import answered, requested
from rag.briefing.rows import nothing
from rag.errors import AnswerError
from rag.events import Done, Event, EvidenceFound
from rag.generation.write import Writer
from rag.models import verifier
from rag.models.cancel import CancellableModel
from rag.models.capacity import Capacity, capacity
from rag.models.chat import model_capacity, model_name, open_model
from rag.part import Part, reply
from rag.question.decompose import divide
from rag.question.rewrite import condense, own_words, refers_back
from rag.question.time_scope import about_now, as_known, unread
from rag.question.validate import validated
from rag.retrieval.evidence import find
from rag.retrieval.hidden import filtered_out, missing
from rag.retrieval.rerank import Reranker, open_reranker
from rag.settings import Settings
from rag.trace import UNTRACED, Trace
from rag.types import THRESHOLD, Answer, BriefingRequest, Evidence, Outcome, Question, Turn, Usage


@dataclass(frozen=True, kw_only=True)
class Options:
    """How answers are made, in plain values; `rag.settings` says what each means."""

    evidence_tokens: int | None = None
    evidence_passages: int | None = None
    abstain_threshold: float = THRESHOLD
    unsupported: Literal["flag", "strike"] = "flag"
    briefings: bool = True
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Assistant:
    """Answers questions from a library. `model` None means that answers quote passages verbatim; `capable` None that
    the name tells how much it reads. `trace` is told of each question's stages."""

    library: Library
    model: BaseChatModel | None
    model_name: str
    options: Options = Options()
    reranker: Reranker | None = None
    capable: Capacity | None = None
    trace: Trace = UNTRACED

    def ask(self, question: Question, *, cancel: Signal | None = None) -> Iterator[Event]:
        """Yields EvidenceFound, then Tokens and SentenceDones, then Done. A question over many documents is answered by
        a briefing: BriefingFound with what has been read so far, EvidenceFound, then Done.

        Setting `cancel` ends the model's request at once; the answer is then made of what it has said.
        Raises QuestionError for a question that cannot be asked and IndexingError when the library cannot be read.
        A model that fails does not raise: the answer quotes passages instead and its `notice` says why.
        """
        model = self.model and self.trace.watched(self.model)
        if cancel and model:
            model = CancellableModel(model=model, cancel=cancel)
        yield from replace(self, model=model)._reply(question, cancel)

    def _reply(self, question: Question, cancel: Signal | None) -> Iterator[Event]:
        clock = _Clock()
        with self.trace.stage("understanding"):
            standalone, question = self._understood(question)
            request = requested(question, standalone, self.library) if self.options.briefings else None
        if request and (yield from self._brief(request, question, standalone, clock, cancel)):
            return
        with self.trace.stage("evidence"):
            parts = self._search(standalone, question)
        usage = Usage(evidence_s=clock())
        yield EvidenceFound(standalone=standalone, evidence=together(parts))
        writer = Writer(
            model=self.model, name=self.model_name, capacity=self._capacity, as_of=question.as_of,
            language=self.options.language, clock=clock, trace=self.trace,
        )  # fmt: skip
        replied: list[Part] = []
        for part in parts:
            for event in reply(part, writer, self.options.abstain_threshold, replied):
                if isinstance(event, Part):
                    replied.append(event)
                else:
                    yield event
        answer = self._answer(question, standalone, replied, usage, clock)
        if request and answer.outcome is Outcome.DECLINED and not filtered_out(question, self.library):
            answer = replace(answer, missing=nothing(request))
        yield Done(answer=answer)

    def _brief(
        self, request: BriefingRequest, question: Question, standalone: str, clock: "_Clock", cancel: Signal | None
    ) -> Generator[Event, None, bool]:
        """The events of a briefing; False where the question is to be answered as another."""
        with self.trace.stage("briefing"):
            answer = yield from answered(
                request, question, standalone, self.library, threshold=self.options.abstain_threshold,
                model=self.model_name, cancel=cancel,
            )  # fmt: skip
        if answer is None:
            return False
        usage = Usage(evidence_s=clock(), total_s=clock())
        missed = filtered_out(question, self.library) or answer.missing
        yield Done(answer=replace(answer, usage=usage, missing=missed))
        return True

    def retrieve(self, question: Question) -> tuple[str, tuple[Evidence, ...]]:
        """The question made to stand alone, and the numbered evidence for it: best first, of each of its parts."""
        standalone, question = self._understood(question)
        return standalone, together(self._search(standalone, question))

    @property
    def _capacity(self) -> Capacity:
        return self.capable or capacity(self.model_name)

    def _understood(self, question: Question) -> tuple[str, Question]:
        """The text made to stand alone, and the question as of the day that it asks for."""
        standalone = self._condense(
            validated(question.text, documents=self.library.catalog.counts()[0]), question.history
        )
        return standalone, as_known(question, standalone, date.today())

    def _search(self, standalone: str, question: Question) -> list[Part]:
        searched: list[Part] = []
        for at, text in enumerate(self._parts(standalone, question.text)):
            asked = self._condense(text, (Turn(role="user", content=searched[0].question),)) if at else text
            own = own_words(asked, text if at else question.text)
            searched.append(self._found(asked, own, standalone, question, searched))
        return searched

    def _found(self, asked: str, own: str | None, standalone: str, question: Question, before: Sequence[Part]) -> Part:
        shown = together(before)
        evidence = find(
            asked, self.library, whole=None if asked == standalone else standalone, own=own,
            filters=question.filters, as_of=question.as_of, reranker=self.reranker,
            tokens=self.options.evidence_tokens or self._capacity.tokens,
            passages=self.options.evidence_passages or self._capacity.passages,
        )  # fmt: skip
        return Part(question=asked, own=own, evidence=numbered(evidence, question.known, shown))

    def _parts(self, standalone: str, said: str) -> tuple[str, ...]:
        """What is asked, the later as they stand; a part that leans on another can only be told by a model, and an
        earlier question that was put in front is not asked again."""
        if own_words(standalone, said):
            return (standalone,)
        parts = divide(standalone)
        rewrites = self.model is not None and not self._capacity.spared
        return parts if rewrites or not any(refers_back(part) for part in parts[1:]) else (standalone,)

    def _condense(self, text: str, history: Sequence[Turn]) -> str:
        """By the model where it is a large one: a small one is slower at it than the rule, and no better."""
        try:
            return condense(text, history, None if self._capacity.spared else self.model)
        except Exception:  # Whatever the provider raises: the answer will meet it again and report it.
            return condense(text, history, None)

    def _by_words(self) -> str | None:
        """What is said where the search by meaning did not work."""
        trouble = self.library.store.trouble
        return (
            f"The passages were found by their words alone, without the search by meaning. {trouble}"
            if trouble
            else None
        )

    def _answer(
        self, question: Question, standalone: str, replied: Sequence[Part], usage: Usage, clock: "_Clock"
    ) -> Answer:
        answer = deliver(question.text, standalone, replied, usage, strike=self.options.unsupported == "strike")
        return replace(
            answer,
            model=self.model_name,
            as_of=_newest(answer) if about_now(standalone, question.as_of or date.today()) else None,
            missing=filtered_out(question, self.library) or missing(answer, question, self.library),
            threshold=self.options.abstain_threshold,
            notice=" ".join(filter(None, [answer.notice, _unread(standalone, question), self._by_words()])) or None,
            usage=replace(answer.usage, total_s=clock()),
        )


class _Clock:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def __call__(self) -> float:
        return time.perf_counter() - self._start


@contextmanager
def open_assistant(settings: Settings) -> Iterator[Assistant]:
    """The assistant that the settings describe; its library is closed on leaving."""
    with open_library_of(settings) as library:
        recover(library)
        verifier.choose(settings.verifier)
        yield Assistant(
            library=library, model=open_model(settings), model_name=model_name(settings), options=options(settings),
            reranker=open_reranker(settings.reranker), capable=model_capacity(settings),
        )  # fmt: skip


def options(settings: Settings) -> Options:
    """The part of the settings that shapes an answer."""
    return Options(
        evidence_tokens=settings.evidence_tokens, evidence_passages=settings.evidence_passages,
        abstain_threshold=settings.abstain_threshold, unsupported=settings.unsupported, language=settings.language,
    )  # fmt: skip


def answer(assistant: Assistant, question: Question) -> Answer:
    """The finished answer, for callers that do not stream."""
    for event in assistant.ask(question):
        if isinstance(event, Done):
            return event.answer
    raise AnswerError("The answer never ended.", hint="This is a defect of Dossier: please report it.")


def _unread(standalone: str, question: Question) -> str | None:
    words = unread(standalone, question.as_of or date.today())
    return words and f"“{words}” could not be read as a day, so nothing was left out as later. Write it as 3 May 2024."


def _newest(answer: Answer) -> date | None:
    return max((c.published for c in answer.citations if c.published), default=None)
