"""Fits the weights of `rag.rank` on question sets, and says how well they do on questions left out.

    python -m evals.fit_rank ../shared/bench/{news,squad2,clapnq} [--limit N] [--cache DIR] [--write]

A sentence is right when the answer stands in it (`evals.metrics.answer_in_evidence`). The weights make a right sentence
likely to come first of all sentences of a question's candidates: softmax over them, the right ones together (the
listwise likelihood of Cao et al. 2007, "Learning to Rank"). Every set weighs the same. Half of the documents is fitted
on, the figures are of the other half, and what is written is fitted on the first half only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from evals.bench.bed import Bed
from evals.bench.halves import question_held_out
from evals.bench.questions import as_question, open_question_bed
from evals.bench.read import QuestionRow
from evals.bench.stage import Options
from evals.fitting import asking, options, write
from evals.metrics.answer_in_evidence import answer_in_evidence
from evals.metrics.mrr import reciprocal_rank_at
from evals.progress import Progress
from rag.question.rewrite import condense
from rag.rank import WEIGHTS, read
from rag.retrieval.hybrid import retrieve
from rag.signs import NAMES, asked, signs
from rag.weights import load

PENALTY = 0.02
FIRST = 12
"""Sentences that a model is given: about as many as 300 tokens hold."""

Figures = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The sentences found for one question: `signs` (a row each, columns as NAMES) and whether each is right."""

    origin: str
    held_out: bool
    signs: Figures
    right: NDArray[np.bool_]


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, arguments)
    rows = [row for folder in chosen.folders for row in rankings(asking(folder, chosen))]
    fitted = fit([row for row in rows if not row.held_out])
    left = [row for row in rows if row.held_out]
    print(f"{len(rows) - len(left)} questions fitted on, {len(left)} left out")
    print_figures("all signs", left, fitted)
    print_figures("all signs alike", left, np.ones(len(NAMES)))
    print_figures("as shipped", left, np.array([load(WEIGHTS)[name] for name in NAMES]))
    for dropped in range(len(NAMES)):
        without = fit([row for row in rows if not row.held_out], without=dropped)
        print_figures(f"without {NAMES[dropped]}", left, without)
    if chosen.write:
        write(WEIGHTS, "python -m evals.fit_rank", NAMES, fitted)


def rankings(options: Options) -> Iterator[Ranking]:
    """One for each answerable question among whose candidates a right and a wrong sentence stand."""
    with open_question_bed(options) as (bed, questions):
        answerable = [q for q in questions if q.answerable and bed.gold(q.gold)]
        progress = Progress(f"sentences of {options.bench}", len(answerable))
        for row in answerable:
            ranking = _ranking(row, bed, options.bench)
            progress.step()
            if ranking is not None:
                yield ranking


def _ranking(row: QuestionRow, bed: Bed, origin: str) -> Ranking | None:
    question = as_question(row, bed)
    standalone = condense(question.text, question.history, None)
    passages = read(retrieve(standalone, bed.library, filters=question.filters), bed.library)
    found = signs(asked(standalone, bed.library, question.as_of), passages)
    texts = [sentence.text for passage in passages for sentence in passage.sentences]
    right = [answer_in_evidence(text, row.answers, row.gold_sentences) == 1.0 for text in texts]
    if not any(right) or all(right):
        return None
    table = [[sentence[name] for name in NAMES] for sentences in found for sentence in sentences]
    return Ranking(origin=origin, held_out=question_held_out(row), signs=np.array(table), right=np.array(right))


def fit(rows: Sequence[Ranking], without: int | None = None) -> Figures:
    """A weight for each of NAMES, none negative: every sign speaks for a sentence. `without` holds one at zero."""
    share = {origin: 1 / sum(row.origin == origin for row in rows) for origin in {row.origin for row in rows}}

    def loss(weights: Figures) -> tuple[float, Figures]:
        total, slope = 0.0, np.zeros_like(weights)
        for row in rows:
            worth = row.signs @ weights
            every = np.exp(worth - worth.max())
            right = every * row.right
            total -= share[row.origin] * float(np.log(right.sum() / every.sum()))
            slope += share[row.origin] * (row.signs.T @ (every / every.sum() - right / right.sum()))
        return total / len(share) + PENALTY * float(weights @ weights) / 2, slope / len(share) + PENALTY * weights

    bounds = [(0.0, 0.0) if at == without else (0.0, None) for at in range(len(NAMES))]
    found: Figures = minimize(loss, np.zeros(len(NAMES)), jac=True, bounds=bounds, method="L-BFGS-B").x
    return found


def print_figures(name: str, rows: Sequence[Ranking], weights: Figures) -> None:
    """Of each set: the mean reciprocal rank of the first right sentence, and how often one is among the FIRST."""
    told = []
    for origin in sorted({row.origin for row in rows}):
        orders = [
            ([str(i) for i in np.argsort(-(row.signs @ weights), kind="stable")], _right(row))
            for row in rows
            if row.origin == origin
        ]
        reciprocal = np.mean([reciprocal_rank_at(10_000, order, right) for order, right in orders])
        among = np.mean([bool(right & set(order[:FIRST])) for order, right in orders])
        told.append(f"{origin} MRR {reciprocal:.3f} first {FIRST} {among:.3f} (n={len(orders)})")
    print(f"{name:20} {'   '.join(told)}", flush=True)


def _right(row: Ranking) -> frozenset[str]:
    return frozenset(str(i) for i in np.flatnonzero(row.right))


if __name__ == "__main__":
    main()
