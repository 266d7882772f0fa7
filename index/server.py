"""The one Chroma server that all processes of a data folder share.

Two processes that open one Chroma directory themselves corrupt it, so each reaches it through `chroma run` on
loopback. Whoever comes first starts the server; a keeper process (`python -m index.server`) ends it when no process
has used it for a while. A process "uses" it by holding a shared lock, which the system releases even after kill -9.
"""

import fcntl
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zlib
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import IO

from filelock import FileLock

from index.errors import StoreError
from index.in_use import USERS

GRACE_S = 20.0
"""How long the server outlives its last user: long enough for the next command of a person at the keyboard."""

_ANSWER_S, _BUSY_S = 5.0, 60.0
"""A server that does not answer in so many seconds is asked again, for so many in all."""

START_S = 180.0
"""Seconds that the server may take to its first answer: one on an idle machine, minutes on one at its limit."""

_RECORD = "chroma.json"

_CHROMA = "import sys, chromadb_rust_bindings; chromadb_rust_bindings.cli(['chroma', *sys.argv[1:]])"
"""What the command `chroma` does, without all of chromadb's Python: that takes ten times as long to start."""

_TENANT = "chroma.key"
_NAME = re.compile(r"[\w-]{43}", re.ASCII)
"""What `secrets.token_urlsafe(32)` gives."""

_held: dict[Path, IO[str]] = {}

_keepers: list[subprocess.Popen[bytes]] = []
"""Those that this process has started. They may outlive it; one that ends before is waited for at the next start."""


def connect(data: Path) -> int:
    """The port of the running server of `data`, which is started if need be and stays up while this process lives.

    Raises StoreError if it cannot be started.
    """
    try:
        return _connected(data)
    except OSError as error:
        raise StoreError(
            f"Chroma server of {data}", f"cannot be started ({error.strerror})",
            "Check who owns the data folder, and whether its disk is full or mounted read-only.",
        ) from error  # fmt: skip


def _connected(data: Path) -> int:
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if data not in _held:
        lock = _private(data / USERS).open("w")
        fcntl.flock(lock, fcntl.LOCK_SH)
        _held[data] = lock
    with FileLock(data / "chroma.lock", mode=0o600):
        port = _recorded(data, "port")
        if port is not None and _there(data, port):
            return port
        for _ in range(2):  # A free port may be taken between the asking and the binding.
            port = _free_port()
            if keeper := _start(data, port):
                _record(data, port, keeper)
                return port
    raise StoreError(
        f"Chroma server of {data}", "does not start",
        f"`python -m index rebuild` makes its files anew from the catalog; {data / 'chroma.log'} says more.",
    )  # fmt: skip


def tenant(data: Path) -> str:
    """Under which name the library's collections stand on its server: 256 random bits, known to who can read the data
    folder. Chroma's server of one machine asks nobody for a token, and gives no list of its tenants: to whoever else
    reaches the port it is empty. A name that is lost or damaged costs a rebuild.
    """
    path = data / _TENANT
    try:
        with FileLock(data / "chroma.lock", mode=0o600):
            found = _private(path).read_text(errors="replace")
            if not _NAME.fullmatch(found):
                found = secrets.token_urlsafe(32)
                path.write_text(found)
    except OSError as error:
        raise StoreError(
            f"Chroma server of {data}", f"cannot be reached ({error.strerror}: {path})",
            "Check who owns the data folder, and whether its disk is full or mounted read-only.",
        ) from error  # fmt: skip
    return found


def put_aside(data: Path, name: str) -> Path | None:
    """Ends the server of `data` and renames its folder, which is kept; where it is now, None if there was none.

    The next `connect` starts a server with nothing in it.
    """
    with FileLock(data / "chroma.lock", mode=0o600):
        _end(data)
        folder, aside = data / "chroma", data / name
        if not folder.exists():
            return None
        folder.rename(aside)
        return aside


def end(data: Path) -> None:
    """Ends the server of `data`, if there is one."""
    with FileLock(data / "chroma.lock", mode=0o600):
        _end(data)


def _end(data: Path) -> None:
    port, keeper = _recorded(data, "port"), _recorded(data, "keeper")
    if port is not None and keeper is not None and _alive(port):
        os.kill(keeper, signal.SIGTERM)
        deadline = time.monotonic() + 30
        while _alive(port) and time.monotonic() < deadline:
            time.sleep(0.05)


def _private(path: Path) -> Path:
    """The file, made for its owner alone if it is not there."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    return path


def _record(data: Path, port: int, keeper: int) -> None:
    """Written twice, each with a sum: a damaged port could be another library's server, a damaged keeper any process,
    and where neither can be read a second server would be started over the same files."""
    line = json.dumps({"port": port, "keeper": keeper, "sum": _sum(port, keeper)})
    _private(data / _RECORD).write_text(f"{line}\n{line}\n")


def _recorded(data: Path, key: str) -> int | None:
    try:
        lines = (data / _RECORD).read_text(errors="replace").splitlines()
    except OSError:
        return None
    for line in lines:
        with suppress(ValueError, KeyError, TypeError, AttributeError):  # the other line is asked
            found = json.loads(line)
            right = _sum(found["port"], found["keeper"])
            if found.get("sum", right) == right:  # a server of an earlier version, still running, has none
                return int(found[key])
    return None


def _sum(port: int, keeper: int) -> int:
    return zlib.crc32(f"{port} {keeper}".encode())


def _alive(port: int) -> bool:
    return bool(_heard(port))


def _heard(port: int) -> bool | None:
    """Whether a Chroma server answers there; None where something listens and says nothing in time."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=_ANSWER_S) as reply:
            return b"heartbeat" in reply.read()
    except HTTPException:
        return False
    except OSError as error:
        slow = isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)
        return None if slow else False


def _there(data: Path, port: int) -> bool:
    """Whether the server that was recorded is up. One that is busy is waited for: a second one would share its files.

    Raises StoreError where something listens and says nothing for _BUSY_S seconds.
    """
    deadline = time.monotonic() + _BUSY_S
    while (heard := _heard(port)) is None:
        if time.monotonic() > deadline:
            raise StoreError(
                f"Chroma server of {data}", f"says nothing, though a process listens at its port {port}",
                "Wait if the machine is very busy; else end that process, and try again.",
            )  # fmt: skip
    return heard


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(data: Path, port: int) -> int | None:
    """The id of the process that keeps the server; None if that ended, since the port was taken or files are damaged.

    Raises StoreError where it is too slow, and ends it: the next one would be a second server over the same files.
    """
    _keepers[:] = [keeper for keeper in _keepers if keeper.poll() is None]
    with _private(data / "chroma.log").open("a") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "index.server", str(data), str(port)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            cwd=Path(__file__).parent.parent,
        )  # fmt: skip
    _keepers.append(keeper)
    deadline = time.monotonic() + START_S
    while keeper.poll() is None:
        if _alive(port):
            return keeper.pid
        if time.monotonic() > deadline:
            keeper.terminate()
            keeper.wait()
            raise StoreError(
                f"Chroma server of {data}", f"did not answer within {START_S:g} seconds and was ended",
                f"Try again when the machine has less to do; {data / 'chroma.log'} says more.",
            )  # fmt: skip
        time.sleep(0.05)
    return None


def keep(data: Path, port: int) -> None:
    """Runs the server until nobody has used it for GRACE_S seconds."""
    os.umask(0o077)  # what the server writes is its owner's alone
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with (data / USERS).open("w") as users:
        server = subprocess.Popen(
            [sys.executable, "-c", _CHROMA, "run", "--path", str(data / "chroma"), "--host", "127.0.0.1",
             "--port", str(port)],
            env=os.environ | {"ANONYMIZED_TELEMETRY": "False", "RUST_LOG": "warn"},
        )  # fmt: skip
        try:
            _wait_for_idle(server, users)
        finally:
            # Before the lock goes with its file: two servers must not have one directory.
            server.terminate()
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


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
