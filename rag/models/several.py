"""Several servers of one model as one chat model: the least busy is asked first, and one that fails is left out for a
while.

A server fails by not answering, by breaking off or by an error of its own; a refused key or a request that no server
would take is raised at once. Once a word has come nothing is asked again: what broke off then is raised, as it is of a
single server, and the answer says that it was cut. Which server answered is logged.
"""

import itertools
import logging
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from rag.models.failures import explain, told

REST_S = 30.0
"""Seconds for which a server that failed is asked only if all others fail as well."""

_log = logging.getLogger(__name__)


class _Server:
    """How one of them does. Any thread may call."""

    def __init__(self, name: str, model: BaseChatModel) -> None:
        self.name, self.model = name, model
        self.busy, self.back_at = 0, 0.0
        self._lock = threading.Lock()

    @contextmanager
    def asked(self) -> Iterator[None]:
        with self._lock:
            self.busy += 1
        try:
            yield
        finally:
            with self._lock:
                self.busy -= 1

    def rests(self, now: float) -> bool:
        return now < self.back_at


class SeveralServers(BaseChatModel):
    """Speaks as the first server that can. `models` go by their addresses, without passwords."""

    models: dict[str, BaseChatModel]
    _servers: list[_Server] = PrivateAttr()
    _turn: Iterator[int] = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        self._servers = [_Server(name, model) for name, model in self.models.items()]
        self._turn = itertools.count()

    @property
    def _llm_type(self) -> str:
        return "several"

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
        for server, last in self._in_order():
            begun = False
            with server.asked():
                try:
                    for chunk in server.model.stream(messages, stop=stop, **kwargs):
                        begun = begun or bool(chunk.content)
                        yield ChatGenerationChunk(message=_chunk(chunk))
                    _log.info("%s answered.", server.name)
                    return
                except Exception as error:  # whatever a provider raises
                    self._failed(server, error, last=last or begun)

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for server, last in self._in_order():
            begun = False
            with server.asked():
                try:
                    async for chunk in server.model.astream(messages, stop=stop, **kwargs):
                        begun = begun or bool(chunk.content)
                        yield ChatGenerationChunk(message=_chunk(chunk))
                    _log.info("%s answered.", server.name)
                    return
                except Exception as error:  # whatever a provider raises
                    self._failed(server, error, last=last or begun)

    def _in_order(self) -> Sequence[tuple[_Server, bool]]:
        """Those that do not rest first, the least busy of them first, in turn among equals; each with whether it is the
        last."""
        now, turn, number = time.monotonic(), next(self._turn), len(self._servers)
        turned = [self._servers[(at + turn) % number] for at in range(number)]
        ordered = sorted(turned, key=lambda s: (s.rests(now), s.busy))
        return [(server, at == number - 1) for at, server in enumerate(ordered)]

    def _failed(self, server: _Server, error: Exception, *, last: bool) -> None:
        """Notes the failure; raises it where nobody else is to be asked."""
        elsewhere = explain(error, server.name).retryable
        if elsewhere:
            server.back_at = time.monotonic() + REST_S
            _log.warning("%s Left out for %.0f s.", told(error, server.name), REST_S)
        if last or not elsewhere:
            raise error


def _chunk(said: BaseMessage) -> AIMessageChunk:
    if not isinstance(said, AIMessageChunk):
        raise TypeError(f"a chat model streamed a {type(said).__name__}")
    return said
