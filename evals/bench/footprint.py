"""What a library costs: memory and processor time of processes (from Linux's /proc), bytes on disk."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MB = 1e6


def resident_mb(pid: int | str = "self") -> float | None:
    """Resident memory of a process; None where it cannot be read."""
    try:
        found = re.search(r"^VmRSS:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    except OSError:
        return None
    return int(found.group(1)) * 1024 / MB if found else None


def server_mb(data: Path) -> float | None:
    """Resident memory of the Chroma server of a data folder; None where it is not on this machine or not Linux."""
    pid = server_pid(data)
    return None if pid is None else resident_mb(pid)


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Seconds that something took: on the clock, of the processor for this process with all its threads, and of the
    processor for Chroma's server (None where that cannot be told)."""

    wall: float
    own: float
    chroma: float | None

    @property
    def cpu(self) -> float:
        return self.own + (self.chroma or 0.0)


def spent(action: Callable[[], object], data: Path) -> Spent:
    """What the action costs on a library in that folder. Other work on the machine makes the clock's seconds longer,
    and the processor's hardly. What Chroma still does behind its answer is not in it."""
    pid = server_pid(data)
    wall, own, before = time.perf_counter(), time.process_time(), _cpu_s(pid)
    action()
    after = _cpu_s(pid)
    return Spent(
        wall=time.perf_counter() - wall,
        own=time.process_time() - own,
        chroma=None if before is None or after is None else max(0.0, after - before),
    )


def _cpu_s(pid: int | None) -> float | None:
    """Seconds on a processor of all threads that a process has now, to the nanosecond."""
    try:
        each = [(task / "schedstat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return None
    return sum(int(line.split()[0]) for line in each) / 1e9


def server_pid(data: Path) -> int | None:
    """The process of the Chroma server of a data folder."""
    wanted = str(data / "chroma").encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # It has ended, or is not ours to look at.
        if b"run" in arguments and wanted in arguments:
            return int(process.name)
    return None


def disk_mb(path: Path) -> float:
    """Bytes of a file, of what stands beside it under its name (SQLite's journal), or of everything in a folder."""
    files = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.name}*")
    return sum(file.stat().st_size for file in files if file.is_file()) / MB
