"""What a library costs: resident memory of processes, bytes on disk. Memory is read from Linux's /proc."""

import re
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
    wanted = str(data / "chroma").encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # It has ended, or is not ours to look at.
        if b"run" in arguments and wanted in arguments:
            return resident_mb(process.name)
    return None


def disk_mb(path: Path) -> float:
    """Bytes of a file, of what stands beside it under its name (SQLite's journal), or of everything in a folder."""
    files = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.name}*")
    return sum(file.stat().st_size for file in files if file.is_file()) / MB
