"""Fits what the claim reader's word and shared words count together, on the claim rows that it was not taught on.

python -m evals.training.fit_support ROWS [--limit N] [--write]
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evals.progress import Progress
from evals.training.figures import auc
from evals.training.logistic import balanced_logistic
from evals.training.rows import claims
from rag.verification.pair import Pair
from rag.verification.support import WEIGHTS, Weights, figures, log_odds

PENALTY = 0.001
COMMAND = "python -m evals.training.fit_support"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--limit", type=int, default=1200)
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args(arguments)
    kept = [row for row in claims(options.rows) if row.held_out and row.lang == "en"]
    kept = random.Random(0).sample(kept, min(options.limit, len(kept)))
    progress = Progress("claims", len(kept))
    table = []
    for row in kept:
        covered, stance = figures(Pair(row.claim, row.evidence))
        table.append([1.0, covered, log_odds(stance)])
        progress.step()
    right = [row.label == "supported" for row in kept]
    made = np.array(table)
    found = balanced_logistic(made, [("claims", yes) for yes in right], PENALTY)
    for name, scores in (("words", made[:, 1]), ("reader", made[:, 2]), ("together", made @ found)):
        print(f"{name}: AUC {auc(scores, right) or 0:.3f} of {len(right)}")
    weights = Weights(fitted_by=COMMAND, intercept=round(float(found[0]), 4), covered=round(float(found[1]), 4),
                      reader=round(float(found[2]), 4))  # fmt: skip
    print(weights)
    if options.write:
        WEIGHTS.write_text(weights.model_dump_json(indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
