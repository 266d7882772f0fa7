"""Answers in the making: one thread each, so that a page may look, leave, come back or stop at any time.

Knows nothing of Streamlit. What a generation has is stored when the evidence is there and when it ends.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from index.errors import IndexingError
from rag.background import Background
from rag.briefing.rows import as_answer
from rag.conversation.exchange import Failure, State
from rag.errors import AnswerError
from rag.events import BriefingFound, Done, Event, EvidenceFound, SentenceDone, Token, Waiting, Withdrawn
from rag.types import Answer, AnswerSentence, Briefing, Evidence, Outcome, Question

_LOG = logging.getLogger(__name__)
_CLOSED = Failure(message="Dossier was stopped before this answer was finished.", hint="Ask again to have it in full.")
_KEPT = 50
"""Answers that are remembered after they have ended."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What there is to see of an answer at one moment. `before` says how many questions come first while it waits;
    `evidence` is None until the search is over."""

    question: str
    state: State = State.ANSWERING
    standalone: str = ""
    before: int | None = None
    evidence: tuple[Evidence, ...] | None = None
    written: str = ""
    briefing: Briefing | None = None
    sentences: tuple[AnswerSentence, ...] = ()
    answer: Answer | None = None
    failure: Failure | None = None
    version: int = 0

    @property
    def text(self) -> str:
        """The finished sentences at their offsets, then what the model has begun to say."""
        return _readable(self.sentences, self.written)

    def as_answer(self) -> Answer | None:
        """The finished answer, or what can be kept of an unfinished one."""
        if self.answer or self.evidence is None:
            return self.answer
        if self.briefing and self.briefing.rows:
            asked = Question(text=self.question, known=self.evidence)
            return replace(as_answer(self.briefing, asked, self.standalone, ""), outcome=Outcome.PARTLY)
        return Answer(
            question=self.question,
            standalone=self.standalone,
            outcome=Outcome.PARTLY,
            text=self.text,
            sentences=self.sentences,
            evidence=self.evidence,
            model="",
            draft=self.written,
            briefing=self.briefing,
        )


class Generation(Background[Draft]):
    """One answer in the making. `events` is called in the thread, with the event that a stop sets; `save` gets the
    draft worth keeping."""

    def __init__(
        self, question: str, events: Callable[[threading.Event], Iterator[Event]], save: Callable[[Draft], None]
    ) -> None:
        super().__init__(Draft(question=question), "answer")
        self._cancel = threading.Event()
        self._events = events
        self._save = save
        self._saving = threading.Lock()
        self._saved = 0

    @property
    def draft(self) -> Draft:
        return self.sight

    def wait(self, version: int, timeout: float) -> Draft:
        """The draft as soon as it is newer than `version`, or as it is after `timeout` seconds."""
        return self._wait(lambda draft: draft.version != version, timeout)

    def stop(self) -> None:
        """Ends it at once, for the reader and for the model."""
        self._cancel.set()
        self._keep(self._update(state=State.STOPPED))

    def cut(self, why: Failure) -> None:
        """Ends it at once, unless it has ended, for a reason that is not the reader's."""
        self._cancel.set()
        self._fail(why)

    def _work(self) -> None:
        started = time.monotonic()
        events = None
        try:
            events = self._events(self._cancel)
            for event in events:
                if not self._take(event):
                    break
            else:
                self._end_without_answer()
        except (AnswerError, IndexingError) as error:
            self._fail(failure_of(error))
        except Exception:
            _LOG.exception("An answer failed after %.1f s", time.monotonic() - started)
            self._fail(
                Failure(message="Something went wrong inside Dossier.", hint="Ask again; the log has the details.")
            )
        finally:
            close = getattr(events, "close", None)
            if close:
                close()

    def _take(self, event: Event) -> bool:
        """Adds an event to the draft; False when there is nothing more to do."""
        match event:
            case Waiting():
                draft = self._update(before=event.before)
            case EvidenceFound():
                draft = self._update(before=None, evidence=event.evidence, standalone=event.standalone)
                self._keep(draft)
            case Token():
                draft = self._update(written=self.draft.written + event.text)
            case SentenceDone():
                draft = self._update(sentences=(*self.draft.sentences, event.sentence))
            case BriefingFound():
                draft = self._update(briefing=event.briefing)
            case Withdrawn():
                draft = self._update(written="", sentences=())
            case Done():
                self._keep(self._update(state=State.DONE, answer=event.answer, evidence=event.answer.evidence))
                return False
        return draft is not None

    def _end_without_answer(self) -> None:
        if self.draft.state is State.ANSWERING:
            self._fail(Failure(message="The answer broke off.", hint="Ask again."))

    def _fail(self, failure: Failure) -> None:
        self._keep(self._update(state=State.FAILED, failure=failure))

    def _keep(self, draft: Draft | None) -> None:
        """Stores it, unless a newer one has been: the reader's stop and the thread may come at the same moment."""
        with self._saving:
            if draft is None or draft.version <= self._saved:
                return
            try:
                self._save(draft)
                self._saved = draft.version
            except AnswerError:  # the reader has the answer on the screen even when the disk does not take it
                _LOG.exception("An answer could not be stored")

    def _update(self, **changes: object) -> Draft | None:
        """The new draft, or None if it was ended before."""
        with self._changed:
            return self._see(_unfinished, version=self._sight.version + 1, **changes)


def _unfinished(draft: Draft) -> bool:
    return draft.state is State.ANSWERING


def _readable(sentences: tuple[AnswerSentence, ...], written: str) -> str:
    # What was written has markers' spaces and line breaks of its own: only the other characters can be counted.
    settled, counted = "", 0
    for sentence in sentences:
        settled = settled.ljust(sentence.start) + sentence.text
        counted += sum(not c.isspace() for c in sentence.text)
    at = 0
    while at < len(written) and counted:
        counted -= not written[at].isspace()
        at += 1
    rest = written[at:].lstrip()
    return f"{settled} {rest}" if settled and rest else settled + rest


class Generations:
    """All answers in the making in this process, by exchange: any session may look at any of them."""

    def __init__(self) -> None:
        self._running: dict[str, Generation] = {}
        self._lock = threading.Lock()

    def start(self, exchange_id: str, generation: Generation) -> None:
        with self._lock:
            # A page may have read the exchange from the disk just before its answer was stored there.
            ended = [i for i, g in self._running.items() if g.draft.state is not State.ANSWERING]
            for i in ended[:-_KEPT]:
                del self._running[i]
            self._running[exchange_id] = generation
        generation.start()

    @property
    def running(self) -> int:
        """How many are in the making just now."""
        with self._lock:
            return sum(g.draft.state is State.ANSWERING for g in self._running.values())

    def get(self, exchange_id: str) -> Generation | None:
        with self._lock:
            return self._running.get(exchange_id)

    def finish(self, seconds: float) -> None:
        """Lets those in the making end for so long; the others are cut off, which is stored and seen."""
        until = time.monotonic() + seconds
        with self._lock:
            running = [g for g in self._running.values() if g.draft.state is State.ANSWERING]
        for generation in running:
            generation.join(max(0.0, until - time.monotonic()))
            generation.cut(_CLOSED)


def failure_of(error: AnswerError | IndexingError) -> Failure:
    return Failure(message=error.message, hint=error.hint, retryable=error.retryable)
