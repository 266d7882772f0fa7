"""The embedded chat model as a server in a child process: a crash of the model is not a crash of the app.

    python -m rag.serve MODEL.gguf --context 4096 --threads 2

prints one JSON line {"url": …, "key": …} when it is ready and stays until its standard input closes, which happens
however the parent ends. `shared_server` is the parent's side: one server a process, restarted when found dead.
"""

import argparse
import atexit
import contextlib
import json
import os
import queue
import secrets
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import ModelSetupError

_START_S = 180.0
_SLOTS = 2


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m rag.serve", description="Serve a GGUF file on loopback.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--context", type=int, default=4096)
    parser.add_argument("--threads", type=int, default=None)
    options = parser.parse_args()
    # The parent reads our standard output: what native code prints goes to the log instead.
    ready = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    key = secrets.token_urlsafe(24)
    # Held by name to the end: the server stops when the object is collected.
    server = _serve(options.model, options.context, options.threads or default_threads(), key)
    print(json.dumps({"url": f"{server.listening_address}/v1", "key": key}), file=ready, flush=True)
    sys.stdin.buffer.read()
    os._exit(0)  # at once: an answer under way has no reader any more


def default_threads() -> int:
    """More than 8 threads wait for memory, not for cores."""
    return min(os.cpu_count() or 1, 8)


def _serve(model: Path, context: int, threads: int, key: str) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.n_ctx = context
    params.n_parallel = _SLOTS
    params.kv_unified = True  # else every slot gets only its share of the context
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.cache_ram_mib = 512  # prompts of conversations that are not in a slot just now; the default is 8 GB
    # Answers repeat their evidence word for word: guessing from the prompt doubled decoding where they do.
    params.speculative.types = [xllamacpp.common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE]
    params.sampling.temp = 0.0
    params.model_alias = {model.stem}
    params.verbosity = 2
    # Loopback is open to every page in the user's browser: without a key one could read the prompts.
    params.api_keys = [key]
    params.cors_origins = ""
    params.endpoint_slots = False
    params.ui = False
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:  # the reason stands in the log above; a traceback would push it out of the tail
        sys.exit(str(error))


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a server listens. The key changes with every start."""

    url: str
    key: str


class ModelServer:
    """A model's server, started when its address is first asked for. Safe to share between threads."""

    def __init__(self, model: Path, *, context: int, threads: int | None, log: Path) -> None:
        self.model = model
        self.context = context
        self.threads = threads
        self.log = log
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
        command = [sys.executable, "-m", "rag.serve", str(self.model.absolute()), "--context", str(self.context)]
        command += ["--threads", str(self.threads)] if self.threads else []
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self._child = subprocess.Popen(
                command,
                cwd=Path(__file__).parents[1],
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


def shared_server(model: Path, *, context: int, threads: int | None, log: Path) -> ModelServer:
    """This process's server; one for another model or size takes the place of the one before."""
    global _shared
    with _shared_lock:
        wanted = (model, context, threads)
        if _shared is None or (_shared.model, _shared.context, _shared.threads) != wanted:
            stop_shared_server()
            _shared = ModelServer(model, context=context, threads=threads, log=log)
        return _shared


@atexit.register
def stop_shared_server() -> None:
    if _shared is not None:
        _shared.stop()


if __name__ == "__main__":
    main()
