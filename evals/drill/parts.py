"""The parts of a stack, as processes that can be killed and started again: PostgreSQL, Chroma, app servers, nginx."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from evals.errors import BenchError

_ROOT = Path(__file__).parents[2]
_START_S = 300
_STOP_S = 30
_LOOK_S = 0.1
_DEBIAN = "/usr/lib/postgresql"
"""Where Debian keeps the server's programs, out of the path; nginx is in /usr/sbin, which may be out of it too."""


@dataclass(kw_only=True)
class Part:
    """A process with those that it starts. `ready` says whether it serves; `user` is whom it runs as, if not us."""

    name: str
    command: Sequence[str]
    ready: Callable[[], bool]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def pid(self) -> int:
        """Of the running process; raises RuntimeError where it does not run."""
        if self.process is None:
            raise RuntimeError(f"{self.name} does not run")
        return self.process.pid

    def start(self, *, again: bool = True) -> float:
        """Seconds until it serves. One that ends meanwhile is started `again`: what was killed may not have let go yet.

        Raises BenchError where it does not come up.
        """
        began = time.monotonic()
        while time.monotonic() - began < _START_S:
            ended = self.process is not None and self.process.poll() is not None
            if ended and not again:
                break
            if self.process is None or ended:
                with self.log.open("ab") as log:
                    self.process = subprocess.Popen(
                        self.command, cwd="/" if self.user else _ROOT, env=os.environ | self.environment, stdout=log,
                        stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, user=self.user,
                    )  # fmt: skip
            if self.ready():
                return time.monotonic() - began
            time.sleep(_LOOK_S)
        said = self.log.read_text(errors="replace").strip().splitlines()
        raise BenchError(f"{self.name} does not start.", hint=said[-1] if said else "It says nothing.")

    def kill(self) -> None:
        """By SIGKILL, with all that it started and that stayed in its group."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGINT if self.name == "postgres" else signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_STOP_S)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def postgres(place: Path) -> tuple[Part, str]:
    """A new cluster in `place`, and the URL of its database. Root cannot run it, so that some other user has to."""
    port, folder, user = free_port(), place / "postgres", _other_user()
    folder.mkdir(mode=0o700)
    if user:
        shutil.chown(folder, user)
    command = [_program("initdb"), "-D", str(folder), "-A", "trust", "-U", "postgres", "-E", "UTF8"]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/" if user else None, user=user)
    if done.returncode:
        raise BenchError("PostgreSQL's initdb failed.", hint=done.stderr.strip()[-300:])
    part = Part(
        name="postgres", ready=lambda: _accepts(folder, port), log=place / "postgres.log", user=user,
        command=[_program("postgres"), "-D", str(folder), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"],
    )  # fmt: skip
    return part, f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"


def chroma(place: Path) -> tuple[Part, str]:
    """And its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(place / "vectors"),
               "--host", "127.0.0.1", "--port", str(port)]  # fmt: skip
    part = Part(
        name="chroma", command=command, ready=lambda: _answers(f"{url}/api/v2/heartbeat"), log=place / "chroma.log",
        environment={"ANONYMIZED_TELEMETRY": "False"},
    )  # fmt: skip
    return part, url


def app(number: int, place: Path, settings: Mapping[str, str]) -> tuple[Part, str]:
    """An app server with Dossier's `settings`, by their names in lower case, and its address without a scheme."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "ui/server.py", f"--server.port={port}",
               "--server.address=127.0.0.1", "--server.headless=true"]  # fmt: skip
    part = Part(
        name=f"app-{number}", command=command, log=place / f"app-{number}.log",
        ready=lambda: _answers(f"http://127.0.0.1:{port}/readyz"),
        environment={f"DOSSIER_{name.upper()}": value for name, value in settings.items()},
    )  # fmt: skip
    return part, f"127.0.0.1:{port}"


def nginx(place: Path, apps: Sequence[str]) -> tuple[Part, str]:
    """With the lines that ship, in front of the app servers, and its address."""
    port, folder = free_port(), place / "nginx"
    folder.mkdir()
    lines = (_ROOT / "deploy" / "nginx.conf").read_text("utf-8").replace("listen 80;", f"listen 127.0.0.1:{port};")
    for number, address in enumerate(apps, start=1):
        lines = lines.replace(f"10.0.0.{number}:8501", address)
    kept = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ {kept} access_log off;\n{lines} }}"
    )
    command = [_program("nginx"), "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(folder / "nginx.conf")]
    url = f"http://127.0.0.1:{port}"
    part = Part(name="nginx", command=command, ready=lambda: _listens(port), log=place / "nginx.log")
    return part, url


def missing() -> Iterator[str]:
    """Programs that the stack needs and this machine has not."""
    for name in ("initdb", "postgres", "pg_isready", "nginx"):
        if shutil.which(_program(name)) is None:
            yield name


def _program(name: str) -> str:
    installed = sorted(
        Path(_DEBIAN).glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3]) if p.parts[-3].isdigit() else 0
    )
    return str(installed[-1]) if installed else shutil.which(name) or shutil.which(name, path="/usr/sbin") or name


def _other_user() -> str | None:
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise BenchError("PostgreSQL does not run as root.", hint="Run the drill as another user.")


def _accepts(folder: Path, port: int) -> bool:
    asked = [_program("pg_isready"), "-q", "-h", str(folder), "-p", str(port), "-t", "5"]
    return subprocess.run(asked).returncode == 0


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=10).is_success
    except httpx.TransportError:
        return False


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True
