"""The command `python -m evals run`: suites in, rows kept as they come, table and report out."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from evals.errors import EvalError
from evals.progress import Progress
from evals.reports import table
from evals.reports.archive import new_file, runs_of
from evals.reports.report import report
from evals.reports.results import Result, Run, load, save
from evals.runs.basis import basis
from evals.runs.keep import growing
from evals.suites.assistant import Assistant
from evals.suites.documents import check_library, file_names
from evals.suites.judge import grade
from evals.suites.suite import Suite, read_suite
from index.library import CATALOG
from index.settings import library_given
from rag.models.chat import open_model
from rag.models.failures import explain
from rag.pipeline import open_assistant
from rag.settings import Settings


def run_suites(options: argparse.Namespace) -> int:
    """The exit status: 0, or 1 below a threshold. Errors pass through, after finished rows were kept."""
    suites = [limited(read_suite(path), options.limit) for path in options.suites]
    settings = settings_of(options)
    with open_assistant(settings) as assistant:
        check_library(suites, assistant.library)
        rests_on = basis(assistant.library, settings)
        file = options.json or _file(settings.data, suites, rests_on, resume=options.resume)
        run = keep(suites, assistant, file_names(assistant.library), file, resume=options.resume, basis=rests_on)
    if options.judge:
        run = judged(run, options.judge, settings, file)
    console = Console()
    table.show(run, console if console.is_terminal else Console(width=140))
    if options.html:
        options.html.parent.mkdir(parents=True, exist_ok=True)
        options.html.write_text(report(run), encoding="utf-8")
    return 1 if run.below else 0


def keep(
    suites: Sequence[Suite],
    assistant: Assistant,
    names: Mapping[str, str],
    file: Path,
    *,
    resume: bool,
    basis: str | None = None,
) -> Run:
    """Runs the suites; `file` holds every finished row at any time. A run on another basis is not resumed."""
    earlier = load(file) if resume and file.exists() else None
    if resume and (earlier is None or earlier.basis != basis):
        print("No run with these documents, settings and code to go on with: all is asked.", file=sys.stderr)
        earlier = None
    finished = {r.key: r for r in earlier.results if not r.reply.notice} if earlier else {}
    progress = Progress("prompts", sum(len(suite.prompts) for suite in suites))
    for run in growing(suites, assistant, names, file, finished=finished, basis=basis):
        last = run.results[-1]
        progress.step(f"{'✓' if last.passed else '✗'} {last.id}", cached=last.key in finished)
    return run


def judged(run: Run, name: str, settings: Settings, file: Path) -> Run:
    """The run with the judge's grades, kept in the same file. Raises AnswerError if the judge cannot be reached."""
    # The key is that of the model under test: it is not shown to another provider, which has a variable of its own.
    model = open_model(Settings(**(settings.model_dump() | {"llm": name, "llm_api_key": None})))
    if model is None:
        raise EvalError("'none' cannot judge.", hint="Give --judge provider:model.")
    progress = Progress(f"judged by {name}", len(run.results))
    graded: list[Result] = []
    for result in run.results:
        asked = "; ".join(f"{c.name}: {c.expected}" for c in result.checks if c.name in ("must", "must_not"))
        reference = "\n".join(part for part in (asked, result.notes) if part) or "(none given)"
        try:
            found = grade(model, result.reply, reference)
        except Exception as error:  # every provider has its own tree; ours says what to do
            raise explain(error, name) from error
        graded.append(result.model_copy(update={"grade": found}))
        progress.step()
    run = run.model_copy(update={"judge": name, "results": tuple(graded)})
    save(run, file)
    return run


def limited(suite: Suite, limit: int | None) -> Suite:
    return suite.model_copy(update={"prompts": suite.prompts[:limit]}) if limit else suite


def settings_of(options: argparse.Namespace) -> Settings:
    given = {"llm": options.model, "data": options.data}
    settings = Settings(**{name: value for name, value in given.items() if value is not None}, **library_given(options))
    if not settings.database and not (settings.data / CATALOG).exists():
        raise EvalError(
            f"There is no library in {settings.data}.",
            hint="Add documents with `python -m index add PATH…`, or name its folder with --data.",
        )
    return settings


def _file(data: Path, suites: Sequence[Suite], rests_on: str, *, resume: bool) -> Path:
    """Among the runs that the Evaluate page shows: a new file, or the last one of the same suites on that basis."""
    name = "-".join(suite.name for suite in suites)
    if resume and (last := next((f for f in runs_of(data, name) if load(f).basis == rests_on), None)):
        return last
    return new_file(data, name)
