"""Questions to suggest, found in one thread beside the answers, so that nothing waits for them.

They are not stored: found again after a restart, they are right for the library as it then is.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

_LOG = logging.getLogger(__name__)
T = TypeVar("T")
_KEPT = 200
"""Places whose suggestions are remembered."""


class Suggestions:
    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, "suggest")
        self._found: dict[str, Future[tuple[Any, ...]]] = {}
        self._lock = threading.Lock()

    def get(self, key: str, find: Callable[[], tuple[T, ...]]) -> tuple[T, ...] | None:
        """What `find` returns, once it has; until then None. Never waits. Nothing is suggested where it fails."""
        with self._lock:
            if key not in self._found:
                for oldest in list(self._found)[: len(self._found) - _KEPT + 1]:
                    del self._found[oldest]
                self._found[key] = self._worker.submit(_safely, find)
            future = self._found[key]
        return future.result() if future.done() else None


def _safely(find: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
    try:
        return find()
    except Exception:
        _LOG.exception("No questions could be suggested")
        return ()
