"""A second opinion on what the rules let stand, by the chat model's own word.

"Rounded arches were invented by the Normans" has every name and most words of a passage that tells of Norman arches
and of no invention. The rules of `verify` cannot see that; the model that wrote it can, asked with nothing but
the cited passage before it, for then it need please nobody. The request begins as the answer's does: where it was
drawn from the passage that the model read first, a server with a prompt cache need not read that again.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel

from rag import word
from rag.generation.stream import passages_text
from rag.models.capacity import SMALL
from rag.names import missing, names
from rag.prompts import render
from rag.types import AnswerSentence, Evidence, Support, Verdict

LEAST = 0.2
"""Log odds of yes below which a sentence does not stand; `design/LOG.md` has what was above and below."""
UNSEEN = 0.8
"""The same, where the small reader (`rag.reader`) sees no answer in what is cited."""
SEEN = 0.5
"""Share from which on the small reader sees one."""
SURE = 2.0
"""Log odds again, where too little speaks for the passages by themselves."""
INSISTED = 1.0
"""The same of an answer that a model gave only when it might not say "not found" (design/LOG.md)."""
MOST = 3
"""Sentences of an answer that are asked about: each costs the small model a few seconds."""
DOUBTED = Verdict(
    support=Support.PARTLY, reason="asked whether the passage says this, the model itself says no", score=0.4
)

_WRITTEN = re.compile(r"\b(?:who|by whom)\b(?: \w+){0,2} (?:wrote|written|writes)\b|\bauthor\b", re.IGNORECASE)


def review(
    model: BaseChatModel,
    question: str,
    sentences: Sequence[AnswerSentence],
    evidence: Sequence[Evidence],
    *,
    least: float = LEAST,
) -> tuple[AnswerSentence, ...]:
    """The sentences, with the verdicts of those that are doubted lowered.

    Quotations are not asked about: their passage has them, whether they answer or not. So where more than LEAST is
    wanted they do not stand. Nor about who wrote something, where that is the author of what is cited: the model takes
    its passage for somebody's words and doubts that. Raises whatever the model's provider raises.
    """
    standing = [s for s in sentences if s.verdict.stands]
    credited = [s for s in standing if _credits(question, s, evidence)]
    asked = [s for s in standing if s.verdict.support is not Support.VERBATIM and s not in credited][:MOST]
    denied = {s for s in asked if _denies(model, s, evidence, least)}
    if least > LEAST:
        denied |= {s for s in standing if s not in (*asked, *credited)}
    return tuple(replace(s, verdict=_lowered(s.verdict)) if s in denied else s for s in sentences)


def doubted(sentence: AnswerSentence) -> bool:
    """Whether a review has lowered its verdict."""
    return sentence.verdict.reason == DOUBTED.reason


def _credits(question: str, sentence: AnswerSentence, evidence: Sequence[Evidence]) -> bool:
    """Whether it names, to one who asks who wrote something, the author of all that it cites."""
    cited = {c.number for c in sentence.citations}
    authors = {item.author for item in evidence if item.number in cited}
    named = [names(f"x {author}") for author in authors if author]
    written = bool(_WRITTEN.search(question)) and len(named) == len(authors)
    return written and not any(missing(name, sentence.text) for name in named)


def _denies(model: BaseChatModel, sentence: AnswerSentence, evidence: Sequence[Evidence], least: float) -> bool:
    numbers = {c.number for c in sentence.citations}
    cited = [item for item in evidence if item.number in numbers]
    wanted = max(least, UNSEEN) if all(item.answers < SEEN for item in cited) else least
    passages = passages_text(cited)
    opening = render(SMALL.prompt, passages="", question="", notes="")[:1]
    odds = word.log_odds(model, [*opening, *render("opinion", passages=passages, statement=sentence.text)])
    return odds < wanted if odds is not None else least > LEAST


def _lowered(verdict: Verdict) -> Verdict:
    return replace(DOUBTED, score=min(verdict.score, DOUBTED.score))
