"""The HTTP API, to be mounted at /v1: OpenAI's protocol and Dossier's own routes. `openapi.json` describes it."""

from fastapi import FastAPI
from starlette.types import ASGIApp

from api import ask, briefs, chat, documents, errors, responses
from api.guard import Guard
from api.opened import Opened


def http(opened: Opened, *, key: str | None) -> ASGIApp:
    """`key` None serves programs on this machine alone. Nothing is opened before the first request needs it."""
    # No pages of documentation: they load their scripts from elsewhere.
    app = FastAPI(title="Dossier", version="1", docs_url=None, redoc_url=None, summary="Answers with passages.")
    for routes in (chat.routes, responses.routes, ask.routes, briefs.routes, documents.routes):
        app.include_router(routes(opened))
    errors.install(app)
    return Guard(app, key=key)
