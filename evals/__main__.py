"""python -m evals run SUITE… | compare A.json B.json | drafts FILE=DIR… | bench DIR | cases FOLDER…

Exit status: 0 when all is well, 1 when a run stays below the thresholds of its suite or a case fails, 2 on errors.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console

from evals.bench import command as bench
from evals.blind.command import run_blind
from evals.blind.groups import group
from evals.cases import command as cases
from evals.drafts import command as drafts
from evals.errors import EvalError
from evals.hostile import command as hostile
from evals.reports import compare, results
from evals.runs.command import run_suites
from index.errors import IndexingError
from index.settings import library_option
from rag.errors import AnswerError


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.action(options))
    except (EvalError, IndexingError, AnswerError) as error:
        print(f"error: {error}", file=sys.stderr)
    except ValidationError as error:
        print(f"error: a setting is wrong: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        kept = "nothing is kept" if getattr(options, "summary_only", False) else "finished rows are kept"
        print(f"interrupted: {kept}", file=sys.stderr)
    return 2


def _run(options: argparse.Namespace) -> int:
    if options.summary_only:
        return run_blind(options)
    if options.group:
        raise EvalError("--group tells what --summary-only gives figures of.", hint="Add --summary-only.")
    return run_suites(options)


def _compare(options: argparse.Namespace) -> int:
    comparison = compare.compare(results.load(options.before), results.load(options.after))
    compare.show(comparison, Console())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Know whether answers are right.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands)
    _add_compare(commands)
    drafts.add_parser(commands)
    bench.add_parser(commands)
    cases.add_parser(commands)
    hostile.add_parser(commands)
    return parser


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="ask the prompts of suites and check the answers")
    run.add_argument("suites", nargs="+", type=Path, metavar="SUITE", help="YAML files of test prompts")
    run.add_argument("--json", type=Path, metavar="FILE", help="where results are kept (default: in the data folder)")
    run.add_argument("--html", type=Path, metavar="FILE", help="write a report that one can read in a browser")
    run.add_argument("--model", metavar="M", help="who answers, instead of DOSSIER_LLM")
    run.add_argument("--data", type=Path, metavar="DIR", help="data folder, instead of DOSSIER_DATA")
    library_option(run)
    run.add_argument("--limit", type=int, metavar="N", help="only the first N prompts of every suite")
    run.add_argument("--resume", action="store_true", help="keep the finished rows, if nothing but prompts has changed")
    run.add_argument("--judge", metavar="PROVIDER:MODEL", help="let a model grade the answers too; shown apart")
    run.add_argument("--summary-only", action="store_true", help="figures alone: no row is shown or kept")
    run.add_argument(
        "--group",
        action="append",
        type=group,
        default=[],
        metavar="NAME=KIND,…",
        help="kinds whose figures --summary-only gives together; may be repeated",
    )
    run.set_defaults(action=_run)


def _add_compare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("compare", help="what got better and what got worse between two runs")
    command.add_argument("before", type=Path, metavar="A.json")
    command.add_argument("after", type=Path, metavar="B.json")
    command.set_defaults(action=_compare)


if __name__ == "__main__":
    sys.exit(main())
