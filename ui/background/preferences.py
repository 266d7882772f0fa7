"""How one person wants questions answered, in a file of the library: it holds beyond a reload and a restart."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FILE = "preferences.json"
FOLDER = "preferences"


class Preferences(BaseModel):
    """What was chosen; None where nobody has. The fields are those of `rag.pipeline.Options`, and an empty language is
    that of the question."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    abstain_threshold: float | None = Field(default=None, ge=0, le=1)
    unsupported: Literal["flag", "strike"] | None = None
    language: str | None = Field(default=None, max_length=100)
    understood: bool | None = None
    """Whether what a first answer's marks mean has been read; no option of an answer."""


def read(data: Path, person: str = "") -> Preferences:
    """Those kept in the library's folder; of a file that cannot be read, none."""
    try:
        return Preferences.model_validate_json(_file(data, person).read_bytes())
    except (OSError, ValidationError):
        return Preferences()


def write(data: Path, preferences: Preferences, person: str = "") -> None:
    """Keeps them, whole or not at all. Raises OSError where the folder takes no file."""
    handle, name = tempfile.mkstemp(dir=data, prefix=f".{FILE}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(preferences.model_dump_json(exclude_none=True, indent=2))
        _file(data, person).parent.mkdir(exist_ok=True)
        os.replace(name, _file(data, person))
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _file(data: Path, person: str) -> Path:
    """Whoever sits at the machine has the plain name; what a provider calls people need not be a file's name."""
    return data / (f"{FOLDER}/{hashlib.sha256(person.encode()).hexdigest()[:16]}.json" if person else FILE)
