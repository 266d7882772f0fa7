"""What all sessions of a library share: the assistant, the conversations, answers and changes in the making.

The assistant is opened in a thread, so that the first page does not wait for a model. Knows nothing of Streamlit.
"""

import copy
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.conversation.conversations import Conversations
from rag.conversation.exchange import Exchange
from rag.events import Event
from rag.trace import Trace
from rag.types import Question
from serving.desk import Desk, open_desk
from serving.people import LOCAL, Person
from serving.settings import ServingSettings
from ui.background.changes import Changes
from ui.background.generation import Draft, Generation, Generations
from ui.background.models import ModelSwitch
from ui.background.opening import Opening
from ui.background.suggestions import Suggestions

if TYPE_CHECKING:  # the pipeline takes its time to import; the thread does it
    from rag.pipeline import Assistant


class Services:
    """`open_assistant` gives a context manager; it is left when the process ends."""

    def __init__(
        self,
        conversations: Conversations,
        open_assistant: Callable[[], AbstractContextManager["Assistant"]],
        models: ModelSwitch,
        *,
        library: str = "",
        folder: Path | None = None,
        desk: Desk | None = None,
    ) -> None:
        self.conversations = conversations
        self.generations = Generations()
        self.models = models
        self.library = library
        self.folder = folder or models.settings.data
        self.desk = desk or open_desk(ServingSettings(data=self.folder))
        self.person = LOCAL
        self.suggestions = Suggestions(busy=lambda: self.desk.gate.running > 0)
        self.changes = Changes()
        self._opening = Opening(open_assistant)

    def of(self, person: Person) -> "Services":
        """The same for one person, who has no other conversations than their own."""
        theirs = copy.copy(self)
        theirs.person = person
        theirs.conversations = self.conversations.of(person.id)
        return theirs

    @property
    def opening(self) -> bool:
        """Whether the assistant is still being opened; once that has failed, no more."""
        return not self._opening.begun().done()

    @property
    def ready(self) -> "Assistant | None":
        """The assistant if it is open; never waits. Raises what hindered its opening."""
        return None if self.opening else self.assistant()

    def assistant(self) -> "Assistant":
        """The assistant, once it is open, with the model that is in use. Raises what hindered its opening."""
        return self.models.equipped(self._opening.begun().result())

    def retry(self) -> None:
        """Opens the assistant anew if the last attempt failed."""
        self._opening.retry()

    def use_model(self, llm: str) -> None:
        """Changes the model for everybody; the page looks at `models`."""
        if self.ready:
            self.models.to(llm, self.ready)

    def answer(self, exchange: Exchange, question: Question, **options: object) -> None:
        """Starts to answer, with some of the assistant's options changed; the page looks at `generations`."""

        def save(draft: Draft) -> None:
            self.conversations.save(exchange.id, draft.state, answer=draft.as_answer(), failure=draft.failure)

        def events(cancel: threading.Event) -> Iterator[Event]:
            self.assistant()  # being opened, it is in nobody's use

            def answering(trace: Trace) -> Iterator[Event]:
                with self.models.in_use():
                    assistant = self.assistant()
                    changed = replace(assistant.options, **options)  # type: ignore[arg-type]
                    yield from replace(assistant, options=changed, trace=trace).ask(question, cancel=cancel)

            asked = (question.text, self.person, self.library, answering)
            yield from self.desk.asked(*asked, cancel=cancel)

        self.generations.start(exchange.id, Generation(question.text, events, save))

    def delete(self, conversation_id: str) -> None:
        """Takes a conversation away, and its answers in the making with it."""
        conversation = self.conversations.get(conversation_id)
        for exchange in conversation.exchanges if conversation else ():
            generation = self.generations.get(exchange.id)
            if generation:
                generation.stop()
        self.conversations.delete(conversation_id)
