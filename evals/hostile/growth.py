"""How the processor time of a reader grows with the length of a hostile text.

Each is called in a process of its own, since nothing else stops a regular expression at work. A call that takes more
of the processor than LIMIT_S ends the process, and counts as one that never came back; others at work on the machine
make no difference.
"""

import gc
import multiprocessing
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import log
from multiprocessing.connection import Connection

from evals.hostile.functions import Read
from evals.hostile.texts import Make

LIMIT_S = 20.0
"""Seconds of the processor after which a call is given up."""
PATIENCE_S = 600.0
"""Seconds of the clock after which one is given up that does nothing."""
SLOW_S = 0.2
"""Below this a call is quick at any growth that a text of the largest size can show: timers and caches decide there."""
STEEP = 1.5
"""The exponent from which time is called out of proportion: n log n is 1.1, the square 2, and clocks are not exact."""


@dataclass(frozen=True, kw_only=True)
class Growth:
    """Seconds by size, smallest first; the last is None where that call was given up."""

    text: str
    seconds: Sequence[tuple[int, float | None]]

    @property
    def exponent(self) -> float:
        """That of the size in the time, over the last doubling of it; endless where a call never came back."""
        (size, before), (larger, after) = self.seconds[-2:] if len(self.seconds) > 1 else ((1, None), (2, None))
        if before is None or after is None:
            return float("inf")
        return log(max(after, 1e-6) / max(before, 1e-6)) / log(larger / size)

    @property
    def steep(self) -> bool:
        """Whether it grows worse than its text by what the largest sizes show."""
        last = self.seconds[-1][1]
        return last is None or (last >= SLOW_S and self.exponent >= STEEP)


def growths(read: Read, texts: Mapping[str, Make], sizes: Sequence[int]) -> Iterator[Growth]:
    """One for each kind of text. Texts that are read in no time at the largest size are not read at the others."""
    left = list(texts)
    while left:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        worker = multiprocessing.get_context("fork").Process(
            target=_work, args=(theirs, read, {kind: texts[kind] for kind in left}, sizes), daemon=True
        )
        worker.start()
        theirs.close()
        taken: list[tuple[int, float | None]] = []
        while left:
            given_up = Growth(text=left[0], seconds=[*taken, (sizes[-1], None)])
            if not ours.poll(PATIENCE_S):
                yield given_up
                left.pop(0)
                break
            try:
                size, seconds, last = ours.recv()
            except EOFError:  # it was ended, or died of its memory
                yield given_up
                left.pop(0)
                break
            taken.append((size, seconds))
            if last:
                yield Growth(text=left.pop(0), seconds=taken)
                taken = []
        worker.kill()
        worker.join()
        ours.close()


def _work(out: Connection, read: Read, texts: Mapping[str, Make], sizes: Sequence[int]) -> None:
    gc.freeze()  # else what the parent holds is gone through in the middle of a call
    _seconds(read, texts[next(iter(texts))](100))  # what is loaded once is loaded now
    for make in texts.values():
        longest = _of_two(read, make, sizes[-1])
        if longest >= SLOW_S:
            for size in sizes[:-1]:
                out.send((size, _of_two(read, make, size), False))
            # What the first call has remembered of a text's pieces would else make shorter ones look quick.
            longest = min(longest, _seconds(read, make(sizes[-1] - 2)))
        out.send((sizes[-1], longest, True))


def _of_two(read: Read, make: Make, size: int) -> float:
    """A slow call is made once more, of another text: what the first one loaded is no time of the reader."""
    taken = _seconds(read, make(size))
    return taken if taken < SLOW_S else min(taken, _seconds(read, make(size - 1)))


def _seconds(read: Read, text: str) -> float:
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)  # which ends the process: nobody handles that signal
    started = time.process_time()
    with suppress(Exception):  # a text that is refused, whichever way, was read as far as it had to be
        read(text)
    seconds = time.process_time() - started
    signal.setitimer(signal.ITIMER_PROF, 0)
    return seconds
