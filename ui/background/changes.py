"""Changes to the library: one thread each, so that a page may look, leave and come back at any time.

Knows nothing of Streamlit. Every session sees all of them; one that ended stays until somebody dismisses it.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import IndexingError
from rag.conversation.exchange import Failure
from rag.errors import AnswerError
from ui.background.generation import failure_of

if TYPE_CHECKING:  # the loaders take a second to import, and the chat needs none of them
    from index.progress import OnProgress, Progress, Report

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What there is to see of a change at one moment. It runs until it has a report or a failure. `said` is what came
    of one that a report has no words for."""

    id: str
    name: str
    started: float
    progress: "Progress | None" = None
    report: "Report | None" = None
    failure: Failure | None = None
    stopping: bool = False
    said: str = ""

    @property
    def running(self) -> bool:
        return self.report is None and self.failure is None

    @property
    def clean(self) -> bool:
        """Whether it ended with nothing that a reader has to know."""
        report = self.report
        return report is not None and not any(
            (self.said, report.errors, report.losses, report.passed, report.duplicates, report.displaced, report.left)
        )


class Changes:
    """All changes of this process, oldest first. The library lets one at a time through; the others wait."""

    def __init__(self) -> None:
        self._all: dict[str, Change] = {}
        self._lock = threading.Lock()

    def start(self, name: str, work: "Callable[[OnProgress], Report | str]") -> None:
        """Runs `work` in a thread. Earlier changes that ended well are no news any more."""
        change = Change(id=uuid.uuid4().hex[:8], name=name, started=time.monotonic())
        with self._lock:
            self._all = {c.id: c for c in self._all.values() if not c.clean} | {change.id: change}
        threading.Thread(target=self._work, args=(change.id, work), daemon=True, name="change").start()

    def all(self) -> list[Change]:
        with self._lock:
            return list(self._all.values())

    def dismiss(self, change_id: str) -> None:
        with self._lock:
            self._all.pop(change_id, None)

    def stop(self, change_id: str) -> None:
        """Ends it after the file in hand."""
        self._update(change_id, stopping=True)

    def _work(self, change_id: str, work: "Callable[[OnProgress], Report | str]") -> None:
        from index.progress import Report, Stop

        def look(progress: "Progress") -> None:
            if self._update(change_id, progress=progress).stopping and progress.done < progress.total:
                raise Stop

        try:
            done = work(look)
            said, report = (done, Report()) if isinstance(done, str) else ("", done)
            self._update(change_id, report=report, said=said)
        except Stop:  # of work that knows no half: what it has done is kept all the same
            self._update(change_id, report=Report())
        except (AnswerError, IndexingError) as error:
            self._update(change_id, failure=failure_of(error))
        except OSError as error:
            _LOG.exception("A change to the library failed")
            hint = "What was finished is kept. Check the disk, and whether it is full; then try again."
            message = f"A file could not be read or written ({error.strerror or error})."
            self._update(change_id, failure=Failure(message=message, hint=hint))
        except Exception:
            _LOG.exception("A change to the library failed")
            hint = "What was finished is kept. Try again; the log has the details."
            self._update(change_id, failure=Failure(message="Something went wrong inside Dossier.", hint=hint))

    def _update(self, change_id: str, **news: object) -> Change:
        with self._lock:
            self._all[change_id] = replace(self._all[change_id], **news)  # type: ignore[arg-type]
            return self._all[change_id]
