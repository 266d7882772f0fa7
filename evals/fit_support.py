"""Fits the weights of `support` on human judgements of claims, and says how well they do on claims left out.

    python -m evals.fit_support ../shared/bench/wice/claims.jsonl ../shared/bench/expertqa/claims.jsonl [--write]

Each file counts as much as the other, and in each, supported claims as much as the rest: the belief is calibrated to
a passage that is as likely to support as not. Claims that share their evidence stay in one fold.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.metrics import balanced_accuracy_score, brier_score_loss, f1_score
from sklearn.model_selection import GroupKFold

from evals.fitting import write
from rag.verification.features import NAMES, features
from rag.verification.support import WEIGHTS
from rag.verification.verify import judge, nearest

FOLDS = 5
PENALTY = 1.0

Weights = NDArray[np.float64]
"""The intercept, then a weight for each of NAMES."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One claim with its figures, its human label, and what the verifier's rules say of it."""

    origin: str
    group: str
    figures: tuple[float, ...]
    supported: bool
    stands: bool


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights fitted on all claims")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    rows = [row for path in options.claims for row in read(path)]
    print(f"{len(rows)} claims, {1000 * (time.perf_counter() - started) / len(rows):.1f} ms a claim")
    beliefs = held_out(rows)
    for origin in sorted({row.origin for row in rows}):
        mine = [i for i, row in enumerate(rows) if row.origin == origin]
        print_figures(origin, [rows[i] for i in mine], beliefs[mine])
    if options.write:
        write(WEIGHTS, "python -m evals.fit_support", ("intercept", *NAMES), fit(rows))


def read(path: Path) -> list[Judged]:
    """The claims of a file, with features as the verifier sees them."""
    return [_judged(path.parent.name, json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _judged(origin: str, claim: dict[str, object]) -> Judged:
    text, evidence = str(claim["claim"]), [str(e) for e in claim["evidence"]]  # type: ignore[attr-defined]
    figures = features(text, nearest(text, evidence), context=" ".join(evidence))
    return Judged(
        origin=origin,
        group=f"{origin} {evidence[0][:200] if evidence else ''}",
        figures=tuple(figures[name] for name in NAMES),
        supported=claim["label"] == "supported",
        stands=judge(text, evidence).stands,
    )


def held_out(rows: Sequence[Judged]) -> NDArray[np.float64]:
    """The belief in each claim by weights fitted without it."""
    beliefs = np.zeros(len(rows))
    for kept, left in GroupKFold(FOLDS).split(rows, groups=[row.group for row in rows]):
        weights = fit([rows[i] for i in kept])
        beliefs[left] = 1 / (1 + np.exp(-_figures([rows[i] for i in left]) @ weights))
    return beliefs


def fit(rows: Sequence[Judged]) -> Weights:
    """A logistic regression in which each file, and each answer within it, weighs the same.

    No weight is negative: every figure means agreement, and a rare one must not turn against its meaning by chance.
    """
    counts = Counter((row.origin, row.supported) for row in rows)
    share = np.array([len(rows) / len(counts) / counts[row.origin, row.supported] for row in rows])
    sign = np.array([1.0 if row.supported else -1.0 for row in rows])
    figures = _figures(rows)

    def loss(weights: Weights) -> tuple[float, Weights]:
        margin = sign * (figures @ weights)
        slope = -share * sign / (1 + np.exp(margin))
        penalty = np.concatenate([[0.0], weights[1:]])
        total = float(share @ np.logaddexp(0, -margin) + PENALTY * penalty @ penalty / 2)
        return total, figures.T @ slope + PENALTY * penalty

    bounds = [(None, None)] + [(0.0, None)] * len(NAMES)
    found: Weights = minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B").x
    return found


def _figures(rows: Sequence[Judged]) -> NDArray[np.float64]:
    return np.array([(1.0, *row.figures) for row in rows])


def print_figures(origin: str, rows: Sequence[Judged], beliefs: NDArray[np.float64]) -> None:
    truth = [row.supported for row in rows]
    said = {
        "rules": [row.stands for row in rows],
        "belief at .5": list(beliefs >= 0.5),
        "rules and belief": [row.stands and belief >= 0.5 for row, belief in zip(rows, beliefs, strict=True)],
    }
    print(f"\n{origin}: {len(rows)} claims, {sum(truth)} supported, Brier {brier_score_loss(truth, beliefs):.3f}")
    for name, answer in said.items():
        f1, balanced = f1_score(truth, answer), balanced_accuracy_score(truth, answer)
        print(f"  {name:18} F1 {f1:.3f}  balanced accuracy {balanced:.3f}")


if __name__ == "__main__":
    main()
