"""A run that is kept: at any time its file holds every finished row."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evals.errors import UnderTestError
from evals.reports.results import Result, Run, key, save, shortfalls, summarise
from evals.runs.run import SuiteRun
from evals.suites.assistant import Assistant
from evals.suites.reply import MOST_FAILURES, failing
from evals.suites.suite import Suite


def growing(
    suites: Sequence[Suite],
    assistant: Assistant,
    names: Mapping[str, str],
    file: Path,
    *,
    finished: Mapping[str, Result] | None = None,
    basis: str | None = None,
    remedy: str = "Mend the model and go on with --resume.",
) -> Iterator[Run]:
    """The run after every row, saved to `file`; the last one is whole.

    `names` maps document ids to file names, `finished` rows of an earlier run by key: those of a prompt that has
    changed since are dropped. Errors of the assistant pass through; raises UnderTestError when the model keeps failing,
    with `remedy` for its reader.
    """
    started = datetime.now(UTC).isoformat(timespec="seconds")
    results: list[Result] = []
    keys = {(suite.name, p.id): key(p, suite.name, assistant.model_name) for suite in suites for p in suite.prompts}
    waiting = {k: r for k, r in (finished or {}).items() if keys.get((r.suite, r.id), k) == k}
    for result in SuiteRun(assistant, files=names, finished=finished).results(suites):
        results.append(result)
        waiting.pop(result.key, None)
        run = _run(suites, assistant.model_name, started, basis, results)
        save(_run(suites, assistant.model_name, started, basis, [*results, *waiting.values()]), file)
        yield run
        if failing([r.reply for r in results]):
            raise UnderTestError(
                f"{result.reply.model} failed {MOST_FAILURES} times in a row: {result.reply.notice}",
                hint=f"The rows so far are in {file}. {remedy}",
            )


def _run(suites: Sequence[Suite], model: str, started: str, basis: str | None, results: Sequence[Result]) -> Run:
    return Run(
        model=model,
        started=started,
        suites=tuple(suite.name for suite in suites),
        summary=summarise(results),
        below=tuple(below(suites, results)),
        notices=sum(r.reply.notice is not None for r in results),
        basis=basis,
        results=tuple(results),
    )


def below(suites: Sequence[Suite], results: Sequence[Result]) -> list[str]:
    """Every suite is held against its own thresholds."""
    lines: list[str] = []
    for suite in suites:
        own = [r for r in results if r.suite == suite.name]
        lines += [f"{suite.name}: {line}" for line in shortfalls(summarise(own), suite.thresholds) if own]
    return lines
