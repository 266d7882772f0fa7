"""The command `python -m evals cases FOLDER…`: a line for each question, claim and addition, and at the end the count.

A line of an addition is counted where its case has `on_adding_must`; what `on_adding` says in prose is shown beside
what was said, for a person to judge.
"""

import argparse
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from evals.blind.sealed import sealed
from evals.cases.bed import open_case, shared_server
from evals.cases.check import lacking, untold, wrong
from evals.cases.read import Ask, Case, cases
from evals.runs.run import after, follow
from evals.suites.reply import hear
from index.errors import IndexingError
from rag.errors import AnswerError
from rag.pipeline import Assistant
from rag.settings import Settings
from rag.types import Answer, Question

Line = tuple[bool | None, str, list[str]]
"""Whether it is right (None: not counted), what it is of, and what is wrong with it or to be known of it."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("cases", help="add troublesome documents, each folder by itself, and ask of them")
    command.add_argument(
        "folders", nargs="+", type=Path, metavar="FOLDER", help="with a case.yaml, or with such folders"
    )
    command.add_argument(
        "--model", default="none", metavar="M", help="who answers (default: none, the documents are quoted)"
    )
    command.add_argument("--summary-only", action="store_true", help="the count alone: nothing of a case is shown")
    command.set_defaults(action=run_cases)


def run_cases(options: argparse.Namespace) -> int:
    """The exit status: 0 where all passed, else 1. Errors of a case's form, and of the settings, pass through."""
    passed = failed = 0
    with sealed() if options.summary_only else nullcontext():
        found = cases(options.folders)
        with shared_server(Settings(llm=options.model)) as settings:
            for case in found:
                for right, name, said in judged(case, settings):
                    passed, failed = passed + (right is True), failed + (right is False)
                    if not options.summary_only:
                        _show(case, right, name, said)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def judged(case: Case, settings: Settings) -> Iterator[Line]:
    """The lines of a case as they come. One that cannot be added or asked fails, and the others go on."""
    for claim in case.claims:
        told = wrong(claim)
        yield told is None, f"claim: {claim.claim}", [told] if told else []
    if case.unknown:
        yield None, f"fields that are not known: {', '.join(case.unknown)}", []
    if not (case.questions or case.on_adding or case.on_adding_must):
        return
    try:
        with open_case(case, settings) as (assistant, said):
            yield from _added(case, said)
            for ask in case.questions:
                yield _asked(ask, assistant)
    except IndexingError as error:
        yield False, "adding", [str(error)]


def _added(case: Case, said: list[str]) -> Iterator[Line]:
    if case.on_adding_must:
        told = untold(case.on_adding_must, said)
        yield not told, "adding", [*told, *(f"says: {line}" for line in said)] if told else []
    elif case.on_adding:
        yield None, f"adding: {case.on_adding}", [f"says: {line}" for line in said]


def _asked(ask: Ask, assistant: Assistant) -> Line:
    question = Question(text="")
    try:
        for earlier in ask.history:
            question = follow(question, earlier)
            question = after(question, hear(assistant, question)[0])
        answer, _ = hear(assistant, follow(question, ask.question))
    except (AnswerError, IndexingError) as error:
        return False, ask.question, [str(error)]
    told = lacking(ask, answer)
    return not told, ask.question, [*told, *_beside(ask, answer)] if told else []


def _beside(ask: Ask, answer: Answer) -> list[str]:
    """What helps to see why it is wrong."""
    says = [f"says: {answer.text}"] if answer.text else []
    return [*says, f"note: {ask.note}"] if ask.note else says


def _show(case: Case, right: bool | None, name: str, said: list[str]) -> None:
    mark = {True: "✓", False: "✗", None: "·"}[right]
    print(f"{mark} {case.folder.name}: {_line(name)}", flush=True)
    for part in said:
        print(f"    {_line(part)}", flush=True)


def _line(text: str) -> str:
    """One line, whatever a document or a case holds: nothing in it moves the cursor or colours the terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
