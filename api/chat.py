"""OpenAI's chat completions, whole and streamed. What Dossier knows beyond them stands under the key `dossier`."""

import json
import time
import uuid
from collections.abc import Generator
from itertools import chain
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from api.conversation import ChatRequest, asked, known, scoped
from api.errors import failure
from api.opened import Opened
from api.schemas import MODEL, Scope, result, to_json
from api.streaming import ClosedStream
from api.text import answer_text, rest, sentence_text
from index.errors import IndexingError
from rag.errors import AnswerError
from rag.events import Waiting
from rag.generation.settled import settled
from rag.pipeline import Assistant, answer
from rag.types import Answer, Citation, Question

SSE = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Headers of a stream, which no proxy is to gather up."""


def routes(opened: Opened) -> APIRouter:
    router = APIRouter(tags=["OpenAI"])

    @router.get("/models", summary="The one model: the assistant with its documents")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}

    @router.get("/models/{name}", summary="The one model")
    def model(name: str) -> dict[str, Any]:
        known(name)
        return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}

    @router.post("/chat/completions", summary="Ask, in OpenAI's protocol", response_model=None)
    def completions(request: ChatRequest) -> Response:
        known(request.model)
        question = asked(request.messages, request.dossier)
        assistant = scoped(opened(), request.dossier)
        if not request.stream:
            return JSONResponse(_completion(answer(assistant, question), request.dossier))
        usage = bool((request.stream_options or {}).get("include_usage"))
        events = _chunks(assistant, question, request.dossier, usage=usage)
        return ClosedStream(events, media_type="text/event-stream", headers=SSE)

    return router


def usage_of(answer: Answer) -> dict[str, int]:
    read, written = answer.usage.prompt_tokens or 0, answer.usage.completion_tokens or 0
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _completion(answer: Answer, scope: Scope) -> dict[str, Any]:
    message = {"role": "assistant", "content": answer_text(answer, footnotes=scope.footnotes), "refusal": None}
    return {
        **_frame("chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": usage_of(answer),
        "dossier": to_json(result(answer)),
    }


def _frame(kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid.uuid4().hex[:24]}", "object": kind, "created": int(time.time()), "model": MODEL}


def _chunks(assistant: Assistant, question: Question, scope: Scope, *, usage: bool) -> Generator[str, None, None]:
    """Server-sent events: a checked sentence each, then the rest of the text with what it stands on."""
    frame = _frame("chat.completion.chunk")

    def chunk(delta: dict[str, str], finish: str | None = None, **more: object) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return event({**frame, "choices": [choice], **more})

    yield chunk({"role": "assistant", "content": ""})
    events = assistant.ask(question)
    numbers: dict[Citation, int] = {}
    shown = 0
    try:
        for first in events:
            if not isinstance(first, Waiting):
                events = chain([first], events)
                break
            yield f": waiting, {first.before} before this one\n\n"  # a comment: every client passes over it
        for piece in settled(events, strike=assistant.options.unsupported == "strike"):
            new = piece.sentences[shown:] if isinstance(piece, Answer) else piece
            text = " ".join(sentence_text(sentence, numbers) for sentence in new)
            text = f" {text}" if shown and text else text
            shown += len(new)
            if not isinstance(piece, Answer):
                yield chunk({"content": text})
                continue
            whole = text + "".join(rest(piece, numbers, footnotes=scope.footnotes))
            yield chunk({"content": whole if shown else whole.lstrip()})
            yield chunk({}, "stop", dossier=to_json(result(piece)))
            if usage:
                yield event({**frame, "choices": [], "usage": usage_of(piece)})
    except (AnswerError, IndexingError) as error:  # the status is sent long since
        yield event(failure(error)[1])
    yield "data: [DONE]\n\n"


def event(data: dict[str, Any], name: str = "") -> str:
    """A server-sent event."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n"
