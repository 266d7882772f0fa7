"""Whether a passage says what a sentence says, by the claim reader's word and by shared words together.

The claim reader (`rag.models.readers`) is taught on claims with evidence; shared words speak for what it has not
learnt. A logistic regression of both; `python -m evals.training.fit_support` fits one, the file says how its own came.
"""

import math
import re
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.language.align import coverage
from rag.language.dates import spelled, weekdays
from rag.language.quantities import numbers
from rag.language.quantities.notation import english
from rag.models.readers import Stance
from rag.models.verifier import Verifier, chosen
from rag.types import Support, Verdict
from rag.verification.pair import Pair

WEIGHTS = Path(__file__).with_name("support.json")

STANDS = 0.5
"""Belief from which on a sentence is supported."""

PARTLY = 0.35
"""Share of the sentence's words from which on a passage that does not support it says a part of it."""

OTHERWISE = 0.9
"""Share of `contradicted` from which on no sentence stands, however many words it shares (design/LOG.md)."""

UNMENTIONED = 0.6
"""Share of `unmentioned` from which on no sentence stands that has a word of its own: one that the passage does not
say makes it untrue, however many it shares (design/log/2026-12-01.md)."""

CERTAIN = 6.0
"""Log odds beyond which the claim reader is no surer."""


class Weights(BaseModel):
    """Of the intercept, the share of covered words, and the claim reader's log odds of `supported`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fitted_by: str
    intercept: float
    covered: float
    reader: float


def supported(pair: Pair) -> Verdict:
    """The verdict by meaning alone; `score` is the belief in 0…1 that the passage supports the sentence."""
    covered, stance = figures(pair)
    value = believe(covered, log_odds(stance))
    if stance.contradicted >= OTHERWISE:
        return Verdict(support=Support.PARTLY, reason="The passage seems to say otherwise.", score=min(value, STANDS))
    if value >= STANDS and (covered >= 1 or stance.unmentioned < UNMENTIONED):
        return Verdict(support=Support.SUPPORTED, reason="The passage says this in other words.", score=value)
    value = min(value, STANDS)
    if covered >= PARTLY:
        return Verdict(support=Support.PARTLY, reason="The passage says only part of this.", score=value)
    return Verdict(support=Support.UNSUPPORTED, reason="The passage does not say this.", score=value)


def figures(pair: Pair) -> tuple[float, Stance]:
    """The share of the sentence's content words that the aligned part and the context have, and how that part, alone
    or with a sentence before and behind, stands to it: whichever supports it more."""
    sentence, text, around = (_plain(text, pair) for text in (pair.sentence, pair.text, pair.around))
    wanted = numbers.plain_content(sentence)
    have = [*numbers.plain_content(text), *numbers.plain_content(pair.context)]
    texts = tuple(dict.fromkeys(text for text in (text, around) if text))
    best = max(_read(chosen(), sentence, texts), key=lambda s: s.supported, default=NOTHING)
    return coverage(wanted, have), best


def log_odds(stance: Stance) -> float:
    """Of `supported` against the rest, clipped."""
    share = min(max(stance.supported, 1e-4), 1 - 1e-4)
    return max(-CERTAIN, min(CERTAIN, math.log(share / (1 - share))))


def believe(covered: float, reader: float) -> float:
    """Probability of support."""
    known = weights()
    return 1 / (1 + math.exp(-(known.intercept + known.covered * covered + known.reader * reader)))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship."""
    return Weights.model_validate_json(WEIGHTS.read_bytes())


_GROUPS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
"""Between groups of three: one side may write 1.250.000 where the other writes 1,250,000, and digits alone are left of
the former."""

NOTHING = Stance(supported=0.0, partial=0.0, contradicted=0.0, unmentioned=1.0)


def _plain(text: str, pair: Pair) -> str:
    """As the reader knows numbers and dates."""
    weekday = text != pair.sentence and bool(weekdays(pair.sentence))
    return spelled(_GROUPS.sub("", english(text)), pair.published, weekday=weekday)


@lru_cache(maxsize=2_000)
def _read(judge: Verifier, sentence: str, texts: tuple[str, ...]) -> tuple[Stance, ...]:
    return tuple(judge(sentence, texts))
