"""Something that takes its time to open, opened once in a thread and left when the process ends."""

import atexit
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack
from typing import Generic, TypeVar

T = TypeVar("T")


class Opening(Generic[T]):
    """`open_it` gives a context manager; what it gives is shared by all that ask."""

    def __init__(self, open_it: Callable[[], AbstractContextManager[T]]) -> None:
        self._open_it = open_it
        self._stack = ExitStack()
        self._lock = threading.Lock()
        self._future: Future[T] | None = None
        atexit.register(self._stack.close)
        self.begun()

    def begun(self) -> Future[T]:
        """What it will be; raises what hindered it."""
        with self._lock:
            if self._future is None:
                self._future = Future()
                threading.Thread(target=self._open, args=(self._future,), daemon=True, name="open").start()
            return self._future

    def retry(self) -> None:
        """Opens it anew if the last attempt failed."""
        with self._lock:
            if self._future and self._future.done() and self._future.exception():
                self._future = None
        self.begun()

    def _open(self, future: Future[T]) -> None:
        try:
            future.set_result(self._stack.enter_context(self._open_it()))
        except BaseException as error:
            future.set_exception(error)
