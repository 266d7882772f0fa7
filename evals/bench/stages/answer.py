"""The answer stage: the same questions to Dossier and the baselines, with the same model, on the same machine."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from langchain_core.language_models import BaseChatModel

from evals.bench.bed import Bed
from evals.bench.figures import Figures, Metric, latencies
from evals.bench.questions import as_question, open_question_bed
from evals.bench.read import QuestionRow
from evals.bench.scoring import decision, score
from evals.bench.stage import Options, asked_each
from evals.errors import BenchError, UnderTestError
from evals.metrics.latency import p50
from evals.metrics.mean import mean
from evals.suites.reply import MOST_FAILURES, Reply, failing
from evals.systems.base import Answerer
from evals.systems.closed_book import ClosedBook
from evals.systems.dossier import open_answers
from evals.systems.stock import Stock, open_stock_search
from rag.models.chat import model_name, open_model
from rag.settings import Settings
from rag.types import Outcome, Usage

STRICTER = (0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
"""Thresholds that the curve goes through."""
_DECLINED = {"outcome": Outcome.DECLINED}

_SHAPING = {
    "embedding", "chunk_tokens", "evidence_tokens", "evidence_passages", "abstain_threshold", "unsupported",
    "language", "max_answer_tokens", "context", "reranker", "verifier",
}  # fmt: skip
"""Settings that an answer depends on."""


def _stock(bed: Bed, model: BaseChatModel | None) -> Answerer:
    return Stock(retriever=open_stock_search(bed), llm=_needed(model, "stock"), model=model_name(bed.settings))


def _closed_book(bed: Bed, model: BaseChatModel | None) -> Answerer:
    return ClosedBook(llm=_needed(model, "closed-book"), model=model_name(bed.settings))


Opener = Callable[[Bed, BaseChatModel | None], Answerer]
"""Makes a system of a library and a chat model."""

SYSTEMS: Mapping[str, Opener] = {
    "dossier": open_answers,
    "stock": _stock,
    "closed-book": _closed_book,
}


def run(options: Options) -> Iterator[Figures]:
    """One system after the other, with one chat model for all."""
    with open_question_bed(options) as (bed, questions):
        model = open_model(options.settings)
        names = options.systems or (tuple(SYSTEMS) if model else ("dossier",))
        for name in names:
            yield figures(SYSTEMS[name](bed, model), bed, questions, options)


def figures(answerer: Answerer, bed: Bed, questions: Sequence[QuestionRow], options: Options) -> Figures:
    """The system's figures over the questions, asked where no reply is kept."""
    replies = ask(answerer, bed, questions, options, stage="answer")
    table = [score(row, reply, bed) for row, reply in zip(questions, replies, strict=True)]
    names = dict.fromkeys(name for scores in table for name in scores)
    metrics = {name: Metric(scores=[scores.get(name) for scores in table]) for name in names}
    return Figures(
        bench=options.bench,
        stage="answer",
        system=answerer.name,
        n=len(questions),
        metrics=metrics | timings([reply.timing for reply in replies]),
        notes=(
            *failures(replies, quote=not options.summary_only),
            *curve(questions, replies, options.settings.abstain_threshold),
            "citation figures are judged by rag.verification.verify, Dossier's own verifier",
        ),
        details=[
            {"id": q.id, "answers": q.answers, "answerable": q.answerable, "reply": r.model_dump(mode="json")}
            for q, r in zip(questions, replies, strict=True)
        ],
    )


def curve(questions: Sequence[QuestionRow], replies: Sequence[Reply], threshold: float) -> tuple[str, ...]:
    """False answers against false refusals under the threshold in force and, nearly, under stricter ones."""
    if not any(reply.belief for reply in replies):
        return ()
    points = []
    for stricter in (threshold, *(t for t in STRICTER if t > threshold)):
        declined = [stricter > threshold and (r.belief or 0) < stricter for r in replies]
        seen = [r.model_copy(update=_DECLINED) if d else r for r, d in zip(replies, declined, strict=True)]
        found = [decision(row, reply) for row, reply in zip(questions, seen, strict=True)]
        rates = (mean(scores[name] for scores in found) for name in ("false_answer_rate", "false_refusal_rate"))
        points.append(f"{stricter:.2f}: {' / '.join('–' if rate is None else f'{rate:.2f}' for rate in rates)}")
    note = "above the one in force as if all that is believed less were declined, though some would be answered"
    return (f"false answers / false refusals by threshold ({note}): {', '.join(points)}",)


def ask(answerer: Answerer, bed: Bed, questions: Sequence[QuestionRow], options: Options, *, stage: str) -> list[Reply]:
    """A reply to every question. Raises UnderTestError when the model is gone; finished rows are kept."""
    served = dict.fromkeys((answerer.model, _address(bed.settings)))  # one and the same for all but servers
    return asked_each(
        answerer.name, lambda row: answerer.reply(as_question(row, bed)), questions,
        depends=answerer.depends, settings=_SHAPING, kind=Reply, stage=stage, bed=bed, options=options, models=served,
        keep=lambda reply: not reply.notice, watch=_stop_if_gone,
    )  # fmt: skip


def _address(settings: Settings) -> str:
    """The URL of the server that answers, without its password; the name of a model that is not behind one."""
    return model_name(settings.model_copy(update={"llm": settings.llm.partition("#")[0]}))


def timings(timings: Sequence[Usage]) -> dict[str, Metric]:
    """Latencies in seconds, and tokens as means."""
    return latencies([t.total_s for t in timings]) | {
        "first_token_p50": Metric(scores=[t.first_token_s for t in timings], statistic=p50),
        "evidence_p50": Metric(scores=[t.evidence_s for t in timings], statistic=p50),
        "verify_p50": Metric(scores=[t.verify_s for t in timings], statistic=p50),
        "prompt_tokens": Metric(scores=[_float(t.prompt_tokens) for t in timings]),
        "completion_tokens": Metric(scores=[_float(t.completion_tokens) for t in timings]),
    }


def failures(replies: Sequence[Reply], *, quote: bool) -> tuple[str, ...]:
    failed = [reply.notice for reply in replies if reply.notice]
    said = f": {failed[0]}" if failed and quote else ""
    return (f"{len(failed)} replies were not given by the model{said}",) if failed else ()


def _stop_if_gone(replies: Sequence[Reply]) -> None:
    if failing(replies):
        raise UnderTestError(
            f"{replies[-1].model} failed {MOST_FAILURES} times in a row: {replies[-1].notice}",
            hint="Finished rows are kept: mend the model and run the same command again.",
        )


def _needed(model: BaseChatModel | None, system: str) -> BaseChatModel:
    if model is None:
        raise BenchError(f"{system} cannot answer without a chat model.", hint="Choose one with --model.")
    return model


def _float(value: int | None) -> float | None:
    return None if value is None else float(value)
