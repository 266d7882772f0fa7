"""Results of suites: rows, their summary, and the file that keeps them.

The file is written anew after every prompt, in one step, so an interrupted run keeps its finished rows.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from evals.errors import ResultsError
from evals.frozen import Frozen
from evals.metrics.latency import percentile
from evals.metrics.mean import mean
from evals.metrics.refusal import false_answer, false_refusal
from evals.suites.check import Check
from evals.suites.judge import Grade
from evals.suites.reply import Reply
from evals.suites.suite import Prompt, Thresholds


class Result(Frozen):
    """A prompt that was asked. `key` changes when the prompt or the model does."""

    suite: str
    id: str
    key: str
    kind: str
    answerable: bool
    question: str
    history: tuple[str, ...]
    notes: str
    checks: tuple[Check, ...]
    reply: Reply
    passed: bool
    grade: Grade | None = None


class Count(Frozen):
    passed: int
    total: int


class Seconds(Frozen):
    """None where nothing was measured."""

    p50: float | None
    p95: float | None


class Summary(Frozen):
    """`passed` of `total` prompts met every expectation; `declined_rightly` of the `unanswerable` were declined.

    Rates are None where there was no such question. Tokens are means a prompt.
    """

    passed: int
    total: int
    declined_rightly: int
    unanswerable: int
    false_answer_rate: float | None
    false_refusal_rate: float | None
    by_kind: dict[str, Count]
    evidence_s: Seconds
    first_token_s: Seconds
    total_s: Seconds
    prompt_tokens: float | None
    completion_tokens: float | None


class Run(Frozen):
    """Everything that `--json` holds. `notices` counts replies that were not given the usual way.

    `judge` names the model that gave the grades; they are no part of the summary. `basis` (see `evals.runs.basis`)
    names what the figures rest on, where that is known.
    """

    model: str
    started: str
    suites: tuple[str, ...]
    summary: Summary
    below: tuple[str, ...] = ()
    notices: int = 0
    judge: str | None = None
    basis: str | None = None
    results: tuple[Result, ...]


def key(prompt: Prompt, suite: str, model: str) -> str:
    """Identifies a prompt asked of a model: what `--resume` may reuse."""
    return hashlib.sha256(f"{suite}\n{model}\n{prompt.model_dump_json()}".encode()).hexdigest()[:16]


def summarise(results: Sequence[Result]) -> Summary:
    unanswerable = [r for r in results if not r.answerable]
    timings = [r.reply.timing for r in results]
    return Summary(
        passed=sum(r.passed for r in results),
        total=len(results),
        declined_rightly=sum(r.reply.declined for r in unanswerable),
        unanswerable=len(unanswerable),
        false_answer_rate=mean(false_answer(r.answerable, r.reply.declined) for r in results),
        false_refusal_rate=mean(false_refusal(r.answerable, r.reply.declined) for r in results),
        by_kind=_by_kind(results),
        evidence_s=_seconds([t.evidence_s for t in timings]),
        first_token_s=_seconds([t.first_token_s for t in timings]),
        total_s=_seconds([t.total_s for t in timings]),
        prompt_tokens=mean(t.prompt_tokens for t in timings),
        completion_tokens=mean(t.completion_tokens for t in timings),
    )


def shortfalls(summary: Summary, wanted: Thresholds) -> list[str]:
    """What the summary misses of the thresholds, in words; a figure that could not be scored misses nothing."""
    rightly = summary.declined_rightly / summary.unanswerable if summary.unanswerable else None
    at_least = [("pass_rate", summary.passed / max(summary.total, 1), wanted.pass_rate)]
    at_least += [("declined_rightly", rightly, wanted.declined_rightly)] if rightly is not None else []
    at_most = [
        ("false_answers", summary.false_answer_rate, wanted.false_answers),
        ("false_refusals", summary.false_refusal_rate, wanted.false_refusals),
    ]
    low = [f"{n} {v:.2f}, at least {bound:.2f} is asked" for n, v, bound in at_least if bound is not None and v < bound]
    high = [
        f"{n} {v:.2f}, at most {bound:.2f} is asked"
        for n, v, bound in at_most
        if bound is not None and v is not None and v > bound
    ]
    return low + high


def save(run: Run, path: Path) -> None:
    """Writes the file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.write_text(run.model_dump_json(indent=1), encoding="utf-8")
    os.replace(draft, path)


def load(path: Path) -> Run:
    """Raises ResultsError."""
    try:
        return Run.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ResultsError(
            f"{path}: cannot be read ({error.strerror}).", hint="Name a file written by `run --json`."
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise ResultsError(
            f"{path}: is not a file of results ({place}: {first['msg']}).",
            hint="It was written by another version or by hand: run the suite again.",
        ) from error


def _by_kind(results: Sequence[Result]) -> dict[str, Count]:
    kinds: dict[str, list[bool]] = defaultdict(list)
    for result in results:
        kinds[result.kind].append(result.passed)
    return {kind: Count(passed=sum(passed), total=len(passed)) for kind, passed in sorted(kinds.items())}


def _seconds(times: Sequence[float | None]) -> Seconds:
    return Seconds(p50=percentile(0.5, times), p95=percentile(0.95, times))
