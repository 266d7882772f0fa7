"""Whether a quotation tells the answer by itself, by the chat model's own word.

A small model that is given a page overlooks the line that answers, and lines are quoted that only share the question's
words. Given one line it knows better than any rule here which of the two it is (design/LOG.md).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from langchain_core.language_models import BaseChatModel

from rag.answerability import log_odds
from rag.generation.generate import placed
from rag.types import AnswerSentence, Evidence

TELLING = 0.8
"""Log odds of yes from which on a quotation answers (design/LOG.md)."""
TELLING_DOUBTED = 1.35
"""The same where the passages are not believed to answer, or the model doubts what it made of them."""


def telling(
    model: BaseChatModel,
    question: str,
    quoted: Sequence[AnswerSentence],
    evidence: Sequence[Evidence],
    *,
    least: float,
    as_of: date | None,
) -> list[AnswerSentence]:
    """The sentences of the passages that tell the answer, each by one of its sentences alone. Where one does by
    `least`, others are told at TELLING, which is no more: they may be another side. All where the server gives no
    probabilities.

    Raises whatever the model's provider raises.
    """
    numbered = {item.number: item for item in evidence}
    odds: dict[int, float] = {}
    for sentence in quoted:
        (citation,) = sentence.citations
        alone = replace(numbered[citation.number], start=citation.start, end=citation.end, text=citation.quote)
        said = log_odds(model, question, [alone], as_of=as_of)
        if said is None:
            return list(quoted)
        odds[citation.number] = max(said, odds.get(citation.number, said))
    if max(odds.values(), default=least) < least:
        return []
    return placed(s for s in quoted if odds[s.citations[0].number] >= TELLING)
