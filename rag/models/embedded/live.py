"""HTTP to the embedded model's server, wherever it lives now: the first request starts it, a later one restarts it
should it have died. A client built on these transports stays good for as long as the app runs.
"""

import asyncio

import httpx

from rag.models.embedded.server import Address, ModelServer

_UNANSWERED = (httpx.NetworkError, httpx.RemoteProtocolError)


class LiveTransport(httpx.BaseTransport):
    """Raises ModelSetupError where the server cannot be started."""

    def __init__(self, server: ModelServer) -> None:
        self._server = server
        self._inner = httpx.HTTPTransport()  # direct: no proxy of the environment stands before loopback

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        address = self._server.address()
        try:
            return self._inner.handle_request(_directed(request, address))
        except _UNANSWERED:
            # No answer has begun, so asking again is safe.
            self._server.doubt(address)
            return self._inner.handle_request(_directed(request, self._server.address()))

    def close(self) -> None:
        self._inner.close()


class AsyncLiveTransport(httpx.AsyncBaseTransport):
    """The same for async callers; starting the server does not hold up their loop."""

    def __init__(self, server: ModelServer) -> None:
        self._server = server
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        address = await asyncio.to_thread(self._server.address)
        try:
            return await self._inner.handle_async_request(_directed(request, address))
        except _UNANSWERED:
            await asyncio.to_thread(self._server.doubt, address)
            address = await asyncio.to_thread(self._server.address)
            return await self._inner.handle_async_request(_directed(request, address))

    async def aclose(self) -> None:
        await self._inner.aclose()


def _directed(request: httpx.Request, address: Address) -> httpx.Request:
    live = httpx.URL(address.url)
    request.url = request.url.copy_with(host=live.host, port=live.port)
    request.headers["Host"] = live.netloc.decode()
    request.headers["Authorization"] = f"Bearer {address.key}"
    return request
