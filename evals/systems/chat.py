"""A plain chat model as a system: text out, no citations, no outcome of its own."""

import time
from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from evals.errors import UnderTestError
from evals.suites.reply import Read, Reply, Said
from evals.systems.refusal_phrases import refuses
from index.sentence import split
from rag.models.failures import explain
from rag.types import Outcome, Usage


def converse(
    model: BaseChatModel,
    name: str,
    messages: Sequence[BaseMessage],
    question: str,
    read: Sequence[Read],
    started: float,
) -> Reply:
    """The reply to the messages; `started` is when the question was asked. Raises UnderTestError."""
    evidence_s = time.perf_counter() - started
    text, first_token_s, prompt_tokens, completion_tokens = "", None, None, None
    try:
        for chunk in model.stream(list(messages)):
            text += str(chunk.text)
            first_token_s = first_token_s or (time.perf_counter() - started if text else None)
            usage = getattr(chunk, "usage_metadata", None) or {}
            prompt_tokens = usage.get("input_tokens", prompt_tokens)
            completion_tokens = usage.get("output_tokens", completion_tokens)
    except Exception as error:  # every provider has its own tree; ours says what to do
        failure = explain(error, name)
        raise UnderTestError(failure.message, hint=f"{failure.hint} Finished rows are kept.") from error
    text = text.strip()
    return Reply(
        question=question,
        standalone=question,
        outcome=Outcome.DECLINED if refuses(text) else Outcome.ANSWERED,
        text=text,
        sentences=tuple(Said(text=sentence.text) for sentence in split(text)),
        evidence=tuple(read),
        model=name,
        draft=text,
        cites=False,
        timing=Usage(
            evidence_s=evidence_s,
            first_token_s=first_token_s,
            total_s=time.perf_counter() - started,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
        ),
    )
