"""The process that reads files, and the handle by which another asks it: python -m index.worker FD SECONDS BYTES

Both talk in pickles over a socket that nobody else holds. The process is started anew, not forked, and as a module of
its own: what the asking process runs (a page, a test) is not run again.
"""

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, cast

from index.errors import DocumentError
from index.loaders.alive import listen
from index.parts import Item, load_all, load_all_bytes

SECONDS = 60
"""Seconds of the processor that a file may take until its document, each of its parts or its next sign of life."""

BUSY = 10
"""So many times SECONDS may pass on the clock meanwhile: a machine at its limit gives a process a tenth of a core, and
what waits for something that never comes takes no processor."""

TOTAL_SECONDS = 900
"""Seconds on the clock that a file with all that is in it may take."""

MEMORY = 1_000_000_000
"""Bytes of data that the process may hold."""

_RETIRES = 0.5
"""Share of MEMORY: a process that has held more makes room for a new one when it is done with a file."""

_NEAR = 0.8
"""Share of MEMORY from which a failure is one of memory."""

IDLE_SECONDS = 300
"""Seconds without work after which the process ends."""

_LOOK = 0.2
"""Seconds between two looks whether the answer is still wanted."""

START_SECONDS = 120
"""Seconds that the process may take to start."""

_READY, _ALIVE, _DONE, _LAST = "ready", "alive", "done", "last"


class Worker:
    """Starts the process when it is needed, and again after it ended. For one thread at a time."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._busy = self._ready = False
        self._connection: Connection[object, object]
        self._said: IO[bytes]

    def read(self, name: str, source: Path | bytes, stop: threading.Event) -> Iterator[Item]:
        """What the file holds; a DocumentError if it takes too long or too much. Ends early when `stop` is set."""
        self._ask(name, source)
        try:
            yield from self._answers(name, stop)
        finally:
            if self._busy:  # nobody takes the rest of its answer
                self.stop()

    def _answers(self, name: str, stop: threading.Event) -> Iterator[Item]:
        total = 0.0
        while True:
            limit = min(BUSY * self._seconds, TOTAL_SECONDS - total) if self._ready else START_SECONDS
            waited, came = self._wait(limit, stop)
            total += waited if self._ready else 0.0
            if not came:
                self.stop()
                if not stop.is_set():
                    yield self._late(name, waited)
                return
            try:
                item = self._connection.recv()
            except (EOFError, OSError):
                yield self._ended(name)
                return
            if item == _READY:
                self._ready = True
            elif item in (_DONE, _LAST):
                self._busy = False
                if item == _LAST:
                    self.stop()
                return
            elif item != _ALIVE:
                yield item  # type: ignore[misc]

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._connection.close()
            self._said.close()
            self._process = None
        self._busy = False

    def _ask(self, name: str, source: Path | bytes) -> None:
        self._busy = True
        if self._process is not None:
            with suppress(OSError):
                if self._process.poll() is None:
                    self._connection.send((name, source))
                    return
            self.stop()  # it was idle for too long, or was killed
            self._busy = True
        self._start()
        with suppress(OSError):  # one that does not start has closed its end: the answer tells
            self._connection.send((name, source))

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 -- as long as the process
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "index.worker", str(theirs.fileno()), str(self._seconds), str(self._memory)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._said, pass_fds=(theirs.fileno(),),
                start_new_session=True,  # Ctrl-C is for the asking process, which stops this one
                cwd=Path(__file__).parent.parent, env=os.environ | {"ORT_DISABLE_TELEMETRY": "1"},
            )  # fmt: skip
        self._connection = Connection(ours.detach())
        self._ready = False

    def _wait(self, seconds: float, stop: threading.Event) -> tuple[float, bool]:
        """Seconds waited, and whether an answer is there."""
        start = time.monotonic()
        while (waited := time.monotonic() - start) < seconds and not stop.is_set():
            if self._connection.poll(min(_LOOK, seconds - waited)):
                return time.monotonic() - start, True
        return max(waited, 0.0), False

    def _late(self, name: str, waited: float) -> DocumentError:
        if not self._ready:
            cause = f"the process that reads files did not start within {START_SECONDS} s"
            return DocumentError(name, cause, "Try again when this machine has less to do.")
        limit = BUSY * self._seconds if waited >= BUSY * self._seconds else TOTAL_SECONDS
        return DocumentError(name, f"it takes more than {limit:.0f} s to read", _SMALLER)

    def _ended(self, name: str) -> DocumentError:
        """The error of a file at which the process ended."""
        assert self._process is not None
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        code = self._process.returncode
        if code == -signal.SIGPROF:
            self.stop()
            return DocumentError(name, f"it takes more than {self._seconds:.0f} s of the processor to read", _SMALLER)
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        last = f": {lines[-1][:200]}" if lines and code != -signal.SIGKILL else ""
        self.stop()
        cause = f"what reads it broke off (code {code}{last}); it takes too much memory or is damaged"
        return DocumentError(name, cause, _SMALLER)


_SMALLER = "Split it into smaller files, or save it anew in the program that made it."


def serve(connection: "Connection[object, object]", seconds: float, memory: int) -> None:
    """Reads what it is asked for until nobody asks any more."""
    with suppress(OSError, ValueError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))

    def limit() -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds)  # its signal ends the process
        # Should the asking process be gone, nobody else ends a file that waits for ever.
        signal.alarm(max(1, int(2 * BUSY * seconds)))

    def unlimited() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)

    def tell(item: object) -> None:
        unlimited()  # whoever takes it may take its time
        connection.send(item)
        limit()

    listen(lambda: tell(_ALIVE))
    connection.send(_READY)
    while connection.poll(IDLE_SECONDS):
        name, source = cast(tuple[str, Path | bytes], connection.recv())
        limit()
        for item in load_all(source) if isinstance(source, Path) else load_all_bytes(source, name):
            tell(_told(item, _peak(), memory))
        last = _peak() > _RETIRES * memory
        tell(_LAST if last else _DONE)
        unlimited()
        if last:
            return


def _told(item: Item, peak: int, memory: int) -> Item:
    """Libraries that get no memory say all sorts of things: then what is known here is said instead."""
    if isinstance(item, DocumentError) and peak > _NEAR * memory:
        return DocumentError(item.subject, f"it takes more than {memory / 1e6:.0f} MB of memory to read", _SMALLER)
    return item


def _peak() -> int:
    """The most bytes that this process has held; 0 where nothing tells.

    Not by getrusage, whose figure a process has from the one that started it.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


if __name__ == "__main__":
    with suppress(EOFError, ConnectionError):
        serve(Connection(int(sys.argv[1])), float(sys.argv[2]), int(sys.argv[3]))
