"""A chat model whose request can be ended from outside, at once, even before its first word.

A thread that reads from a socket cannot be interrupted, an asyncio task can: the request runs on an event loop of its
own, and cancelling it closes the connection, which is how a server learns that nobody is waiting any more.
"""

import asyncio
import queue
import threading
from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

_LOOK = 0.05
"""Seconds between two looks at `cancel`."""


class CancellableModel(BaseChatModel):
    """Speaks as `model` does until `cancel` is set; then its text ends there, as if the model had nothing to add."""

    model: BaseChatModel
    cancel: threading.Event

    @property
    def _llm_type(self) -> str:
        return "cancellable"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        if not self.cancel.is_set():
            yield from self._read(messages, stop=stop, **kwargs)
        if self.cancel.is_set():
            yield ChatGenerationChunk(message=AIMessageChunk(content=""))  # no chunk at all would be an error

    def _read(self, messages: list[BaseMessage], **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        arrived: queue.SimpleQueue[AIMessageChunk | None] = queue.SimpleQueue()

        async def read() -> None:
            try:
                async for chunk in self.model.astream(messages, **kwargs):
                    arrived.put(chunk)
            finally:
                arrived.put(None)

        reading = asyncio.run_coroutine_threadsafe(read(), _loop())
        try:
            while not self.cancel.is_set():
                try:
                    chunk = arrived.get(timeout=_LOOK)
                except queue.Empty:
                    continue
                if chunk is None:
                    reading.result()  # raises what the provider raised
                    return
                yield ChatGenerationChunk(message=chunk)
        finally:
            reading.cancel()


_lock = threading.Lock()
_running: asyncio.AbstractEventLoop | None = None


def _loop() -> asyncio.AbstractEventLoop:
    """One for the process: providers keep connections open, and a connection belongs to the loop it was made on."""
    global _running
    with _lock:
        if _running is None:
            _running = asyncio.new_event_loop()
            threading.Thread(target=_running.run_forever, daemon=True, name="model").start()
        return _running
