"""A run in a thread of its own: whoever looks sees how far it is, and may stop it. One at a time in a process."""

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shlex import quote

from evals.reports.results import Run
from evals.runs.keep import growing
from evals.suites.assistant import Assistant
from evals.suites.suite import Prompt, Suite
from rag.background import Background
from rag.events import Event
from rag.types import Evidence, Question

_LOG = logging.getLogger(__name__)
_REMEDY = "Mend the model and run the suite again, or go on from these rows in a terminal:"


class Stage(StrEnum):
    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What there is to see of a run at one moment. `run` is None until the first row, finished after `seconds`."""

    suite: Suite
    stage: Stage = Stage.RUNNING
    run: Run | None = None
    seconds: float = 0.0
    error: Exception | None = None

    @property
    def live(self) -> bool:
        return self.stage in (Stage.RUNNING, Stage.STOPPING)

    @property
    def done(self) -> int:
        return len(self.run.results) if self.run else 0

    @property
    def asking(self) -> Prompt | None:
        """The prompt that is being asked."""
        prompts = self.suite.prompts
        return prompts[self.done] if self.live and self.done < len(prompts) else None


class Job(Background[Sight]):
    """Runs `suite` and keeps its rows in `file`; `names` maps document ids to file names. With a `basis`, the command
    can go on with its rows."""

    def __init__(
        self, suite: Suite, assistant: Assistant, names: Mapping[str, str], file: Path, *, basis: str | None = None
    ) -> None:
        super().__init__(Sight(suite=suite), "suite")
        self._assistant = _Stoppable(assistant)
        self._names = names
        self._file = file
        self._basis = basis
        self._began = time.monotonic()

    @property
    def left(self) -> float | None:
        """Seconds to go at the pace so far; None before the first row."""
        sight = self.sight
        if not sight.done:
            return None
        total = sight.seconds / sight.done * len(sight.suite.prompts)
        return max(0.0, total - self._elapsed())

    def stop(self) -> None:
        """Ends it as soon as the model next says something; finished rows are kept."""
        self._assistant.stop()
        self._see(lambda sight: sight.live, stage=Stage.STOPPING)  # what has ended is not stopping

    def _work(self) -> None:
        suite = self.sight.suite
        remedy = f"{_REMEDY} python -m evals run {quote(suite.file)} --resume"
        try:
            for run in growing([suite], self._assistant, self._names, self._file, basis=self._basis, remedy=remedy):
                self._see(run=run, seconds=self._elapsed())
            self._see(stage=Stage.DONE)
        except _StoppedError:
            self._see(stage=Stage.STOPPED)
        except Exception as error:  # whoever looks has to learn of it, whatever it was
            _LOG.exception("A run of %s failed", self.sight.suite.name)
            self._see(stage=Stage.FAILED, error=error)

    def _elapsed(self) -> float:
        return time.monotonic() - self._began


class Runner:
    """The process's last run, if there was one."""

    def __init__(self) -> None:
        self._job: Job | None = None
        self._lock = threading.Lock()

    @property
    def job(self) -> Job | None:
        with self._lock:
            return self._job

    def start(self, job: Job) -> bool:
        """Starts it, unless another one is going on."""
        with self._lock:
            if self._job and self._job.sight.live:
                return False
            self._job = job
            job.start()
            return True


class _StoppedError(Exception):
    """Not a failure: somebody asked for it."""


class _Stoppable:
    """An assistant that breaks off between two events when told to."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    @property
    def model_name(self) -> str:
        return self._assistant.model_name

    def ask(self, question: Question) -> Iterator[Event]:
        self._check()
        for event in self._assistant.ask(question):
            yield event
            self._check()

    def retrieve(self, question: Question) -> tuple[str, tuple[Evidence, ...]]:
        return self._assistant.retrieve(question)

    def _check(self) -> None:
        if self._stopped.is_set():
            raise _StoppedError
