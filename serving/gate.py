"""How many questions are answered at a time, in all and of one person. The others wait in the order in which they came.

A person at their limit is passed by, so that nobody's ten questions hold up another's one.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from threading import Event as Signal

from rag.errors import AnswerError

_LOOK_S = 0.5
"""Seconds after which one who waits looks whether it was called off."""


class BusyError(AnswerError):
    """Too many wait already, or the server is being stopped."""

    retryable = True


class Gate:
    """`most` at a time, `each` of one person (whoever sits at the machine has no such limit), `waiting` at most."""

    def __init__(self, most: int, each: int, waiting: int) -> None:
        self._most, self._each, self._room = most, each, waiting
        self._running: dict[str, str] = {}
        self._waiting: dict[str, str] = {}
        self._changed = threading.Condition()
        self._closed = False

    def wait(self, ticket: str, person: str, cancel: Signal | None = None) -> Iterator[int]:
        """Yields how many are before this one, now and then, and ends when it is its turn, or when `cancel` is set.
        `leave` has to follow in any case. Raises BusyError where it cannot wait."""
        with self._changed:
            self._admit(ticket, person)
            self._call()
        while True:
            with self._changed:
                if ticket in self._running or (cancel and cancel.is_set()):
                    return
                before = list(self._waiting).index(ticket)
            yield before
            with self._changed:
                if ticket not in self._running:
                    self._changed.wait(_LOOK_S)

    def leave(self, ticket: str) -> None:
        with self._changed:
            self._running.pop(ticket, None)
            self._waiting.pop(ticket, None)
            self._call()

    def close(self) -> None:
        """From now on nobody is let in, and who waits is called off by `cancel` alone."""
        with self._changed:
            self._closed = True

    @property
    def running(self) -> int:
        with self._changed:
            return len(self._running)

    @property
    def waiting(self) -> int:
        with self._changed:
            return len(self._waiting)

    def _admit(self, ticket: str, person: str) -> None:
        if self._closed:
            raise BusyError("Dossier is being stopped.", hint="Ask again in a minute.")
        held = Counter(self._running.values())
        waits = len(self._running) >= self._most or (person != "" and held[person] >= self._each)
        if waits and len(self._waiting) >= self._room:
            raise BusyError(f"{len(self._waiting)} questions are waiting already.", hint="Ask again in a minute.")
        self._waiting[ticket] = person

    def _call(self) -> None:
        """Lets in whoever may come in, the first first."""
        held = Counter(self._running.values())
        for ticket, person in list(self._waiting.items()):
            if len(self._running) >= self._most:
                break
            if person == "" or held[person] < self._each:
                self._running[ticket] = self._waiting.pop(ticket)
                held[person] += 1
        self._changed.notify_all()
