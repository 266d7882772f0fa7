"""Dossier's own routes for questions: an answer with its verdicts, and passages without an answer."""

from dataclasses import replace

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.caller import noted
from api.conversation import scoped
from api.opened import Opened
from api.schemas import Cited, Result, Scope, passage, result
from rag.pipeline import Assistant, answer
from rag.types import Turn

PASSAGE = 300
"""Tokens for each passage that is wanted: a few more than a chunk has, so that their number decides."""


class Ask(Scope):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"question": "Who runs the mill?"}]})

    question: str
    history: list[str] = Field(default=[], description="Questions asked before, oldest first.")


class Search(Scope):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"query": "mill closure"}]})

    query: str
    limit: int = Field(default=10, ge=1, le=50)


class Passage(Cited):
    score: float = Field(description="Belief that the passage answers, 0 to 1.")


class Passages(BaseModel):
    read_as: str
    passages: list[Passage]


def routes(opened: Opened) -> APIRouter:
    router = APIRouter(tags=["Dossier"])

    @router.post("/ask", summary="An answer, every sentence with its verdict and passages")
    def ask(request: Ask) -> Result:
        history = tuple(Turn(role="user", content=said) for said in request.history)
        question = request.asked(request.question, history)
        return result(answer(scoped(opened(), request), question))

    @router.post("/search", summary="The passages nearest to an answer, best first")
    def search(request: Search) -> Passages:
        return searched(opened(), request)

    return router


def searched(assistant: Assistant, request: Search) -> Passages:
    """The passages that an answer would be made from, as many as are asked for."""
    noted("search", query=request.query)
    options = replace(assistant.options, evidence_passages=request.limit, evidence_tokens=request.limit * PASSAGE)
    read_as, found = replace(assistant, options=options).retrieve(request.asked(request.query))
    return Passages(
        read_as=read_as,
        passages=[Passage(**passage(e, number).model_dump(), score=e.answers) for number, e in enumerate(found, 1)],
    )
