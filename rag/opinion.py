"""A second opinion on what the rules let stand, by the chat model's own word.

"Rounded arches were invented by the Normans" has every name and most words of a passage that tells of Norman arches
and of no invention; a sentence copied word for word may answer another question. The rules of `rag.verify` cannot see
that. The model that wrote it can, asked with nothing before it but the passage or the quotation itself: then it need
please nobody.
"""

from collections.abc import Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel

from rag import word
from rag.answer import passages_text
from rag.prompt import render
from rag.types import AnswerSentence, Evidence, Support, Verdict

LEAST = 0.5
"""Log odds of yes below which a sentence does not stand; `design/LOG.md` has what was above and below."""
MOST = 3
"""Written sentences of an answer that are asked about: each costs the small model a few seconds."""

NOT_SAID = "asked whether the passage says this, the model itself says no"
NO_ANSWER = "the passage has these words, but asked whether they answer the question, the model says no"


def review(
    model: BaseChatModel, question: str, sentences: Sequence[AnswerSentence], evidence: Sequence[Evidence]
) -> tuple[AnswerSentence, ...]:
    """The sentences, with the verdicts of those that are doubted lowered: written ones each by itself, quotations all
    together, for one may lean on another. Raises whatever the model's provider raises.
    """
    standing = [s for s in sentences if s.verdict.stands]
    quoted = [s for s in standing if s.verdict.support is Support.VERBATIM]
    written = [s for s in standing if s.verdict.support is not Support.VERBATIM][:MOST]
    doubts = {s: NOT_SAID for s in written if _denies(model, "opinion", _read(s, evidence), statement=s.text)}
    if quoted and _denies(model, "pertinence", _quotations(quoted, evidence), question=question):
        doubts |= dict.fromkeys(quoted, NO_ANSWER)
    return tuple(replace(s, verdict=_doubted(s.verdict, doubts[s])) if s in doubts else s for s in sentences)


def _denies(model: BaseChatModel, prompt: str, passages: Sequence[Evidence], **values: str) -> bool:
    odds = word.log_odds(model, render(prompt, passages=passages_text(passages), **values))
    return odds is not None and odds < LEAST


def _read(sentence: AnswerSentence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The passages that it cites."""
    cited = {c.number for c in sentence.citations}
    return [item for item in evidence if item.number in cited]


def _quotations(sentences: Sequence[AnswerSentence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """The quoted words of each passage in place of the passage."""
    words: dict[int, list[str]] = {}
    for sentence in sentences:
        words.setdefault(sentence.citations[0].number, []).append(sentence.text)
    return [replace(item, text=" ".join(words[item.number])) for item in evidence if item.number in words]


def _doubted(verdict: Verdict, reason: str) -> Verdict:
    return Verdict(support=Support.PARTLY, reason=reason, score=min(verdict.score, 0.4))
