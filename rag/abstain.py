"""Whether the evidence can answer the question at all, decided before the model speaks and after.

Small models do not refuse by themselves: of 12 unanswerable questions a 0.5B model declined none. Nor do they answer
by themselves: offered a way out, the 1.5B model takes it although the answer stands in the passage.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from rag.language.align import coverage
from rag.language.names import missing as missing_names
from rag.language.names import names
from rag.language.numbers import Quantity, quantities
from rag.language.numbers import missing as missing_numbers
from rag.language.words import content
from rag.question.answer_type import offers, wanted
from rag.question.author import tells
from rag.types import Evidence
from rag.weights import load

WEIGHTS = Path(__file__).with_name("abstain_weights.json")
"""A logistic regression over SIGNS; made by `python -m evals.fit_abstain`."""

WORD_WEIGHTS = Path(__file__).with_name("answerability_weights.json")
"""How the belief and the chat model's own word count together; made by `python -m evals.fit_answerability`."""

SIGNS = ("meaning", "words", "present")
"""Cosine of the passage's nearest sentence in its context; share of the question's content words that the passage has;
1 / (1 + n) for n names and numbers of the question that neither the passage nor its origin has."""

READER = 0.1
"""What the small reader's log odds (`rag.reader`) count beside SIGNS, which are fitted without it: it was taught on the
half of the documents that they are fitted on. By the curves of design/LOG.md."""

CERTAIN = 7.0
"""Log odds beyond which the small reader is no surer."""

FOUND = 0.9
"""From where on the small reader finds the answer in a passage."""

COVERED = 0.5
"""Share of the question's content words without which a passage is about something else."""

NEAR = 0.65
"""Share of the best belief below which it does not matter that a passage fits."""

LISTED = 12
"""A number up to this may count what a passage lists without counting."""

HOPELESS = 0.15
"""Belief below which no model is asked: it would read for seconds, and its word would not turn the decision."""

NEVER = 1e-6
"""No belief is nearer to 0 or 1 than this: its log odds stay finite."""


@dataclass(frozen=True, kw_only=True)
class Belief:
    """`value` in 0…1: that the evidence answers the question. `absent` are names and numbers that it lacks anywhere;
    `fits` whether the best passage has an answer of the kind asked for and everything the question names."""

    value: float
    absent: tuple[str, ...]
    fits: bool = False


def origin(evidence: Evidence) -> str:
    """What is known of a passage beside its text, as context for names and dates."""
    published = evidence.published and f"{evidence.published:%d %B %Y}"
    parts = (evidence.title, evidence.source, evidence.author, published, *evidence.people, *evidence.topics)
    return ". ".join(str(p) for p in parts if p)


def absent(question: str, passage: str) -> tuple[str, ...]:
    """Proper names and numbers of the question that a passage (with its origin) does not have."""
    lacking_names = missing_names(names(question), passage)
    lacking_numbers = missing_numbers(quantities(question), quantities(passage))
    said = [re.sub(r"['’]s$", "", str(n)) for n in lacking_names if n.sure]
    named = {word for name in said for word in name.split()}
    said += [n.raw for n in lacking_numbers if not _may_be_told(n, question) and n.raw not in named]
    return tuple(dict.fromkeys(said))


def _may_be_told(number: Quantity, question: str) -> bool:
    """ "The three concepts" or "2 facts about" may stand in a passage as a list of them, and "double" as two sums;
    "Article 6" is a name.
    """
    if number.unit == "times":
        return True
    named = re.search(rf"(?<=\S )[A-Z][\w-]*\s+{re.escape(number.raw)}\b", question)
    return not number.unit and number.value <= LISTED and not named


def believe(question: str, evidence: Sequence[Evidence]) -> Belief:
    """The belief in the best passage, and whether it or one near to it fits; no evidence, no belief."""
    beliefs = [judge(question, item) for item in evidence]
    best = max(beliefs, key=lambda b: b.value, default=Belief(value=0.0, absent=()))
    nowhere = tuple(a for a in best.absent if all(a in b.absent for b in beliefs))
    return Belief(value=best.value, absent=nowhere, fits=any(b.fits and b.value >= NEAR * best.value for b in beliefs))


def finds(item: Evidence) -> bool:
    """Whether the small reader (`rag.reader`) finds the answer in the passage."""
    return item.answers >= FOUND


def finds_fitting(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether it does in a passage that fits."""
    return any(finds(item) and judge(question, item).fits for item in evidence)


def informed(belief: Belief, log_odds: float) -> Belief:
    """The belief after the chat model was asked too (`rag.answerability`)."""
    weights = load(WORD_WEIGHTS)
    found = weights["intercept"] + weights["belief"] * odds(belief.value) + weights["model"] * log_odds
    return replace(belief, value=_share(found))


@lru_cache(maxsize=64)  # asked when deciding, when choosing what the model reads, and when quoting
def judge(question: str, item: Evidence) -> Belief:
    """The belief that one passage answers."""
    passage = f"{origin(item)}. {item.text}"
    lacking = absent(question, passage)
    weights = load(WEIGHTS)
    found = _signs(question, item, lacking)
    value = _share(weights["intercept"] + sum(weights[name] * found[name] for name in SIGNS) + reading(item))
    about = coverage(content(question), content(f"{item.title}. {_said(question, item)}")) >= COVERED
    fits = not lacking and about and offers(item.text, wanted(question), question, author=item.author)
    return Belief(value=value, absent=lacking, fits=fits)


def _said(question: str, item: Evidence) -> str:
    """The passage, with the name of its author where it is his words that are asked for."""
    return f"{item.author}. {item.text}" if tells(question, item.author) else item.text


def signs(question: str, item: Evidence) -> dict[str, float]:
    """What speaks for a passage as an answer, each of SIGNS in 0…1."""
    return _signs(question, item, absent(question, f"{origin(item)}. {item.text}"))


def reading(item: Evidence) -> float:
    """What the small reader adds to the log odds of the belief in a passage."""
    return READER * max(-CERTAIN, min(CERTAIN, odds(item.answers)))


def odds(share: float) -> float:
    """The log odds of a share in 0…1; finite at its ends."""
    known = min(max(share, NEVER), 1 - NEVER)
    return math.log(known / (1 - known))


def _share(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds))


def _signs(question: str, item: Evidence, lacking: Sequence[str]) -> dict[str, float]:
    return {
        "meaning": item.meaning,
        "words": coverage(content(question), content(_said(question, item))),
        "present": 1 / (1 + len(lacking)),
    }
