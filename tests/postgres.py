"""A real PostgreSQL server for tests, started from the binaries that the machine has and ended with them."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ENGINES = ("sqlite", "postgres")
"""In a test module: its tests of what is stored run on both; on PostgreSQL only where a server is installed."""

PASSWORD = "correct-horse-9"


@dataclass(frozen=True, kw_only=True)
class Server:
    """Over its socket everybody is let in; over TCP the user `reader` with PASSWORD."""

    folder: Path
    port: int

    def url(self, schema: str | None = None, **query: str) -> str:
        """A library of its own in this server's database."""
        query = {"host": str(self.folder), "port": str(self.port), "schema": schema or f"t{uuid.uuid4().hex}", **query}
        return "postgresql+psycopg://postgres@/postgres?" + "&".join(f"{k}={v}" for k, v in query.items())

    def tcp(self, *, user: str = "reader", password: str = PASSWORD, database: str = "postgres", more: str = "") -> str:
        return f"postgresql+psycopg://{user}:{password}@127.0.0.1:{self.port}/{database}{more}"

    def sql(self, *statements: str) -> str:
        given = [part for statement in statements for part in ("-c", statement)]
        command = [_binary("psql"), "-h", self.folder, "-p", str(self.port), "-U", "postgres", "-Atq", *given]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def start(self) -> None:
        _as_user([_binary("pg_ctl"), "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-t", "60", "start"])

    def stop(self, mode: str = "immediate") -> None:
        _as_user([_binary("pg_ctl"), "-D", self.folder / "data", "-m", mode, "-w", "stop"])


@contextmanager
def running(*settings: str) -> Iterator[Server]:
    """Skips the test where the machine has no PostgreSQL, or root has nobody to run it as."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (requirements-postgres.txt)")
    if shutil.which(_binary("initdb")) is None:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, _user())
        _as_user([_binary("initdb"), "-D", folder / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"])
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with (folder / "data" / "postgresql.conf").open("a") as config:
            # What is killed here is a process, not the machine: nothing needs to reach the disk.
            lines = (f"port = {port}", f"unix_socket_directories = '{folder}'", "listen_addresses = '127.0.0.1'",
                     "fsync = off", "max_connections = 60", *settings)  # fmt: skip
            config.write("\n".join(lines) + "\n")
        (folder / "data" / "pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
        server = Server(folder=folder, port=port)
        server.start()
        try:
            server.sql(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'")
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binary(name: str) -> str:
    """Debian keeps the server's programs out of the path."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(re.sub(r"\D", "", p.parts[4]) or 0)
    )
    return str(installed[-1]) if installed else name


def _user() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.skip("PostgreSQL does not run as root, and there is no other user")


def _as_user(command: list[str | Path]) -> None:
    other = {"user": _user(), "cwd": "/"} if os.getuid() == 0 else {}
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **other)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr
