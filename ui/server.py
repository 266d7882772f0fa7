"""Pages, API and MCP in one process on one port: `streamlit run ui/server.py`.

The pages stand behind headers by which nothing that slips through as markup can load from, or send to, another
machine. `app.py` alone serves the pages, without them and without the API.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.starlette import App

_ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(_ROOT))  # `streamlit run` puts only this file's own folder there

from api.late import Late, Made, without_context  # noqa: E402

if TYPE_CHECKING:
    from api.guard import Entrance
    from rag.pipeline import Assistant

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


def _assistant(library: str | None = None, /) -> "Assistant":
    from api.caller import caller
    from ui.session import door

    who = caller()
    return door().open(who.person, who.library if library is None else library).assistant()


def _entrance() -> "Entrance":
    from api.guard import Entrance
    from rag.settings import Settings
    from serving.keys import Keys
    from ui.session import door

    settings = Settings()
    key = settings.api_key.get_secret_value() if settings.api_key else None
    return Entrance(key=key, keys=Keys(settings.root), door=door())


def _http() -> Made:
    from api.app import http

    return without_context(http(_assistant, _entrance()))


def _tools() -> Made:
    from api.tools import over_http, server

    mcp = server(_assistant)
    return over_http(mcp, _entrance()), mcp.session_manager.run()


_API, _MCP = Late(_http), Late(_tools)


@asynccontextmanager
async def _lifespan(_: App) -> AsyncIterator[None]:
    yield
    await _API.close()
    await _MCP.close()


app = App(
    _ROOT / "app.py",
    lifespan=_lifespan,
    routes=[Mount("/v1", _API), Mount("/mcp", _MCP)],
    middleware=[Middleware(SecurityHeaders)],
)
