"""Questions to suggest, found in one thread beside the answers, so that nothing waits for them.

They are not stored: found again after a restart, they are right for the library as it then is. Whoever asks goes first:
while questions are being answered, the search for suggestions stands still, and where nobody looks for them any more,
it is dropped. On two cores it would else take more of the processor than the answers.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

_LOG = logging.getLogger(__name__)
T = TypeVar("T")
Turn = Callable[[], None]
"""Waits until it is a piece of work's turn."""
Find = Callable[[Turn], tuple[T, ...]]
"""What finds suggestions; it calls what it is given before each piece of work."""
_KEPT = 200
"""Places whose suggestions are remembered."""
_PATIENCE_S = 15.0
"""How long a piece of work waits for answers at most: under load without an end something is suggested in the end."""
_PAUSE_S = 0.2
"""Seconds between two looks whether questions are being answered."""
_LEFT_S = 30.0
"""Seconds without a look after which nobody waits: a page that does looks every half a second, every ten under load."""


class Suggestions:
    """`busy` tells whether questions are being answered."""

    def __init__(self, busy: Callable[[], bool] = lambda: False) -> None:
        self._busy = busy
        self._worker = ThreadPoolExecutor(1, "suggest")
        self._found: dict[str, Future[tuple[Any, ...]]] = {}
        self._looked: dict[str, float] = {}
        self._lock = threading.Lock()

    def get(self, key: str, find: "Find[T]") -> tuple[T, ...] | None:
        """What `find` returns, once it has; until then None. Never waits. Nothing is suggested where it fails."""
        with self._lock:
            if key not in self._found:
                for oldest in list(self._found)[: len(self._found) - _KEPT + 1]:
                    self._forget(oldest)
                self._found[key] = self._worker.submit(self._safely, key, find)
            self._looked[key] = time.monotonic()
            future = self._found[key]
        return future.result() if future.done() else None

    def _safely(self, key: str, find: "Find[T]") -> tuple[T, ...]:
        try:
            self._turn(key)
            return find(partial(self._turn, key))
        except _LeftError:
            return ()
        except Exception:
            _LOG.exception("No questions could be suggested")
            return ()

    def _turn(self, key: str) -> None:
        """Waits for the answers under way. Raises _LeftError where nobody looks any more; the next look begins anew."""
        until = time.monotonic() + _PATIENCE_S
        while True:
            with self._lock:
                if time.monotonic() - self._looked.get(key, 0.0) > _LEFT_S:
                    self._forget(key)
                    raise _LeftError
            if not self._busy() or time.monotonic() >= until:
                return
            time.sleep(_PAUSE_S)

    def _forget(self, key: str) -> None:
        self._found.pop(key, None)
        self._looked.pop(key, None)


class _LeftError(Exception):
    """Nobody waits for the suggestions."""
