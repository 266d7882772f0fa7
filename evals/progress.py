"""Progress on standard error: one line that renews itself on a terminal, a line now and then in a log."""

import sys
import time
from typing import TextIO

_EVERY_S = 10.0


class Progress:
    """Counts steps of known number and says how long the rest will take, going by the steps so far.

    Steps that cost nothing, because their result was kept, are told by `cached` and left out of the estimate.
    """

    def __init__(self, label: str, total: int, out: TextIO | None = None) -> None:
        self._label = label
        self._total = total
        self._out = out or sys.stderr
        self._done = self._paid = 0
        self._started = time.monotonic()
        self._shown = float("-inf")

    def step(self, note: str = "", *, cached: bool = False, by: int = 1) -> None:
        self._done += by
        self._paid += 0 if cached else by
        now = time.monotonic()
        last = self._done >= self._total
        if self._out.isatty():
            print(f"\r\x1b[2K{self._line(now, note)}", end="\n" if last else "", file=self._out, flush=True)
        elif last or now - self._shown >= _EVERY_S:
            print(self._line(now, note), file=self._out, flush=True)
            self._shown = now

    def _line(self, now: float, note: str) -> str:
        parts = [f"{self._label} {self._done}/{self._total}", self._left(now - self._started), note]
        return ", ".join(part for part in parts if part)

    def _left(self, elapsed: float) -> str:
        if self._done >= self._total:
            return f"took {spoken(elapsed)}"
        if not self._paid:
            return ""
        return f"{spoken(elapsed / self._paid * (self._total - self._done))} left"


def spoken(seconds: float) -> str:
    """8 s, 3 m 20 s, 2 h 5 m."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} m {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} m"
