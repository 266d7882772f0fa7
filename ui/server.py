"""Pages, API and MCP in one process on one port: `streamlit run ui/server.py`.

The pages stand behind headers by which nothing that slips through as markup can load from, or send to, another
machine. `app.py` alone serves the pages, without them and without the API.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit import net_util
from streamlit.starlette import App

_ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(_ROOT))  # `streamlit run` puts only this file's own folder there

from api import health  # noqa: E402
from api.late import Late, Made, without_context  # noqa: E402
from index.errors import IndexingError  # noqa: E402
from serving.heap import keep_small  # noqa: E402
from serving.here import CLOSED, is_local, is_loopback_address  # noqa: E402
from serving.log import use_json  # noqa: E402
from serving.settings import ServingSettings  # noqa: E402
from serving.sign_in import NO_PROVIDER, secrets  # noqa: E402

if TYPE_CHECKING:
    from api.guard import Entrance
    from rag.pipeline import Assistant

keep_small()

# Streamlit would ask another machine for this one's outside address whenever a page of another site tries to connect.
net_util.get_external_ip = lambda: None

_HEADERS = {
    # Streamlit's own pages need inline styles and scripts, WebAssembly and blob modules; all from this server.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; "
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class SecurityHeaders:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, with_headers)


class ThisMachineOnly:
    """Turns away whoever is not at this machine, where nobody signs in: the pages show, and change, everything."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or _has_own_guard(scope["path"]) or is_local(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008)(scope, receive, send)
        else:
            await PlainTextResponse(CLOSED, 403)(scope, receive, send)


class SignInTrouble:
    """Says what hinders somebody whom Streamlit cannot send to the provider, and only that something does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/auth/login":
            await self._app(scope, receive, send)
            return
        failed = False

        async def noticed(message: Message) -> None:
            nonlocal failed
            failed = failed or (message["type"] == "http.response.start" and message["status"] >= 400)
            if not failed:
                await send(message)

        await self._app(scope, receive, noticed)
        if failed:
            await PlainTextResponse(NO_PROVIDER, 503, {"Retry-After": "60"})(scope, receive, send)


def _has_own_guard(path: str) -> bool:
    return path.split("/")[1] in ("v1", "mcp", "metrics", "healthz", "readyz")


def _assistant(library: str | None = None, /) -> "Assistant":
    from api.caller import called_by, caller
    from serving.desk import served
    from ui.session import desk, door

    who = caller()
    if library is not None:
        who = replace(who, library=door().named(who.person, library))
        called_by(who)
    return served(door().open(who.person, who.library).assistant(), desk(), who.person, who.library)


def _settings() -> ServingSettings:
    try:
        return ServingSettings()
    except IndexingError as error:
        sys.exit(f"Dossier does not start: {error}")


def _entrance() -> "Entrance":
    from api.guard import Entrance
    from rag.settings import Settings
    from serving.keys import Keys
    from ui.session import desk, door

    settings = Settings()
    key = settings.api_key.get_secret_value() if settings.api_key else None
    return Entrance(key=key, keys=Keys(settings.root), signed=_SERVING.signed, desk=desk(), door=door())


def _http() -> Made:
    from api.app import http

    return without_context(http(_assistant, _entrance(), upload_mb=_SERVING.upload_mb))


def _tools() -> Made:
    from api.tools import over_http, server

    mcp = server(_assistant)
    return over_http(mcp, _entrance()), mcp.session_manager.run()


_SERVING = _settings()
if _SERVING.log_format == "json":
    use_json()
_API, _MCP = Late(_http), Late(_tools)


def _trouble() -> str | None:
    """What keeps the library that the settings name from answering."""
    from serving.people import LOCAL
    from ui.session import door

    services = door().open(LOCAL, door().first(LOCAL))
    assistant = services.ready
    if assistant is None:
        return "The library is being opened."
    assistant.library.catalog.counts()
    trouble = assistant.library.store.trouble
    return str(trouble) if trouble else None


def _figures() -> bytes:
    from ui.session import desk

    return desk().metrics.text()


def _finish() -> None:
    """Answers under way may end for a while; none begins. Those that are cut say so."""
    from ui.session import desk, door

    desk().gate.close()
    for services in door().opened():
        services.generations.finish(_SERVING.stop_seconds)
    desk().close()


@asynccontextmanager
async def _lifespan(_: App) -> AsyncIterator[None]:
    yield
    await asyncio.to_thread(_finish)
    await _API.close()
    await _MCP.close()


def _middleware() -> list[Middleware]:
    closed = _SERVING.closed
    if closed and not is_loopback_address(st.get_option("server.address") or "0.0.0.0"):
        sys.exit(f"Dossier does not start: {CLOSED}")
    return [Middleware(SecurityHeaders), Middleware(SignInTrouble), *([Middleware(ThisMachineOnly)] if closed else [])]


app = App(
    _ROOT / "app.py",
    lifespan=_lifespan,
    routes=[Mount("/v1", _API), Mount("/mcp", _MCP), *health.routes(_trouble, _figures, _SERVING.metrics)],
    middleware=_middleware(),
    secrets=secrets(_SERVING),
)
