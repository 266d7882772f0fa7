"""The HTTP API, to be mounted at /v1: OpenAI's protocol and Dossier's own routes. `openapi.json` describes it."""

from fastapi import FastAPI
from starlette.types import ASGIApp

from api import ask, briefs, chat, documents, errors, keys, responses
from api.guard import Entrance, Guard
from api.opened import Opened
from api.size import LargestBody


def http(opened: Opened, entrance: Entrance, *, upload_mb: int = 200) -> ASGIApp:
    """Nothing is opened before the first request needs it."""
    # No pages of documentation: they load their scripts from elsewhere.
    app = FastAPI(title="Dossier", version="1", docs_url=None, redoc_url=None, summary="Answers with passages.")
    for routes in (chat.routes, responses.routes, ask.routes, briefs.routes, documents.routes):
        app.include_router(routes(opened))
    app.include_router(keys.routes(entrance))
    errors.install(app)
    return Guard(LargestBody(app, upload_mb), entrance)
