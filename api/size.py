"""The largest request that is taken, whether or not it says beforehand how large it is."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ApiError, as_json

MB = 1_000_000


class _TooLarge(Exception):
    """Raised into whatever reads the body."""


class LargestBody:
    """ASGI middleware. What reads the body of a larger request gets no more of it, and the client is told."""

    def __init__(self, app: ASGIApp, most_mb: int) -> None:
        self._app = app
        self._most = most_mb * MB
        self._error = ApiError(
            413,
            f"The request is larger than {most_mb} MB.",
            hint="Send fewer files at a time, or set DOSSIER_UPLOAD_MB.",
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "0")
        if not said.isdigit() or int(said) > self._most:
            await self._refuse(scope, receive, send)
            return
        read, begun, stopped = 0, False, False

        async def counted() -> Message:
            nonlocal read, stopped
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                stopped = True
                raise _TooLarge
            return message

        async def noticed(message: Message) -> None:
            nonlocal begun
            if stopped and not begun:  # what the app makes of the broken body is not what is to be said
                return
            begun = True
            await send(message)

        try:
            await self._app(scope, counted, noticed)
        except _TooLarge:
            if begun:
                raise
        if stopped and not begun:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse(as_json(self._error), self._error.status, {"Connection": "close"})(scope, receive, send)
