"""Streams that end what they are made of when the client is gone."""

from collections.abc import Generator, Mapping

import anyio
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send


class ClosedStream(StreamingResponse):
    """Closes the generator at the end in any case: one that hangs up would else hold its place in the queue until
    Python finds the generator."""

    def __init__(
        self, events: Generator[str, None, None], *, media_type: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(events, media_type=media_type, headers=headers)
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._events.close)
