"""Apps that are imported and made when they are first asked for, so that the first page does not wait for them."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext

from starlette.types import ASGIApp, Receive, Scope, Send

Made = tuple[ASGIApp, AbstractAsyncContextManager[object]]
"""An app and what has to be entered while it serves."""


class Late:
    """`make` is called once, in a thread. What it gives to be entered is left when `close` is called."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._app: ASGIApp | None = None
        self._opening = asyncio.Lock()
        self._closing = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._opening:
            if self._app is None:
                app, context = await asyncio.to_thread(self._make)
                ready = asyncio.Event()
                self._serving = asyncio.create_task(self._serve(context, ready))
                # A context that fails to open ends its task: then there is nothing to wait for.
                waiting = asyncio.create_task(ready.wait())
                await asyncio.wait([waiting, self._serving], return_when=asyncio.FIRST_COMPLETED)
                if self._serving.done():
                    waiting.cancel()
                    self._serving.result()
                self._app = app
        await self._app(scope, receive, send)

    async def close(self) -> None:
        self._closing.set()
        if self._serving:
            await self._serving

    async def _serve(self, context: AbstractAsyncContextManager[object], ready: asyncio.Event) -> None:
        """Enters and leaves the context in one task, as task groups ask for."""
        async with context:
            ready.set()
            await self._closing.wait()


def without_context(app: ASGIApp) -> Made:
    return app, nullcontext()
