"""Work in a thread of its own: whoever looks sees how far it is, at any time and from any thread."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, TypeVar

Sight = TypeVar("Sight", bound=Any)
"""A frozen dataclass: what there is to see at one moment."""


class Background(ABC, Generic[Sight]):
    """Does `_work` once it is started, which tells by `_see` how far it is."""

    def __init__(self, sight: Sight, name: str) -> None:
        self._sight = sight
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, daemon=True, name=name)

    @abstractmethod
    def _work(self) -> None: ...

    def start(self) -> None:
        self._thread.start()

    def join(self, timeout: float) -> None:
        """Waits for the thread to end."""
        self._thread.join(timeout)

    @property
    def sight(self) -> Sight:
        with self._changed:
            return self._sight

    def _see(self, may: Callable[[Sight], bool] | None = None, /, **changes: object) -> Sight | None:
        """The sight with these changes; None where `may` does not allow them, as it may have ended just now."""
        with self._changed:
            if may and not may(self._sight):
                return None
            self._sight = replace(self._sight, **changes)
            self._changed.notify_all()
            return self._sight

    def _wait(self, news: Callable[[Sight], bool], timeout: float) -> Sight:
        """The sight as soon as it is news, or as it is after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: news(self._sight), timeout)
            return self._sight
