"""Evidence → the model's streamed words. Builds the prompt; knows nothing of citations or verdicts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from index.day import in_words
from index.raised import without_notes
from rag.language.discourse.orders import without_orders
from rag.models.capacity import SMALL_PROMPT
from rag.prompts import render
from rag.types import Evidence
from rag.verification.markers import unmarked

SENTINEL = "NOT FOUND"
"""What the prompt asks the model to write when the passages do not answer."""

_REASONS = ("finish_reason", "stop_reason", "done_reason")
_CUT = frozenset(("length", "max_tokens", "MAX_TOKENS"))
"""How providers say that an answer ended at the longest that was allowed."""
_FENCE = re.compile(r"</?\s*passages\s*>", re.IGNORECASE)
_SENTINEL = re.compile(r"\W*not found\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Delta:
    """A piece of the model's text and, with the last one, the tokens that were counted, and whether it was cut off at
    the longest answer allowed."""

    text: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cut: bool = False


def stream(
    model: BaseChatModel,
    question: str,
    evidence: Sequence[Evidence],
    *,
    as_of: date | None = None,
    language: str | None = None,
    file: str,
) -> Iterator[Delta]:
    """The model's answer as it comes, asked for by the prompt `file`."""
    for chunk in model.stream(prompt(question, evidence, as_of=as_of, language=language, file=file)):
        usage = getattr(chunk, "usage_metadata", None) or {}
        yield Delta(
            text=str(chunk.text),
            prompt_tokens=usage.get("input_tokens"),
            completion_tokens=usage.get("output_tokens"),
            cut=any(chunk.response_metadata.get(name) in _CUT for name in _REASONS),
        )


def prompt(
    question: str,
    evidence: Sequence[Evidence],
    *,
    as_of: date | None = None,
    language: str | None = None,
    file: str,
) -> list[BaseMessage]:
    """The messages that ask for an answer. A small model is given bare text: what stands before a passage it copies."""
    notes = f"\nAnswer as of {in_words(as_of)}." if as_of else ""
    notes += f"\nAnswer in {language}." if language else ""
    passages = bare_text(evidence) if file == SMALL_PROMPT else passages_text(evidence)
    return render(file, passages=passages, question=question, notes=notes)


def passages_text(evidence: Sequence[Evidence]) -> str:
    """The passages a line each, numbered from 1, with origin and date."""
    return "\n".join(_passage(number, item) for number, item in enumerate(evidence, start=1))


def bare_text(evidence: Sequence[Evidence]) -> str:
    """The passages' own words, a line each."""
    return "\n".join(_data(item.text) for item in evidence)


def declined(draft: str) -> bool:
    """Whether the model says that the passages do not answer."""
    return bool(_SENTINEL.match(draft))


def _passage(number: int, evidence: Evidence) -> str:
    author = evidence.author and f"by {evidence.author}"
    origin = ", ".join(
        part for part in (evidence.source or evidence.title, author, in_words(evidence.published)) if part
    )
    return f"[{number}] ({_data(origin)}) {_data(evidence.text)}"


def _data(text: str) -> str:
    """Document text on one line, without its orders, that can neither close the fence nor pass for a passage number."""
    return unmarked(_FENCE.sub(" ", " ".join(without_notes(without_orders(text)).split())))
