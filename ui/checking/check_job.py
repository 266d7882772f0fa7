"""A check in a thread of its own: the page looks at how far it is, and may stop it. What was judged is kept."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rag.background import Background
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


class CheckJob(Background[Sight]):
    """Runs a check of `total` statements; `events` is given what stops it."""

    def __init__(self, draft: Draft, total: int, events: Events) -> None:
        super().__init__(Sight(draft=draft, total=total), "check")
        self._events = events
        self._cancel = threading.Event()

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
