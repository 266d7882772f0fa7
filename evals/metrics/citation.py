"""Citation recall and precision of one answer.

Source: Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE, EMNLP 2023),
section 3.3. Recall: the share of sentences that their cited passages, taken together, support. Precision: the
share of citations that matter: the sentence is supported, and either this passage supports it alone or the
others without it do not. The judge is passed in (ALCE used an NLI model), so every report has to name it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Judge = Callable[[str, Sequence[str]], bool]
"""(sentence, passages) → do the passages together support the sentence?"""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A sentence of an answer with the passages that it cites."""

    text: str
    passages: tuple[str, ...]


def citation_recall(claims: Sequence[Claim], judge: Judge) -> float | None:
    """A sentence without a citation counts as not supported; None for an answer without sentences."""
    if not claims:
        return None
    return sum(_supported(claim, judge) for claim in claims) / len(claims)


def citation_precision(claims: Sequence[Claim], judge: Judge) -> float | None:
    """None for an answer without citations."""
    if not any(claim.passages for claim in claims):
        return None
    precise = sum(sum(_precise(claim, judge)) for claim in claims)
    return precise / sum(len(claim.passages) for claim in claims)


def _supported(claim: Claim, judge: Judge) -> bool:
    return bool(claim.passages) and judge(claim.text, claim.passages)


def _precise(claim: Claim, judge: Judge) -> list[bool]:
    if not _supported(claim, judge):
        return [False] * len(claim.passages)
    return [_matters(claim, position, judge) for position in range(len(claim.passages))]


def _matters(claim: Claim, position: int, judge: Judge) -> bool:
    alone = claim.passages[position : position + 1]
    others = claim.passages[:position] + claim.passages[position + 1 :]
    return judge(claim.text, alone) or not judge(claim.text, others)
