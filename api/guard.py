"""Who may use the API: whoever holds the key; without a key, programs on this machine alone.

A web page that the browser of this machine shows is no such program: its requests carry an Origin, or a Host that is
not this machine's (DNS rebinding), and are refused.
"""

import hmac
import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import body, kind_of

_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


class Guard:
    """ASGI middleware before the API. `key` None: loopback only."""

    def __init__(self, app: ASGIApp, *, key: str | None) -> None:
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            status, message, hint = refusal
            await JSONResponse(body(message, kind=kind_of(status), hint=hint), status)(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        headers = Headers(scope=scope)
        if self._key is not None:
            given = headers.get("authorization", "").removeprefix("Bearer ").strip()
            right = hmac.compare_digest(given.encode(), self._key.encode())
            return None if right else (401, "The key is missing or wrong.", "Send it as “Authorization: Bearer KEY”.")
        hint = "Set DOSSIER_API_KEY for anybody but programs on this machine."
        host = headers.get("host", "").rsplit(":", 1)[0] if "]" not in headers.get("host", "")[-1:] else headers["host"]
        if not _is_loopback(scope.get("client")) or host.strip("[]") not in {name.strip("[]") for name in _LOCAL}:
            return 403, "Without a key the API serves this machine alone.", hint
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return 403, f"The page {origin[:100]} may not use the API.", hint
        return None


def _is_loopback(client: tuple[str, int] | None) -> bool:
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return client is not None and client[0] == "testclient"
