"""What all sessions of the app share: the assistant, the conversations, answers and changes in the making.

The assistant is opened in a thread, so that the first page does not wait for a model. Knows nothing of Streamlit.
"""

import atexit
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.conversations import Conversations
from rag.exchange import Exchange
from rag.types import Event, Question
from ui.changes import Changes
from ui.generation import Draft, Generation, Generations
from ui.models import ModelSwitch
from ui.suggestions import Suggestions

if TYPE_CHECKING:  # the pipeline takes its time to import; the thread does it
    from rag.pipeline import Assistant


class Services:
    """`open_assistant` gives a context manager; it is left when the process ends."""

    def __init__(
        self,
        conversations: Conversations,
        open_assistant: Callable[[], AbstractContextManager["Assistant"]],
        models: ModelSwitch,
    ) -> None:
        self.conversations = conversations
        self.generations = Generations()
        self.models = models
        self.suggestions = Suggestions()
        self.changes = Changes()
        self._open_assistant = open_assistant
        self._stack = ExitStack()
        self._lock = threading.Lock()
        self._opening: Future[Assistant] | None = None
        atexit.register(self._stack.close)
        self._future()

    @property
    def opening(self) -> bool:
        """Whether the assistant is still being opened; once that has failed, no more."""
        return not self._future().done()

    @property
    def ready(self) -> "Assistant | None":
        """The assistant if it is open; never waits. Raises what hindered its opening."""
        future = self._future()
        return future.result() if future.done() else None

    def assistant(self) -> "Assistant":
        """The assistant, once it is open. Raises what hindered its opening."""
        return self._future().result()

    def retry(self) -> None:
        """Opens the assistant anew if the last attempt failed."""
        with self._lock:
            if self._opening and self._opening.done() and self._opening.exception():
                self._opening = None
        self._future()

    def use_model(self, llm: str) -> None:
        """Changes the model for everybody; the page looks at `models`."""
        if self.ready:
            self.models.to(llm, self.ready, self._use)

    def answer(self, exchange: Exchange, question: Question, **options: object) -> None:
        """Starts to answer, with some of the assistant's options changed; the page looks at `generations`."""

        def save(draft: Draft) -> None:
            self.conversations.save(exchange.id, draft.state, answer=draft.as_answer(), failure=draft.failure)

        def events(cancel: threading.Event) -> Iterator[Event]:
            self.assistant()  # being opened, it is in nobody's use
            with self.models.in_use():
                assistant = self.assistant()
                changed = replace(assistant.options, **options)  # type: ignore[arg-type]
                yield from replace(assistant, options=changed).ask(question, cancel=cancel)

        self.generations.start(exchange.id, Generation(question.text, events, save))

    def delete(self, conversation_id: str) -> None:
        """Takes a conversation away, and its answers in the making with it."""
        conversation = self.conversations.get(conversation_id)
        for exchange in conversation.exchanges if conversation else ():
            generation = self.generations.get(exchange.id)
            if generation:
                generation.stop()
        self.conversations.delete(conversation_id)

    def _use(self, assistant: "Assistant") -> None:
        future: Future[Assistant] = Future()
        future.set_result(assistant)
        with self._lock:
            self._opening = future

    def _future(self) -> Future["Assistant"]:
        with self._lock:
            if self._opening is None:
                self._opening = Future()
                threading.Thread(target=self._open, args=(self._opening,), daemon=True, name="open").start()
            return self._opening

    def _open(self, future: Future["Assistant"]) -> None:
        try:
            future.set_result(self._stack.enter_context(self._open_assistant()))
        except BaseException as error:
            future.set_exception(error)
