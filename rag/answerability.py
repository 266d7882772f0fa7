"""Whether the passages answer, by the chat model's own word.

The request begins as the answer's does, so that a server with a prompt cache reads the passages once for both.
"""

from collections.abc import Sequence
from datetime import date

from langchain_core.language_models import BaseChatModel

from rag import word
from rag.generation.stream import prompt
from rag.prompts import render
from rag.types import Evidence


def log_odds(
    model: BaseChatModel, question: str, evidence: Sequence[Evidence], *, as_of: date | None = None
) -> float | None:
    """log P(yes) − log P(no); None where the server gives no probabilities. Raises what the provider raises."""
    return word.log_odds(model, prompt(question, evidence, as_of=as_of, note=str(render("answerability")[0].content)))
