"""The latency stage: seconds, tokens and calls of the chat model by stage of an answer, Dossier beside a stock chain.

Every question is put to all systems before the next one, in turn first and last, so that what else the machine does
falls on all alike: compare ratios of one run, not seconds of two. Nothing is kept from earlier runs.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from langchain_core.callbacks import BaseCallbackHandler

from evals.bench.figures import Figures, Metric
from evals.bench.questions import as_question, open_question_bed
from evals.bench.scoring import score
from evals.bench.stage import Options
from evals.bench.stages.answer import SYSTEMS as ANSWERERS
from evals.bench.stages.answer import Opener, failures, timings
from evals.metrics.latency import Floats, p50
from evals.progress import Progress
from evals.suites.reply import Reply
from rag.models.chat import open_model

SYSTEMS: Mapping[str, Opener] = {name: ANSWERERS[name] for name in ("dossier", "stock")}
QUESTIONS = 20
"""Without --limit: with a small model on two cores, some five minutes."""


class _Calls(BaseCallbackHandler):
    """Counts the requests to a chat model, and the seconds spent in them."""

    def __init__(self) -> None:
        self.number, self.seconds = 0, 0.0
        self._begun: dict[object, float] = {}

    def on_chat_model_start(self, *_: Any, run_id: object, **__: Any) -> None:
        self.number += 1
        self._begun[run_id] = time.perf_counter()

    def on_llm_end(self, *_: Any, run_id: object, **__: Any) -> None:
        self.seconds += time.perf_counter() - self._begun.pop(run_id, time.perf_counter())


@dataclass(frozen=True, kw_only=True)
class _Timed:
    reply: Reply
    calls: int
    model_s: float


def run(options: Options) -> Iterator[Figures]:
    """All systems, question by question. Without a model Dossier quotes, alone."""
    with open_question_bed(options) as (bed, every):
        questions = every if options.limit else every[:QUESTIONS]
        model, calls = open_model(options.settings), _Calls()
        if model is not None:
            model = model.model_copy(update={"callbacks": [calls]})
        names = options.systems or (tuple(SYSTEMS) if model else ("dossier",))
        answerers = {name: SYSTEMS[name](bed, model) for name in names}
        done: dict[str, list[_Timed]] = {name: [] for name in names}
        for answerer in answerers.values():  # weights are read and prompts are warm before anything is timed
            answerer.reply(as_question(questions[0], bed))
        progress = Progress(f"{options.bench} latency", len(questions))
        for at, row in enumerate(questions):
            for name in names if at % 2 else reversed(names):
                before = calls.number, calls.seconds
                reply = answerers[name].reply(as_question(row, bed))
                done[name].append(
                    _Timed(reply=reply, calls=calls.number - before[0], model_s=calls.seconds - before[1])
                )
            progress.step()
        for name in names:
            replies = [timed.reply for timed in done[name]]
            scores = [score(row, reply, bed) for row, reply in zip(questions, replies, strict=True)]
            yield Figures(
                bench=options.bench, stage="latency", system=name, n=len(questions),
                metrics={
                    **timings([reply.timing for reply in replies]),
                    "model_p50": Metric(scores=[timed.model_s for timed in done[name]], statistic=p50),
                    "calls": Metric(scores=[float(timed.calls) for timed in done[name]]),
                    "calls_most": Metric(scores=[float(timed.calls) for timed in done[name]], statistic=_most),
                    "contains": Metric(scores=[found.get("contains") for found in scores]),
                },
                notes=(*failures(replies, quote=not options.summary_only), *_ratio(name, done)),
            )  # fmt: skip


def _most(samples: Floats) -> Floats:
    """The largest over the last axis."""
    return np.asarray(samples.max(axis=-1))


def _ratio(name: str, done: Mapping[str, list[_Timed]]) -> tuple[str, ...]:
    """How long this system takes where the stock chain takes one second."""
    if name == "stock" or "stock" not in done:
        return ()
    ours, theirs = (np.median([timed.reply.timing.total_s or 0.0 for timed in done[key]]) for key in (name, "stock"))
    return (f"whole answer, p50: {ours / theirs:.2f} of stock's",) if theirs else ()
