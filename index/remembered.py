"""What was last worked out of whole texts, bounded by their length: two hundred notes are little, two hundred books are
the memory of a server."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Remembered(Generic[Result]):
    """A function of one text that remembers its last results, of texts of `characters` together; the last of all is
    remembered whatever its length. Safe to share between threads: two that ask the same may both work it out."""

    def __init__(self, work: Callable[[str], Result], characters: int) -> None:
        self._work = work
        self._most = characters
        self._results = OrderedDict[str, Result]()
        self._lock = threading.Lock()
        self.characters = 0
        """Of the texts whose results are remembered now."""
        update_wrapper(self, work)

    def __call__(self, text: str) -> Result:
        with self._lock:
            if text in self._results:
                self._results.move_to_end(text)
                return self._results[text]
        result = self._work(text)
        with self._lock:
            if text not in self._results:
                self.characters += len(text)
            self._results[text] = result
            self._results.move_to_end(text)
            while self.characters > self._most and len(self._results) > 1:
                self.characters -= len(self._results.popitem(last=False)[0])
        return result


def remembered(*, characters: int) -> Callable[[Callable[[str], Result]], Remembered[Result]]:
    """The decorator."""
    return lambda work: Remembered(work, characters)
