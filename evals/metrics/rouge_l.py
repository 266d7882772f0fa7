"""ROUGE-L: F1 over the longest common subsequence of words.

Source: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004), with the tokenisation of
Google's rouge_score without stemming (lower case, runs of letters and digits); the best reference counts.
"""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")


def rouge_l(answer: str, gold: Sequence[str]) -> float | None:
    """0 to 1; None without gold answers."""
    said = _WORD.findall(answer.lower())
    return max((_f1(said, _WORD.findall(wanted.lower())) for wanted in gold), default=None)


def _f1(said: list[str], wanted: list[str]) -> float:
    common = _longest_common(said, wanted)
    return 2 * common / (len(said) + len(wanted)) if common else 0.0


def _longest_common(left: list[str], right: list[str]) -> int:
    row = [0] * (len(right) + 1)
    for word in left:
        previous = row
        row = [0]
        for column, other in enumerate(right, start=1):
            row.append(previous[column - 1] + 1 if word == other else max(previous[column], row[-1]))
    return row[-1]
