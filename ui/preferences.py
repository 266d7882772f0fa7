"""How one person wants questions answered, in a file of the data folder: it holds beyond a reload and a restart."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FILE = "preferences.json"


class Preferences(BaseModel):
    """What was chosen; None where nobody has. The fields are those of `rag.pipeline.Options`, and an empty language is
    that of the question."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    abstain_threshold: float | None = Field(default=None, ge=0, le=1)
    unsupported: Literal["flag", "strike"] | None = None
    language: str | None = Field(default=None, max_length=100)


def read(data: Path) -> Preferences:
    """Those kept in the data folder; of a file that cannot be read, none."""
    try:
        return Preferences.model_validate_json((data / FILE).read_bytes())
    except (OSError, ValidationError):
        return Preferences()


def write(data: Path, preferences: Preferences) -> None:
    """Keeps them, whole or not at all. Raises OSError where the folder takes no file."""
    handle, name = tempfile.mkstemp(dir=data, prefix=f".{FILE}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(preferences.model_dump_json(exclude_none=True, indent=2))
        os.replace(name, data / FILE)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
