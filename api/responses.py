"""OpenAI's responses, whole and streamed, with `file_citation` annotations at the place of each marker."""

import time
import uuid
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict

from api.chat import SSE, event, usage_of
from api.conversation import Message, asked, known, scoped
from api.opened import Opened
from api.schemas import MODEL, Scope, cited, result, to_json
from api.text import rest, sentence_text
from rag.pipeline import answer
from rag.types import Answer, Citation


class ResponsesRequest(BaseModel):
    """`input` is a question, or a conversation whose last message is one."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={"examples": [{"model": MODEL, "input": "How many people work at the mill?"}]},
    )

    model: str = MODEL
    input: str | list[Message]
    stream: bool = False
    dossier: Scope = Scope()


def routes(opened: Opened) -> APIRouter:
    router = APIRouter(tags=["OpenAI"])

    @router.post("/responses", summary="Ask, in OpenAI's newer protocol", response_model=None)
    def responses(request: ResponsesRequest) -> JSONResponse | StreamingResponse:
        known(request.model)
        given = request.input
        messages = [Message(role="user", content=given)] if isinstance(given, str) else given
        question = asked(messages, request.dossier)
        body = _response(answer(scoped(opened(), request.dossier), question), request.dossier)
        if not request.stream:
            return JSONResponse(body)
        return StreamingResponse(_events(body), media_type="text/event-stream", headers=SSE)

    return router


def _response(answer: Answer, scope: Scope) -> dict[str, Any]:
    text, annotations = _annotated(answer, footnotes=scope.footnotes)
    content = {"type": "output_text", "text": text, "annotations": annotations, "logprobs": []}
    message = {
        "type": "message", "id": f"msg_{uuid.uuid4().hex[:24]}", "role": "assistant", "status": "completed",
        "content": [content],
    }  # fmt: skip
    usage = usage_of(answer)
    return {
        "id": f"resp_{uuid.uuid4().hex[:24]}", "object": "response", "created_at": int(time.time()),
        "status": "completed", "model": MODEL, "output": [message], "error": None, "incomplete_details": None,
        "instructions": None, "metadata": {}, "parallel_tool_calls": False, "tool_choice": "none", "tools": [],
        "temperature": None, "top_p": None,
        "usage": {
            "input_tokens": usage["prompt_tokens"], "output_tokens": usage["completion_tokens"],
            "total_tokens": usage["total_tokens"], "output_tokens_details": {"reasoning_tokens": 0},
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        },
        "dossier": to_json(result(answer)),
    }  # fmt: skip


def _annotated(answer: Answer, *, footnotes: bool) -> tuple[str, list[dict[str, Any]]]:
    """The text, and for each citation of a sentence an annotation at the end of that sentence."""
    numbers: dict[Citation, int] = {}
    text, annotations = "", list[dict[str, Any]]()
    for sentence in answer.sentences:
        text += (" " if text else "") + sentence_text(sentence, numbers)
        for citation in sentence.citations:
            more = to_json(cited(citation, numbers[citation])) | {"verdict": str(sentence.verdict.support)}
            annotations.append(
                {"type": "file_citation", "index": len(text), "file_id": citation.document_id,
                 "filename": citation.title, **more}
            )  # fmt: skip
    return (text + "".join(rest(answer, numbers, footnotes=footnotes))).strip(), annotations


def _events(body: dict[str, Any]) -> Iterator[str]:
    """The response as events. It is sent once it is checked: nothing unchecked goes out."""
    message = body["output"][0]
    content = message["content"][0]
    at = {"item_id": message["id"], "output_index": 0, "content_index": 0}
    started = {**body, "status": "in_progress", "output": [], "usage": None}
    empty = {**message, "status": "in_progress", "content": []}
    steps: list[tuple[str, dict[str, Any]]] = [
        ("response.created", {"response": started}),
        (
            "response.output_item.added",
            {"output_index": 0, "item": empty},
        ),
        ("response.content_part.added", {**at, "part": {**content, "text": "", "annotations": []}}),
        ("response.output_text.delta", {**at, "delta": content["text"], "logprobs": []}),
        *(
            ("response.output_text.annotation.added", {**at, "annotation_index": n, "annotation": annotation})
            for n, annotation in enumerate(content["annotations"])
        ),
        ("response.output_text.done", {**at, "text": content["text"], "logprobs": []}),
        ("response.content_part.done", {**at, "part": content}),
        ("response.output_item.done", {"output_index": 0, "item": message}),
        ("response.completed", {"response": body}),
    ]
    for number, (name, data) in enumerate(steps):
        yield event({"type": name, "sequence_number": number, **data}, name)
