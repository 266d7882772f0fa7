"""Fits the weights of `rag.abstain` on answerable and unanswerable questions, and prints the curve on those left out.

    python -m evals.fit_abstain ../shared/bench/{clapnq,squad2,news} [--limit N] [--cache DIR] [--write]

Every set weighs the same, and in each, answerable questions as much as the others. Half of the documents is fitted on;
what is printed, and what the thresholds of the documentation come from, is the other half. No LLM is asked. The small
reader was taught on the first half (`evals.reader`), so nothing is fitted with it: it only counts in what is printed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from evals.bench.halves import question_held_out
from evals.bench.questions import as_question, open_question_bed
from evals.bench.stage import Options
from evals.fitting import asking, balanced_logistic, options, write
from evals.progress import Progress
from evals.systems.dossier import open_search
from rag.abstain import SIGNS, WEIGHTS, reading, signs

PENALTY = 0.001
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)

Weights = NDArray[np.float64]
"""The intercept, then a weight for each of SIGNS."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with the signs of its passages (a row each), what the reader adds to each, and whether it has an
    answer."""

    origin: str
    held_out: bool
    answerable: bool
    passages: NDArray[np.float64]
    read: NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, arguments)
    rows = [row for folder in chosen.folders for row in read(asking(folder, chosen))]
    weights = fit([row for row in rows if not row.held_out])
    for origin in sorted({row.origin for row in rows}):
        print_curve(origin, [row for row in rows if row.held_out and row.origin == origin], weights)
    if chosen.write:
        write(WEIGHTS, "python -m evals.fit_abstain", ("intercept", *SIGNS), weights)


def read(options: Options) -> Iterator[Asked]:
    with open_question_bed(options) as (bed, questions):
        assistant = open_search(bed).assistant
        progress = Progress(f"evidence of {options.bench}", len(questions))
        for row in questions:
            standalone, evidence = assistant.retrieve(as_question(row, bed))
            progress.step()
            if evidence:
                found = [signs(standalone, item) for item in evidence]
                yield Asked(
                    origin=options.bench,
                    held_out=question_held_out(row),
                    answerable=row.answerable,
                    passages=np.array([[1.0, *(item[name] for name in SIGNS)] for item in found]),
                    read=np.array([reading(item) for item in evidence]),
                )


def fit(rows: Sequence[Asked]) -> Weights:
    """A logistic regression on each question's passage with the most signs; no weight but the intercept is negative."""
    best = np.array([row.passages[row.passages.sum(axis=1).argmax()] for row in rows])
    return balanced_logistic(best, [(row.origin, row.answerable) for row in rows], PENALTY)


def print_curve(origin: str, rows: Sequence[Asked], weights: Weights) -> None:
    """The curve of the rows under the weights."""
    belief = np.array([1 / (1 + np.exp(-(row.passages @ weights + row.read).max())) for row in rows])
    print_curves(origin, np.array([row.answerable for row in rows]), belief)


def print_curves(origin: str, answerable: NDArray[np.bool_], belief: NDArray[np.float64]) -> None:
    """False answers and false refusals at each threshold, and the area under the curve."""
    area = roc_auc_score(answerable, belief)
    print(f"\n{origin}: {len(belief)} questions left out, {answerable.sum()} answerable, AUC {area:.3f}")
    tried = [belief >= t for t in THRESHOLDS]
    print("threshold      " + "".join(f"{t:7.2f}" for t in THRESHOLDS))
    print("false answers  " + "".join(f"{t[~answerable].mean():7.2f}" for t in tried))
    print("false refusals " + "".join(f"{(~t)[answerable].mean():7.2f}" for t in tried), flush=True)


if __name__ == "__main__":
    main()
