"""A second opinion on a sentence that the rules let stand: does its passage say it, by the chat model's own word?

"Rounded arches were invented by the Normans" has every name and most words of a passage that tells of Norman arches
and of no invention. The rules of `rag.verify` cannot see that; the model that wrote it can, asked with nothing but
that passage before it, for it need not please anybody then.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel

from rag import word
from rag.answer import passages_text
from rag.generate import Generated
from rag.prompt import render
from rag.types import AnswerSentence, Evidence, Support, Verdict

LEAST = 0.5
"""Log odds of yes below which a sentence does not stand. Of 12 wrong sentences 6 were below, of 40 right ones none."""
MOST = 3
"""Sentences of an answer that are asked about: each costs the small model a few seconds."""

DOUBTED = Verdict(
    support=Support.PARTLY, reason="asked whether the passage says this, the model itself says no", score=0.4
)


def review(
    model: BaseChatModel, written: Generated, evidence: Sequence[Evidence], *, clock: Callable[[], float]
) -> Generated:
    """The answer with the verdicts of doubted sentences lowered. Quotations need no opinion.

    Raises whatever the model's provider raises.
    """
    before = clock()
    asked = [s for s in written.sentences if s.verdict.stands and s.verdict.support is not Support.VERBATIM][:MOST]
    doubted = [s for s in asked if _doubts(model, s, evidence)]
    sentences = tuple(replace(s, verdict=_lowered(s.verdict)) if s in doubted else s for s in written.sentences)
    return replace(written, sentences=sentences, verify_s=(written.verify_s or 0.0) + clock() - before)


def _doubts(model: BaseChatModel, sentence: AnswerSentence, evidence: Sequence[Evidence]) -> bool:
    cited = {c.number for c in sentence.citations}
    passages = passages_text([e for e in evidence if e.number in cited])
    odds = word.log_odds(model, render("opinion", passages=passages, statement=sentence.text))
    return odds is not None and odds < LEAST


def _lowered(verdict: Verdict) -> Verdict:
    return replace(DOUBTED, score=min(verdict.score, DOUBTED.score))
