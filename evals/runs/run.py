"""Asks the prompts of suites, one after the other, and checks what comes back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from evals.reports.results import Result, key
from evals.suites.assistant import Assistant
from evals.suites.check import check
from evals.suites.reply import from_answer, hear
from evals.suites.suite import Prompt, Suite
from index.types import Filters
from rag.types import Answer, Evidence, Question, Turn


class SuiteRun:
    """Runs suites against one assistant.

    `files` maps document ids to file names. `finished` holds rows of an earlier run by key: they are not asked again.
    Earlier questions of a conversation are asked once, however many prompts share them.
    """

    def __init__(
        self, assistant: Assistant, *, files: Mapping[str, str], finished: Mapping[str, Result] | None = None
    ) -> None:
        self._assistant = assistant
        self._files = files
        self._finished = finished or {}
        self._earlier: dict[tuple[object, ...], Answer] = {}

    def results(self, suites: Sequence[Suite]) -> Iterator[Result]:
        """One result a prompt, in order, as they come. Errors of the assistant pass through."""
        for suite in suites:
            for prompt in suite.prompts:
                identity = key(prompt, suite.name, self._assistant.model_name)
                yield self._finished.get(identity) or self._result(prompt, suite, identity)

    def _result(self, prompt: Prompt, suite: Suite, identity: str) -> Result:
        answer, timing = hear(self._assistant, self._question(prompt))
        reply = from_answer(answer, timing, self._files)
        checks = tuple(check(prompt, reply))
        return Result(
            suite=suite.name,
            id=prompt.id,
            key=identity,
            kind=prompt.kind,
            answerable=prompt.answerable,
            question=prompt.question,
            history=prompt.history,
            notes=prompt.notes,
            checks=checks,
            reply=reply,
            passed=all(c.ok for c in checks),
        )

    def _question(self, prompt: Prompt) -> Question:
        filters = Filters(**prompt.filters.model_dump())
        question = Question(text="", filters=filters, as_of=prompt.as_of)
        for earlier in prompt.history:
            question = follow(question, earlier)
            question = after(question, self._answer_once(question))
        return replace(follow(question, prompt.question), kind=prompt.read_as)

    def _answer_once(self, question: Question) -> Answer:
        identity = (question.text, question.history, question.filters, question.as_of)
        if identity not in self._earlier:
            self._earlier[identity], _ = hear(self._assistant, question)
        return self._earlier[identity]


def follow(question: Question, text: str) -> Question:
    """The next question of the same conversation."""
    return replace(question, text=text, kind=None)


def after(question: Question, answer: Answer) -> Question:
    """The conversation after that answer. A number keeps the passage that it had first."""
    turns = (Turn(role="user", content=question.text), Turn(role="assistant", content=answer.text))
    known: dict[int, Evidence] = {e.number: e for e in (*answer.evidence, *question.known)}
    return replace(
        question,
        text="",
        kind=None,
        history=question.history + turns,
        known=tuple(known[number] for number in sorted(known)),
        briefing=answer.briefing.request if answer.briefing else None,
    )
