"""Adds a prompt to a file of prompts that Dossier itself writes."""

import os
import threading
from itertools import count
from pathlib import Path

import yaml

from evals.suites.suite import Prompt, Suite, read_suite

_LOCK = threading.Lock()


def append(prompt: Prompt, path: Path, *, about: str = "") -> Prompt:
    """The prompt as it was added: its id gets a number behind it if another one has it.

    Makes the file if there is none, `about` saying what it is for. Prompts that stand in it are kept, comments are not.
    Raises SuiteError, and changes nothing, if what stands in it cannot be read.
    """
    with _LOCK:
        present = read_suite(path) if path.exists() else None
        prompts = present.prompts if present else ()
        added = prompt.model_copy(update={"id": _free(prompt.id, {p.id for p in prompts})})
        base = present or Suite(file=str(path), name=path.stem, about=about, prompts=(added,))
        _write(base.model_copy(update={"prompts": (*prompts, added)}), path)
        return added


def _free(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in count(2) if f"{wanted}-{n}" not in taken)


def _write(suite: Suite, path: Path) -> None:
    """In one step, and only what can be read again."""
    content = suite.model_dump(mode="json", exclude_defaults=True, exclude={"file"})
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, encoding="utf-8")
    read_suite(draft)
    os.replace(draft, path)
