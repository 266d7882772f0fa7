"""One form for every error, OpenAI's: `{"error": {"message", "type", "param", "code"}}`, with `hint` beside them."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index.errors import IndexingError
from rag.errors import AnswerError, QuestionError
from serving.people import AccessError

_RETRY_S = "10"
"""Seconds after which a question may be asked again that could not be answered now: about one answer's time."""
_KINDS = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}


class ApiError(Exception):
    """`status` is the HTTP status; `hint` what the caller can do."""

    def __init__(self, status: int, message: str, *, hint: str = "", code: str = "", param: str | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.hint, self.code, self.param = status, message, hint, code, param


def body(message: str, *, kind: str, hint: str = "", code: str = "", param: str | None = None) -> dict[str, object]:
    return {"error": {"message": message, "type": kind, "param": param, "code": code or None, "hint": hint or None}}


def as_json(error: ApiError) -> dict[str, object]:
    kind = kind_of(error.status)
    return body(error.message, kind=kind, hint=error.hint, code=error.code, param=error.param)


def kind_of(status: int) -> str:
    """OpenAI's names for who is at fault."""
    return _KINDS.get(status, "invalid_request_error" if status < 500 else "server_error")


def failure(error: AnswerError | IndexingError) -> tuple[int, dict[str, object]]:
    """Status and body of what went wrong below: 400 for what the caller can mend, 403 for what is another's, or 503."""
    if isinstance(error, AnswerError):
        status = 400 if isinstance(error, QuestionError) else 403 if isinstance(error, AccessError) else 503
    else:
        status = 503 if error.retryable else 400
    return status, body(error.message, kind=kind_of(status), hint=error.hint, code=type(error).__name__)


def install(app: FastAPI) -> None:
    """Gives every error of the app this form."""

    @app.exception_handler(ApiError)
    async def _api(_: Request, error: ApiError) -> JSONResponse:
        return JSONResponse(as_json(error), status_code=error.status)

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        return JSONResponse(body(str(error.detail), kind=kind_of(error.status_code)), status_code=error.status_code)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        return JSONResponse(body(f"{where}: {first['msg']}", kind=kind_of(400), param=where), status_code=400)

    @app.exception_handler(AnswerError)
    async def _answer(_: Request, error: AnswerError) -> JSONResponse:
        status, said = failure(error)
        return JSONResponse(said, status_code=status, headers={"Retry-After": _RETRY_S} if error.retryable else None)

    @app.exception_handler(IndexingError)
    async def _index(_: Request, error: IndexingError) -> JSONResponse:
        status, said = failure(error)
        return JSONResponse(said, status_code=status, headers={"Retry-After": _RETRY_S} if error.retryable else None)
