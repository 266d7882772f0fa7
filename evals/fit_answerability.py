"""Fits how much the chat model's own word counts beside the belief (`rag.abstain`), and prints the curves.

    python -m evals.fit_answerability ../shared/bench/{clapnq,squad2} --model M [--limit N] [--cache DIR] [--write]

A logistic regression over the log odds of both; each set and each kind of question weighs the same. Half of the
documents is fitted on, the curves are of the other half. What the model said is kept in the cache, so a run can be
broken off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.language_models import BaseChatModel
from numpy.typing import NDArray
from pydantic import BaseModel

from evals import fitting
from evals.assistant import Assistant
from evals.bench.halves import question_held_out
from evals.bench.questions import as_question, open_question_bed
from evals.bench.rows import Rows, code_version, digest
from evals.bench.stage import Options, collect
from evals.fit_abstain import print_curves
from evals.systems.base import EVERYTHING
from evals.systems.dossier import open_search
from rag.abstain import WORD_WEIGHTS, believe, odds
from rag.answerability import log_odds
from rag.models.chat import open_model
from rag.select import worth_reading
from rag.types import Question

PENALTY = 0.01

Weights = NDArray[np.float64]
"""The intercept, the weight of the belief's log odds, that of the model's."""


class Word(BaseModel):
    """A question's belief, and what the model said to the same evidence."""

    belief: float
    log_odds: float | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    origin: str
    held_out: bool
    answerable: bool
    word: Word

    @property
    def signs(self) -> tuple[float, float, float]:
        return 1.0, odds(self.word.belief), self.word.log_odds or 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = fitting.options(__doc__, arguments)
    rows = [row for folder in chosen.folders for row in read(fitting.asking(folder, chosen))]
    weights = fit([row for row in rows if not row.held_out])
    for origin in sorted({row.origin for row in rows}):
        left = [row for row in rows if row.held_out and row.origin == origin]
        answerable, signs = np.array([r.answerable for r in left]), np.array([r.signs for r in left])
        print_curves(f"{origin}, belief", answerable, np.array([r.word.belief for r in left]))
        print_curves(f"{origin}, the model's word", answerable, 1 / (1 + np.exp(-signs[:, 2])))
        print_curves(f"{origin}, together", answerable, 1 / (1 + np.exp(-signs @ weights)))
    if chosen.write:
        command = "python -m evals.fit_answerability"
        fitting.write(WORD_WEIGHTS, command, ("intercept", "belief", "model"), weights)


def read(options: Options) -> Iterator[Asked]:
    """Every question of the sample that has evidence."""
    model = open_model(options.settings)
    if model is None:
        raise SystemExit("Nobody can be asked: give --model.")
    with open_question_bed(options) as (bed, questions):
        assistant = open_search(bed).assistant
        version = code_version(EVERYTHING)
        jobs = [
            (
                digest(options.settings.llm, version, bed.corpus, row.model_dump_json()),
                lambda question=as_question(row, bed): _ask(model, assistant, question),
            )
            for row in questions
        ]
        rows = Rows(options.cache / "rows" / f"{options.bench}.answerability.jsonl", Word)
        for row, word in zip(questions, collect(jobs, rows, f"{options.bench} asked", keep=_said), strict=True):
            held_out = question_held_out(row)
            yield Asked(origin=options.bench, held_out=held_out, answerable=row.answerable, word=word)


def _ask(model: BaseChatModel, assistant: Assistant, question: Question) -> Word:
    standalone, evidence = assistant.retrieve(question)
    belief = believe(standalone, evidence)
    odds = log_odds(model, standalone, worth_reading(standalone, evidence), as_of=question.as_of) if evidence else None
    return Word(belief=belief.value, log_odds=odds)


def _said(word: Word) -> bool:
    return word.log_odds is not None


def fit(rows: Sequence[Asked]) -> Weights:
    """Neither weight is negative: both are signs of an answer."""
    kinds = [(row.origin, row.answerable) for row in rows]
    return fitting.balanced_logistic(np.array([row.signs for row in rows]), kinds, PENALTY)


if __name__ == "__main__":
    main()
