"""A second opinion on what the rules let stand, by the chat model's own word.

"Rounded arches were invented by the Normans" has every name and most words of a passage that tells of Norman arches
and of no invention. The rules of `rag.verify` cannot see that; the model that wrote it can, asked with nothing but
the cited passage before it, for then it need please nobody. The request begins as the answer's does: where it was
drawn from the passage that the model read first, a server with a prompt cache need not read that again.
"""

from collections.abc import Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel

from rag import word
from rag.answer import passages_text
from rag.capacity import SMALL
from rag.prompt import render
from rag.types import AnswerSentence, Evidence, Support, Verdict

LEAST = 0.2
"""Log odds of yes below which a sentence does not stand; `design/LOG.md` has what was above and below."""
SURE = 2.0
"""The same, where too little speaks for the passages by themselves."""
INSISTED = 1.0
"""The same of an answer that a model gave only when it might not say "not found" (design/LOG.md)."""
MOST = 3
"""Sentences of an answer that are asked about: each costs the small model a few seconds."""
DOUBTED = Verdict(
    support=Support.PARTLY, reason="asked whether the passage says this, the model itself says no", score=0.4
)


def review(
    model: BaseChatModel, sentences: Sequence[AnswerSentence], evidence: Sequence[Evidence], *, least: float = LEAST
) -> tuple[AnswerSentence, ...]:
    """The sentences, with the verdicts of those that are doubted lowered.

    Quotations are not asked about: their passage has them, whether they answer or not. So where more than LEAST is
    wanted they do not stand. Raises whatever the model's provider raises.
    """
    standing = [s for s in sentences if s.verdict.stands]
    asked = [s for s in standing if s.verdict.support is not Support.VERBATIM][:MOST]
    denied = {s for s in asked if _denies(model, s, evidence, least)}
    if least > LEAST:
        denied |= {s for s in standing if s not in asked}
    return tuple(replace(s, verdict=_lowered(s.verdict)) if s in denied else s for s in sentences)


def doubted(sentence: AnswerSentence) -> bool:
    """Whether a review has lowered its verdict."""
    return sentence.verdict.reason == DOUBTED.reason


def _denies(model: BaseChatModel, sentence: AnswerSentence, evidence: Sequence[Evidence], least: float) -> bool:
    cited = {c.number for c in sentence.citations}
    passages = passages_text([item for item in evidence if item.number in cited])
    opening = render(SMALL.prompt, passages="", question="", notes="")[:1]
    odds = word.log_odds(model, [*opening, *render("opinion", passages=passages, statement=sentence.text)])
    return odds < least if odds is not None else least > LEAST


def _lowered(verdict: Verdict) -> Verdict:
    return replace(DOUBTED, score=min(verdict.score, DOUBTED.score))
