"""Dossier's server over a bed's library, in a process of its own on loopback, and what it takes of memory."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import httpx

from evals.bench.footprint import resident_mb, server_mb
from evals.errors import BenchError
from rag.settings import Settings

_ROOT = Path(__file__).parents[2]
_START_S = 300
_STOP_S = 30


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Resident megabytes; None where they cannot be told."""

    server_mb: float | None
    chroma_mb: float | None


@dataclass(frozen=True, kw_only=True)
class Running:
    """`address` is that of the API's root, which the official client calls its base URL."""

    address: str
    pid: int
    data: Path

    def memory(self) -> Memory:
        return Memory(server_mb=resident_mb(self.pid), chroma_mb=server_mb(self.data))


@contextmanager
def running(settings: Settings) -> Iterator[Running]:
    """Pages and API as `make run` starts them, once they answer. Raises BenchError where they do not."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "ui/server.py", f"--server.port={port}",
               "--server.address=127.0.0.1", "--server.headless=true"]  # fmt: skip
    with TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=_ROOT, env=_environment(settings), stdout=log, stderr=log)
        try:
            _await(f"http://127.0.0.1:{port}/readyz", process)
            yield Running(address=f"http://127.0.0.1:{port}/v1", pid=process.pid, data=settings.data)
        except BenchError as error:
            log.seek(0)
            said = log.read().decode(errors="replace").strip().splitlines()
            raise BenchError(error.message, hint=said[-1] if said else error.hint) from error
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()


def _environment(settings: Settings) -> dict[str, str]:
    given = {
        "data": settings.data, "library": "", "models": settings.models, "embedding": settings.embedding,
        "chunk_tokens": settings.chunk_tokens, "llm": settings.llm, "chroma_url": settings.chroma_url or "",
    }  # fmt: skip
    if settings.database:
        given["database"] = settings.database.get_secret_value()
    return os.environ | {f"DOSSIER_{name.upper()}": str(value) for name, value in given.items()}


def _await(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise BenchError("The server did not start.", hint="Start it by hand to see why: make run.")
        try:
            if httpx.get(address, timeout=10).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise BenchError(f"The server was not ready within {_START_S} s.", hint="Try again on a quieter machine.")
