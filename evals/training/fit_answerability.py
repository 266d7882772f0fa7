"""Fits how much a small model's own word on whether the passages answer counts beside the reader's belief.

    python -m evals.training.fit_answerability SET... --model M [--limit N] [--cache DIR] [--write]

Each set is asked on the half of its documents that nothing is measured on, and each set and kind of question weighs the
same. Prints, for each set and for all, the AUC and the curve of false answers against false refusals of the belief, of
the word, and of both together, each question by weights that were fitted on the other sets. What was said is kept in
the cache, so a run that is broken off goes on where it stopped.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from langchain_core.language_models import BaseChatModel
from numpy.typing import NDArray
from pydantic import BaseModel

from evals.bench.halves import question_held_out
from evals.bench.questions import as_question, open_question_bed
from evals.bench.rows import Rows, digest
from evals.bench.stage import Options
from evals.progress import Progress
from evals.training.figures import auc
from evals.training.fit_belief import PENALTY, curve
from evals.training.logistic import balanced_logistic
from rag.generation.answerability import WEIGHTS, Weights, asked, odds
from rag.models.chat import open_model
from rag.pipeline import Assistant
from rag.pipeline import options as settings_options
from rag.settings import Settings
from rag.types import Question

COMMAND = "python -m evals.training.fit_answerability"

Table = NDArray[np.float64]


class Said(BaseModel):
    """A question's belief, and the model's log odds beside it."""

    origin: str
    answerable: bool
    belief: float
    word: float | None


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--model", required=True, help="as DOSSIER_LLM")
    parser.add_argument("--limit", type=int, default=150, help="questions of each set")
    parser.add_argument("--cache", type=Path, help="indexes and rows (default: bench in the data folder)")
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args(arguments)
    settings = Settings(llm=options.model)
    cache = (options.cache or settings.data / "bench").absolute()
    model = open_model(settings)
    if model is None:
        sys.exit("Nobody can be asked: --model names no language model.")
    rows = [
        row
        for folder in options.folders
        for row in said(Options(folder=folder, settings=settings, cache=cache, limit=2 * options.limit), model)
        if row.word is not None
    ]
    for origin in [*sorted({row.origin for row in rows}), "all"]:
        show(origin, [row for row in rows if origin in (row.origin, "all")], rows)
    weights = [round(float(w), 4) for w in fitted(rows)]
    print(f"\nintercept, belief, word: {weights}")
    if options.write:
        command = f"{COMMAND} {' '.join(f.name for f in options.folders)} --model {options.model}"
        made = Weights(fitted_by=command, intercept=weights[0], belief=weights[1], word=weights[2])
        WEIGHTS.write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")


def said(options: Options, model: BaseChatModel) -> Iterator[Said]:
    """The questions of the open half that find anything."""
    with open_question_bed(options) as (bed, chosen):
        questions = [row for row in chosen if not question_held_out(row)]
        search = Assistant(library=bed.library, model=None, model_name="none", options=settings_options(bed.settings))
        kept = Rows(options.cache / "rows" / f"{options.bench}.answerability.jsonl", Said)
        progress = Progress(options.bench, len(questions))
        for row in questions:
            key = digest(options.settings.llm, row.model_dump_json())
            if (known := kept.get(key)) is None:
                known = _ask(model, search, as_question(row, bed), options.bench, answerable=row.answerable)
                kept.put(key, known)
            progress.step()
            yield known


def _ask(model: BaseChatModel, search: Assistant, question: Question, origin: str, *, answerable: bool) -> Said:
    standalone, evidence = search.retrieve(question)
    word = asked(model, standalone, evidence, as_of=question.as_of, language=None) if evidence else None
    belief = max((item.answers for item in evidence), default=0.0)
    return Said(origin=origin, answerable=answerable, belief=belief, word=word)


def table(rows: Sequence[Said]) -> Table:
    """A one, the belief's log odds and the word, a row a question."""
    return np.array([[1.0, odds(row.belief), row.word or 0.0] for row in rows])


def fitted(rows: Sequence[Said]) -> Table:
    return balanced_logistic(table(rows), [(row.origin, row.answerable) for row in rows], PENALTY)


def show(name: str, rows: Sequence[Said], every: Sequence[Said]) -> None:
    """The figures of some rows, together by weights of the other sets where there are any."""
    answerable = np.array([row.answerable for row in rows])
    together = np.zeros(len(rows))
    for origin in {row.origin for row in rows}:
        others = [row for row in every if row.origin != origin] or every
        mine = np.array([row.origin == origin for row in rows])
        together[mine] = table([row for row in rows if row.origin == origin]) @ fitted(others)
    print(f"\n{name}: {len(rows)} questions, {int(answerable.sum())} answerable")
    plain = table(rows)
    for title, values in (("belief", plain[:, 1]), ("word", plain[:, 2]), ("together", together)):
        shares = 1 / (1 + np.exp(-values))
        told = auc(values, answerable) or 0
        print(f"  {title}: AUC {told:.3f}; false answers / refusals:", curve(shares, answerable))


if __name__ == "__main__":
    main()
