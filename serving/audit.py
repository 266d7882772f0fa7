"""Who did what: a line of JSON each in access/audit.jsonl of the data folder, added to and never changed.

A line names the person, the library, what was done and to what: a question, names of files, ids. No text of documents.
It is written before the thing is done; what cannot be written down is not done.
"""

import json
import os
import threading
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.key_tables import AUDIT as FILE
from rag.errors import AnswerError
from serving.people import Person

_LONGEST = 2_000
"""Characters of one value: a question may be long, and a line should stay one that can be read."""


class Audit:
    """Any thread, and any process of the same data folder, may write."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self._lock = threading.Lock()

    def note(self, person: Person, library: str, did: str, **what: Any) -> None:
        """Raises AnswerError where it cannot be written."""
        entry = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"), "person": person.id, "name": person.name,
            "library": library, "did": did, **{name: _short(value) for name, value in what.items()},
        }  # fmt: skip
        line = json.dumps(entry, ensure_ascii=True, default=str) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._lock:
                file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                try:
                    os.write(file, line.encode())
                finally:
                    os.close(file)
        except OSError as error:
            hint = "Free some space, or check who owns the file; or turn the audit log off (DOSSIER_AUDIT)."
            raise AnswerError(
                f"{FILE} cannot be written ({error.strerror}), so this was not done.", hint=hint
            ) from error

    def last(self, library: str, most: int) -> list[dict[str, Any]]:
        """The last entries of a library, oldest first. A line that is damaged is left out."""
        found = deque[dict[str, Any]](maxlen=most)
        try:
            with self._path.open(encoding="utf-8", errors="replace") as file:
                for line in file:
                    try:
                        entry = json.loads(line)
                    except ValueError:
                        continue
                    if isinstance(entry, dict) and entry.get("library") == library:
                        found.append(entry)
        except FileNotFoundError:
            pass
        return list(found)


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST:
        return value[:_LONGEST] + "…"
    return [_short(item) for item in value] if isinstance(value, list | tuple) else value
