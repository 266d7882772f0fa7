"""A check in a thread of its own: the page looks at how far it is, and may stop it. What was judged is kept."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rag.checking.types import Checked, Draft, Report

_LOG = logging.getLogger(__name__)

Events = Callable[[threading.Event], Iterator[Checked | Report]]


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What there is to see at one moment: `report` at the end, `error` where it could not be done."""

    draft: Draft
    total: int
    done: tuple[Checked, ...] = ()
    report: Report | None = None
    error: Exception | None = None
    stopping: bool = False

    @property
    def live(self) -> bool:
        return self.report is None and self.error is None


class CheckJob:
    """Runs a check of `total` statements; `events` is given what stops it."""

    def __init__(self, draft: Draft, total: int, events: Events) -> None:
        self._sight = Sight(draft=draft, total=total)
        self._events = events
        self._cancel = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._work, daemon=True, name="check")

    def start(self) -> None:
        self._thread.start()

    def join(self, timeout: float) -> None:
        """Waits for the thread to end."""
        self._thread.join(timeout)

    @property
    def sight(self) -> Sight:
        with self._lock:
            return self._sight

    def stop(self) -> None:
        """Ends it after the statement at hand."""
        self._cancel.set()
        self._see(stopping=True)

    def _work(self) -> None:
        try:
            for item in self._events(self._cancel):
                if isinstance(item, Report):
                    self._see(report=item)
                else:
                    self._see(done=(*self.sight.done, item))
        except Exception as error:  # whoever looks has to learn of it, whatever it was
            _LOG.exception("The check of %s failed", self.sight.draft.name)
            self._see(error=error)

    def _see(self, **changes: object) -> None:
        with self._lock:
            self._sight = replace(self._sight, **changes)  # type: ignore[arg-type]
