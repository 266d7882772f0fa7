"""The runs of a data folder: one file each, as `run --json` writes it, named by time and suite."""

from datetime import UTC, datetime
from pathlib import Path


def new_file(data: Path, suite: str) -> Path:
    """Where a run of the suite that begins now is kept; two in one second do not share a file."""
    return data / "runs" / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}.{_plain(suite)}.json"


def runs_of(data: Path, suite: str) -> list[Path]:
    """The files of the suite's runs, newest first."""
    return sorted((data / "runs").glob(f"*.{_plain(suite)}.json"), reverse=True)


def _plain(name: str) -> str:
    return "".join(c if c.isalnum() or c == "-" else "-" for c in name)
