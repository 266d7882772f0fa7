"""Fits how the readers' words, cosine and shared words order windows, and how likely the best one answers.

    python -m evals.training.fit_belief SET... [--limit N] [--cache DIR] [--write]

First for windows that the first reader has read, then for the likeliest of these, which the second reads as well.
Each set is asked on the half of its documents that nothing is measured on, and each set and kind of question weighs the
same, so that the belief is that of a question which is as likely as not to have an answer. Prints the reliability of
the belief and the curve of false answers against false refusals.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.bench.halves import question_held_out
from evals.bench.questions import as_question, open_question_bed
from evals.bench.read import QuestionRow
from evals.bench.stage import Options
from evals.metrics.answer_in_evidence import answer_in_evidence
from evals.progress import Progress
from evals.training.figures import auc
from evals.training.logistic import balanced_logistic
from index.library import Library
from rag.models.readers import SECOND, read
from rag.question.rewrite import condense
from rag.retrieval.belief import SIGNS, WEIGHTS, Weights, signs, word
from rag.retrieval.hybrid import retrieve
from rag.retrieval.reading import AGAIN
from rag.retrieval.windows import windows
from rag.settings import Settings
from rag.types import Question

PENALTY = 0.001
COMMAND = "python -m evals.training.fit_belief"
THRESHOLDS = (0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)

Table = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The signs of a question's windows, a row each with a one before it, and which of them hold an answer."""

    origin: str
    answerable: bool
    table: Table
    right: NDArray[np.bool_]
    question: str = ""
    texts: tuple[str, ...] = ()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--limit", type=int, default=400, help="questions of each set")
    parser.add_argument("--cache", type=Path, help="indexes (default: bench in the data folder)")
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args(arguments)
    settings = Settings(llm="none")
    cache = (options.cache or settings.data / "bench").absolute()
    rows = [
        row
        for folder in options.folders
        for row in asked(Options(folder=folder, settings=settings, cache=cache, limit=2 * options.limit))
    ]
    once = fitted("read once", rows)
    progress = Progress("second reader", len(rows))
    twice = fitted("read twice", [read_again(row, once[0], progress) for row in rows])
    if options.write:
        made = Weights(
            fitted_by=f"{COMMAND} {' '.join(f.name for f in options.folders)}",
            order=named(once[0]), belief=named(once[1]), second_order=named(twice[0]), second_belief=named(twice[1]),
        )  # fmt: skip
        WEIGHTS.write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")


def fitted(what: str, rows: Sequence[Asked]) -> tuple[Table, Table]:
    """The weights of order and of belief, after their figures by set are printed."""
    order = fit_order(rows)
    belief = fit_belief(rows, order)
    print(f"\n{what}\norder {named(order)}\nbelief {named(belief)}")
    for origin in [*sorted({row.origin for row in rows}), "all"]:
        show(origin, [row for row in rows if origin in (row.origin, "all")], order, belief)
    return order, belief


def read_again(row: Asked, order: Table, progress: Progress) -> Asked:
    """The likeliest windows only, with the second reader's word in place of the first's."""
    best = np.argsort(-(row.table @ order))[:AGAIN]
    texts = tuple(row.texts[at] for at in best)
    table = row.table[best]
    table[:, 1 + SIGNS.index("reader")] = [word(r) for r in read(row.question, texts, SECOND)]
    progress.step()
    return replace(row, table=table, right=row.right[best], texts=texts)


def asked(options: Options) -> Iterator[Asked]:
    """The questions of the open half that find anything."""
    with open_question_bed(options) as (bed, chosen):
        questions = [row for row in chosen if not question_held_out(row)]
        progress = Progress(options.bench, len(questions))
        for row in questions:
            question = as_question(row, bed)
            text, table, texts = looked_at(question, bed.library)
            progress.step()
            if texts:
                yield Asked(
                    origin=options.bench, answerable=row.answerable, table=table, right=holding(row, texts),
                    question=text, texts=tuple(texts),
                )  # fmt: skip


def looked_at(question: Question, library: Library) -> tuple[str, Table, list[str]]:
    """The question as it is searched, the signs of the windows that the app would read, and their texts."""
    text = condense(question.text, question.history, None)
    found = windows(text, retrieve(text, library, filters=question.filters), library, as_of=question.as_of)
    readings = read(text, [w.text for w in found])
    made = [[1.0, *(signs(w, r)[name] for name in SIGNS)] for w, r in zip(found, readings, strict=True)]
    return text, np.array(made), [w.text for w in found]


def holding(row: QuestionRow, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which windows hold an answer of the row; none of a question without one."""
    if not row.answerable:
        return np.zeros(len(texts), dtype=bool)
    return np.array([bool(answer_in_evidence(text, row.answers, row.gold_sentences)) for text in texts])


def fit_order(rows: Sequence[Asked]) -> Table:
    """Over all windows of the questions that some window answers."""
    known = [row for row in rows if row.right.any()]
    table = np.concatenate([row.table for row in known])
    kinds = [(row.origin, bool(right)) for row in known for right in row.right]
    return balanced_logistic(table, kinds, PENALTY)


def fit_belief(rows: Sequence[Asked], order: Table) -> Table:
    """Over the best window of every question: whether it holds an answer."""
    best = [int(np.argmax(row.table @ order)) for row in rows]
    table = np.array([row.table[at] for row, at in zip(rows, best, strict=True)])
    kinds = [(row.origin, bool(row.right[at])) for row, at in zip(rows, best, strict=True)]
    return balanced_logistic(table, kinds, PENALTY)


def named(weights: Table) -> dict[str, float]:
    """By the names of the signs."""
    return {name: round(float(w), 4) for name, w in zip(("intercept", *SIGNS), weights, strict=True)}


def curve(shares: Table, answerable: NDArray[np.bool_]) -> str:
    """False answers and false refusals under each threshold on the belief."""
    return "  ".join(
        f"{t:.2f} {np.mean(shares[~answerable] >= t) if (~answerable).any() else float('nan'):.2f}/"
        f"{np.mean(shares[answerable] < t) if answerable.any() else float('nan'):.2f}"
        for t in THRESHOLDS
    )


def show(origin: str, rows: Sequence[Asked], order: Table, belief: Table) -> None:
    """Where the answer stands, what tells that there is one, and the curve of a threshold on the belief."""
    orders = [np.argsort(-(row.table @ order)) for row in rows]
    having = [(row, best) for row, best in zip(rows, orders, strict=True) if row.right.any()]
    first = [float(np.mean([row.right[best[:n]].any() for row, best in having])) for n in (1, 3, 8)]
    shares = np.array(
        [1 / (1 + np.exp(-(row.table[best[0]] @ belief))) for row, best in zip(rows, orders, strict=True)]
    )
    right = np.array([bool(row.right[best[0]]) for row, best in zip(rows, orders, strict=True)])
    answerable = np.array([row.answerable for row in rows])
    print(f"\n{origin}: {len(rows)} questions, {len(having)} with the answer in a window; in the best {first[0]:.2f}, "
          f"three {first[1]:.2f}, eight {first[2]:.2f}; AUC of answerable {auc(shares, answerable) or 0:.3f}, of the "
          f"best window right {auc(shares, right) or 0:.3f}")  # fmt: skip
    print("  false answers / false refusals:", curve(shares, answerable))
    bins = np.clip((shares * 5).astype(int), 0, 4)
    said = [f"{shares[bins == b].mean():.2f} → {right[bins == b].mean():.2f} ({(bins == b).sum()})"
            for b in range(5) if (bins == b).any()]  # fmt: skip
    print("  belief → best window right:", "  ".join(said))


if __name__ == "__main__":
    main()
