"""The one Chroma server that all processes of a data folder share.

Two processes that open one Chroma directory themselves corrupt it, so each reaches it through `chroma run` on
loopback. Whoever comes first starts the server; a keeper process (`python -m index.server`) ends it when no process
has used it for a while. A process "uses" it by holding a shared lock, which the system releases even after kill -9.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import IO

from filelock import FileLock

from index.errors import StoreError

GRACE_S = 20.0
"""How long the server outlives its last user: long enough for the next command of a person at the keyboard."""

_held: dict[Path, IO[str]] = {}


def connect(data: Path) -> int:
    """The port of the running server of `data`, which is started if need be and stays up while this process lives.

    Raises StoreError if it cannot be started.
    """
    data.mkdir(parents=True, exist_ok=True)
    if data not in _held:
        lock = (data / "chroma.users").open("w")
        fcntl.flock(lock, fcntl.LOCK_SH)
        _held[data] = lock
    with FileLock(data / "chroma.lock"):
        port = _recorded_port(data)
        if port is not None and _alive(port):
            return port
        for _ in range(3):  # A free port may be taken between the asking and the binding.
            port = _free_port()
            if _start(data, port):
                (data / "chroma.json").write_text(json.dumps({"port": port}))
                return port
    raise StoreError(
        f"Chroma server of {data}", "does not start", f"Read {data / 'chroma.log'}; is the disk full or read-only?"
    )


def _recorded_port(data: Path) -> int | None:
    try:
        return int(json.loads((data / "chroma.json").read_text())["port"])
    except (OSError, ValueError, KeyError):
        return None


def _alive(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=5) as reply:
            return b"heartbeat" in reply.read()
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(data: Path, port: int) -> bool:
    with (data / "chroma.log").open("a") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "index.server", str(data), str(port)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            cwd=Path(__file__).parent.parent,
        )  # fmt: skip
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and keeper.poll() is None:
        if _alive(port):
            return True
        time.sleep(0.05)
    return False


def keep(data: Path, port: int) -> None:
    """Runs the server until nobody has used it for GRACE_S seconds."""
    chroma = Path(sys.executable).with_name("chroma")
    with (data / "chroma.users").open("w") as users:
        server = subprocess.Popen(
            [str(chroma), "run", "--path", str(data / "chroma"), "--host", "127.0.0.1", "--port", str(port)],
            env=os.environ | {"ANONYMIZED_TELEMETRY": "False", "RUST_LOG": "warn"},
        )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            _wait_for_idle(server, users)
        finally:
            # Before the lock goes with its file: two servers must not have one directory.
            server.terminate()
            server.wait(timeout=30)


def _wait_for_idle(server: subprocess.Popen[bytes], users: IO[str]) -> None:
    """Returns holding the exclusive lock: whoever comes now waits until the server is down, then starts another."""
    idle_since = time.monotonic()
    while server.poll() is None:
        time.sleep(1)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            idle_since = time.monotonic()
            continue
        if time.monotonic() - idle_since > GRACE_S:
            return
        fcntl.flock(users, fcntl.LOCK_UN)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]))
