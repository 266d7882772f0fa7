"""Where questions come in, from pages, API and agents alike: each waits its turn, is noted and is counted."""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from threading import Event as Signal
from typing import TYPE_CHECKING, Any

from rag.events import Done, Event, Waiting
from rag.pipeline import Assistant
from rag.trace import UNTRACED, Trace
from rag.types import Question
from serving.audit import Audit
from serving.gate import BusyError, Gate
from serving.metrics import Metrics
from serving.people import Person
from serving.settings import ServingSettings

if TYPE_CHECKING:
    from serving.tracing import Traces


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One for the process. `audit` None writes nothing down, `traces` None sends none."""

    gate: Gate
    metrics: Metrics
    audit: Audit | None = None
    traces: "Traces | None" = None

    def note(self, person: Person, library: str, did: str, **what: Any) -> None:
        """Writes down what is about to be done. Raises AnswerError where that is asked for and cannot be."""
        if self.audit:
            self.audit.note(person, library, did, **what)

    def asked(
        self,
        question: str,
        person: Person,
        library: str,
        answering: Callable[[Trace], Iterator[Event]],
        *,
        cancel: Signal | None = None,
    ) -> Iterator[Event]:
        """`Waiting` now and then, then the events of `answering`, which is called once it is the question's turn; none
        where `cancel` is set before. Raises BusyError where it cannot even wait."""
        self.note(person, library, "ask", question=question)
        ticket, outcome, came = uuid.uuid4().hex, "stopped", time.monotonic()
        traced, failure = self.traces.question() if self.traces else None, None
        trace = traced or UNTRACED
        try:
            with trace.stage("waiting"):
                for before in self.gate.wait(ticket, person.id, cancel):
                    yield Waiting(before=before)
            self.metrics.waited(time.monotonic() - came)
            if cancel and cancel.is_set():
                return
            for event in answering(trace):
                if isinstance(event, Done):
                    outcome = event.answer.outcome.value
                    self.metrics.answered(event.answer)
                    if traced:
                        traced.answered(event.answer)
                yield event
        except Exception as error:
            outcome, failure = "refused" if isinstance(error, BusyError) else "failed", error
            raise
        finally:
            self.gate.leave(ticket)
            if outcome in ("stopped", "failed", "refused"):
                self.metrics.ended(outcome)
            if traced:
                traced.end(outcome, failure)

    def close(self) -> None:
        """Sends the traces that have not been sent."""
        if self.traces:
            self.traces.close()


def open_desk(settings: ServingSettings) -> Desk:
    gate = Gate(settings.questions_at_once, settings.questions_each, settings.questions_waiting)
    audit = Audit(settings.root) if settings.audit else None
    return Desk(gate=gate, metrics=Metrics(gate), audit=audit, traces=_traces(settings.traces))


def _traces(endpoint: str) -> "Traces | None":
    if not endpoint:
        return None
    from serving.tracing import Traces

    return Traces(endpoint)


@dataclass(frozen=True, kw_only=True)
class Served(Assistant):
    """An assistant for one person in the library `named`, whose questions go over the desk."""

    desk: Desk
    person: Person
    named: str

    def ask(self, question: Question, *, cancel: Signal | None = None) -> Iterator[Event]:
        """As `Assistant.ask`, when it is its turn."""

        def answering(trace: Trace) -> Iterator[Event]:
            return Assistant.ask(replace(self, trace=trace), question, cancel=cancel)

        return self.desk.asked(question.text, self.person, self.named, answering, cancel=cancel)


def served(assistant: Assistant, desk: Desk, person: Person, library: str) -> Served:
    held = {field.name: getattr(assistant, field.name) for field in fields(Assistant)}
    return Served(**held, desk=desk, person=person, named=library)
