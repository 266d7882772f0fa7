"""What watches over a server asks of it: whether it runs, whether it can answer, and its figures."""

import logging
from collections.abc import Callable
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from serving.here import is_local

_LOG = logging.getLogger(__name__)


def routes(
    trouble: Callable[[], str | None], figures: Callable[[], bytes], shown_to: Literal["off", "this machine", "anybody"]
) -> list[Route]:
    """`trouble` says what keeps it from answering, None where nothing does; strangers are told only that there is
    some. It and `figures` are called in a thread."""

    def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    def readyz(request: Request) -> Response:
        try:
            found = trouble()
        except Exception as error:
            _LOG.warning("Not ready", exc_info=error)
            found = str(error)
        if found is None:
            return JSONResponse({"ready": True})
        return JSONResponse({"ready": False} | ({"trouble": found} if is_local(request.scope) else {}), 503)

    def metrics(request: Request) -> Response:
        if shown_to == "off":
            return PlainTextResponse("No figures are kept here (DOSSIER_METRICS).", 404)
        if shown_to != "anybody" and not is_local(request.scope):
            return PlainTextResponse("The figures are for this machine alone (DOSSIER_METRICS).", 403)
        return Response(figures(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
