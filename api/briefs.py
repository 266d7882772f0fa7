"""Dossier's own routes over many documents: briefings, and drafts held against the library."""

import json
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.caller import noted
from api.errors import ApiError
from api.opened import Opened
from api.schemas import Scope
from rag.briefing.ask import brief
from rag.briefing.export import as_json as briefing_json
from rag.briefing.export import digests
from rag.checking.check import MOST, checked
from rag.checking.draft import pasted
from rag.checking.export import as_json as report_json
from rag.pipeline import Assistant
from rag.types import BriefingKind


class Brief(Scope):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "timeline", "subject": "the mill"}]}
    )

    kind: BriefingKind
    subject: str = Field(default="", description="Of a comparison both: “Oslo and Bergen”. Empty: the whole library.")
    length: int | None = Field(default=None, ge=1, le=200, description="How many rows are wanted.")


class Check(Scope):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "The mill employs 80 people."}]})

    text: str
    most: int = Field(default=MOST, ge=1, description="Statements that are checked at most.")
    only_faults: bool = False


class Written(BaseModel):
    """The JSON of `python -m rag brief --json` or `python -m rag check --json`."""

    model_config = ConfigDict(extra="allow")


def routes(opened: Opened) -> APIRouter:
    router = APIRouter(tags=["Dossier"])

    @router.post("/brief", summary="Rows over many documents, each with its passage")
    def make(request: Brief) -> Written:
        return Written(**briefing(opened(), request))

    @router.post("/check", summary="A draft, statement by statement, against the documents")
    def check(request: Check) -> Written:
        return Written(**report(opened(), request))

    return router


def briefing(assistant: Assistant, request: Brief) -> dict[str, Any]:
    """Raises ApiError where nothing is found."""
    if request.kind is BriefingKind.FACT:
        raise ApiError(400, "A fact is no briefing.", hint="POST it to /v1/ask.", param="kind")
    noted("brief", kind=request.kind.value, subject=request.subject)
    made = brief(
        request.kind, request.subject, assistant.library, filters=request.filters, documents=tuple(request.documents),
        length=request.length, as_of=request.as_of,
    )  # fmt: skip
    if made is None:
        hint = "Name it as the documents do, or widen the filters."
        raise ApiError(404, f"No passage of the documents is about “{request.subject[:100]}”.", hint=hint)
    written: dict[str, Any] = json.loads(briefing_json(made, digests(made, assistant.library)))
    return written


def report(assistant: Assistant, request: Check) -> dict[str, Any]:
    noted("check", characters=len(request.text))
    made = checked(pasted(request.text), assistant.library, filters=request.filters, most=request.most)
    written: dict[str, Any] = json.loads(report_json(made, only_faults=request.only_faults))
    return written
