"""Whether the passages answer: the reader's belief and a small model's own word, as one calibrated figure.

The request begins as the answer's does, so that a server with a prompt cache reads the passages once for both.
"""

import math
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from pydantic import BaseModel, ConfigDict

from rag.generation.stream import prompt
from rag.models.capacity import SMALL_PROMPT
from rag.models.yes_no import log_odds
from rag.prompts import render
from rag.types import Evidence

WEIGHTS = Path(__file__).with_name("answerability.json")

_LEAST = 1e-3
"""A belief nearer to 0 or 1 than this is no surer."""


class Weights(BaseModel):
    """Of a logistic regression over the log odds of the belief and those of the model's word."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fitted_by: str
    intercept: float
    belief: float
    word: float


def asked(
    model: BaseChatModel, question: str, evidence: Sequence[Evidence], *, as_of: date | None, language: str | None
) -> float | None:
    """The model's log odds that these passages answer; None where its server gives no probabilities.

    Raises whatever the model's provider raises.
    """
    messages = prompt(question, evidence, as_of=as_of, language=language, file=SMALL_PROMPT)
    (whether,) = render("answerability")
    return log_odds(model, [*messages[:-1], type(messages[-1])(f"{messages[-1].text}\n\n{whether.text}")])


def informed(belief: float, word: float) -> float:
    """The belief, 0…1, after the model's word."""
    known = weights()
    return 1.0 / (1.0 + math.exp(-(known.intercept + known.belief * odds(belief) + known.word * word)))


def odds(belief: float) -> float:
    """The belief as log odds."""
    sure = min(1.0 - _LEAST, max(_LEAST, belief))
    return math.log(sure / (1.0 - sure))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship."""
    return Weights.model_validate_json(WEIGHTS.read_bytes())
