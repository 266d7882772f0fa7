"""The command `python -m evals run SUITE --summary-only`: figures on standard output, and nothing else anywhere."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from evals.blind.curve import curve
from evals.blind.figures import figures
from evals.blind.groups import all_groups
from evals.blind.sealed import check_alone, sealed
from evals.blind.show import show
from evals.errors import SealedError, SuiteError
from evals.progress import Progress
from evals.reports.results import Result
from evals.runs.command import limited, settings_of
from evals.runs.keep import below
from evals.runs.run import SuiteRun
from evals.suites.assistant import Assistant
from evals.suites.documents import check_library, file_names
from evals.suites.reply import MOST_FAILURES, failing
from evals.suites.suite import Suite, read_suite
from index.library import Library
from rag.pipeline import open_assistant

KEEPING = ("json", "html", "resume", "judge")
"""Options that keep or need rows."""


def run_blind(options: argparse.Namespace) -> int:
    """The exit status: 0, or 1 below a threshold."""
    check_alone(options, KEEPING)
    whole = [_read(path) for path in options.suites]
    groups = all_groups(whole, options.group)
    suites = [limited(suite, options.limit) for suite in whole]
    settings = settings_of(options)
    with open_assistant(settings) as assistant:
        _check(suites, assistant.library)
        results = ask(suites, assistant, file_names(assistant.library))
        model = assistant.model_name
    with sealed():
        found, points = figures(results, groups), curve(results)
    console = Console()
    console = console if console.is_terminal else Console(width=140)
    console.print(f"{', '.join(s.name for s in suites)} · {model} · {len(results)} prompts\n", markup=False)
    show(found, points, settings.abstain_threshold, console)
    missed = below(suites, results)
    for line in missed:
        console.print(f"below the threshold: {line}", markup=False)
    if notices := sum(result.reply.notice is not None for result in results):
        console.print(f"{notices} replies carry a notice of a failure on the way.")
    return 1 if missed else 0


def ask(suites: Sequence[Suite], assistant: Assistant, names: Mapping[str, str]) -> list[Result]:
    """A result for every prompt, in memory alone. Raises SealedError, also when the model keeps failing."""
    progress = Progress("prompts", sum(len(suite.prompts) for suite in suites))
    results: list[Result] = []
    with sealed():
        for result in SuiteRun(assistant, files=names).results(suites):
            results.append(result)
            progress.step()
            if failing([r.reply for r in results]):
                raise SealedError(
                    f"{assistant.model_name} failed {MOST_FAILURES} times in a row; nothing was kept.",
                    hint="Ask it something with `python -m rag` to see why.",
                )
    return results


def _read(path: Path) -> Suite:
    try:
        return read_suite(path)
    except SuiteError as error:
        if isinstance(error.__cause__, OSError):  # nothing was read that could be told
            raise
        raise SealedError(
            f"{path}: is not as a suite has to be; what is wrong is held back, for it may quote a prompt.",
            hint="Whoever may read it is told the line without --summary-only.",
        ) from None


def _check(suites: Sequence[Suite], library: Library) -> None:
    try:
        check_library(suites, library)
    except SuiteError:
        raise SealedError(
            "The suites expect documents that the library does not have.",
            hint="Add them with `python -m index add`, or name another library with --data.",
        ) from None
