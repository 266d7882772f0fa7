"""A model as a judge of correctness and groundedness. Off by default, and never mixed with the other figures.

A judge is not a measure: one was seen to call 94% of answers grounded of which 52% cited the right document.
"""

import json
import re
from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel
from pydantic import BaseModel, ConfigDict, ValidationError

from evals.metrics.bootstrap import Estimate, estimate
from evals.suites.reply import Reply
from rag.prompts import render

_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


class Grade(BaseModel):
    """What the judge said. None where it said nothing usable, or there was nothing to grade."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    correct: bool | None = None
    grounded: bool | None = None
    why: str = ""


def grade(judge: BaseChatModel, reply: Reply, reference: str) -> Grade:
    """Grades one reply; a declined one makes no claim and is not graded. Errors of the judge pass through."""
    if reply.declined:
        return Grade(why="declined: nothing to grade")
    passages = "\n".join(f"- {' '.join(read.text.split())}" for read in reply.evidence)
    messages = render("judge", question=reply.standalone, reference=reference, answer=reply.text, evidence=passages)
    return parse(str(judge.invoke(messages).text))


def parse(text: str) -> Grade:
    """The judge's verdict from whatever it wrote around it."""
    found = _OBJECT.search(text)
    try:
        return Grade.model_validate(json.loads(found[0])) if found else Grade(why="the judge gave no verdict")
    except (ValueError, ValidationError):
        return Grade(why="the judge gave no verdict")


def shares(grades: Sequence[Grade | None]) -> tuple[Estimate, Estimate]:
    """The shares of correct and of grounded answers among those that were graded."""
    given = [g for g in grades if g is not None]
    correct = [None if g.correct is None else float(g.correct) for g in given]
    grounded = [None if g.grounded is None else float(g.grounded) for g in given]
    return estimate(correct), estimate(grounded)
