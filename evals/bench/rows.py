"""Rows that cost time, kept in a JSONL file by key, so that an interrupted run goes on where it stopped."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

RowT = TypeVar("RowT", bound=BaseModel)

ROOT = Path(__file__).parent.parent.parent


class Rows(Generic[RowT]):
    """Opens or makes the file. A line that a kill left half written is passed over and asked again.

    Without a path rows are held in memory only.
    """

    def __init__(self, path: Path | None, kind: type[RowT]) -> None:
        self._path = path
        self._rows: dict[str, RowT] = {}
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            try:
                entry = json.loads(line)
                self._rows[entry["key"]] = kind.model_validate(entry["row"])
            except (ValueError, KeyError, TypeError, ValidationError):
                continue

    def get(self, key: str) -> RowT | None:
        return self._rows.get(key)

    def put(self, key: str, row: RowT) -> None:
        self._rows[key] = row
        if self._path is None:
            return
        with self._path.open("a", encoding="utf-8") as lines:
            # A newline in front ends whatever an interruption left unfinished.
            lines.write("\n" + json.dumps({"key": key, "row": row.model_dump(mode="json")}, ensure_ascii=False) + "\n")


def digest(*parts: str) -> str:
    """A short name for exactly these parts."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]


def code_version(patterns: Iterable[str]) -> str:
    """Changes with any file of the project that a system's answers depend on: code, prompts, weights. Raises ValueError
    for a pattern that names none: rows would be kept whatever is changed there."""
    files: set[Path] = set()
    for pattern in patterns:
        found = {path for path in ROOT.glob(pattern) if path.is_file() and path.suffix != ".pyc"}
        if not found:
            raise ValueError(f"{pattern} names no file of the project")
        files |= found
    return digest(*(f"{path.relative_to(ROOT)}:{_content(path)}" for path in sorted(files)))


def _content(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
