"""The embedded chat model as a server in a child process (`serve`): a crash of the model is not a crash of the app.

`shared_server` gives one server a process, restarted when found dead.
"""

import atexit
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rag.errors import ModelSetupError

_START_S = 180.0
"""Seconds that a model may take to load: gigabytes from a slow disk."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a server listens. The key changes with every start."""

    url: str
    key: str


class ModelServer:
    """A model's server, started when its address is first asked for. Safe to share between threads.

    `check` is called before every start; what it raises hinders it.
    """

    def __init__(
        self,
        model: Path,
        *,
        context: int,
        threads: int | None,
        log: Path,
        check: Callable[[], object] | None = None,
    ) -> None:
        self.model = model
        self.context = context
        self.threads = threads
        self.log = log
        self.check = check
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._address: Address | None = None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    @property
    def alive(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def address(self) -> Address:
        """The live server's; starts or restarts it if need be. Raises ModelSetupError with the log's tail."""
        with self._lock:
            if self._address is None or not self.alive:
                self._stop()
                self._address = self._start()
            return self._address

    def doubt(self, address: Address) -> None:
        """To be told of an address that does not answer: a process killed just now takes a moment to be gone."""
        with self._lock:
            if self._child is not None and self._address == address:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._child.wait(1)

    def stop(self) -> None:
        with self._lock:
            self._stop()

    def _start(self) -> Address:
        if self.check:
            self.check()
        command = [
            sys.executable,
            "-m",
            "rag.models.embedded.serve",
            str(self.model.absolute()),
            "--context",
            str(self.context),
        ]
        command += ["--threads", str(self.threads)] if self.threads else []
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self._child = subprocess.Popen(
                command,
                cwd=Path(__file__).parents[3],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                # Waiting threads sleep and do not spin: on busy cores decoding was 3 to 4 times as quick.
                env={"OMP_WAIT_POLICY": "passive", **os.environ},
                start_new_session=True,  # Ctrl-C stops an answer, not the model
            )
        line = _first_line(self._child)
        if not line:
            status = self._child.poll()
            self._stop()
            raise self._failure(status)
        return Address(**json.loads(line))

    def _failure(self, status: int | None) -> ModelSetupError:
        how = f"was not ready after {_START_S:.0f} s" if status is None else f"ended with status {status}"
        tail = "\n".join(self.log.read_text(errors="replace").strip().splitlines()[-8:])
        return ModelSetupError(
            f"The embedded model {self.model.name} {how}. Its log ({self.log}) ends:\n{tail or '(empty)'}\n",
            hint="Check that the file is whole (python -m rag.models), that memory is free, or set DOSSIER_LLM=none.",
        )

    def _stop(self) -> None:
        child, self._child, self._address = self._child, None, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()
        try:
            child.wait(3)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _first_line(child: subprocess.Popen[bytes]) -> bytes:
    """What the child says when ready; empty if it ended or took too long."""
    lines: queue.Queue[bytes] = queue.Queue()
    output = child.stdout
    assert output is not None
    threading.Thread(target=lambda: lines.put(output.readline()), daemon=True).start()
    try:
        line = lines.get(timeout=_START_S)
    except queue.Empty:
        child.kill()
        return b""
    if not line:
        child.wait()
    return line


_shared: ModelServer | None = None
_shared_lock = threading.Lock()


def shared_server(
    model: Path, *, context: int, threads: int | None, log: Path, check: Callable[[], object] | None = None
) -> ModelServer:
    """This process's server; one for another model or size takes the place of the one before."""
    global _shared
    with _shared_lock:
        wanted = (model, context, threads)
        if _shared is None or (_shared.model, _shared.context, _shared.threads) != wanted:
            stop_shared_server()
            _shared = ModelServer(model, context=context, threads=threads, log=log)
        _shared.check = check
        return _shared


@atexit.register
def stop_shared_server() -> None:
    if _shared is not None:
        _shared.stop()
