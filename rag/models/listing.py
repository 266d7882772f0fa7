"""The chat models that are known, and those whose weights are here."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.fetch import is_verified
from rag.errors import WeightsError
from rag.models.embedded.local import SUFFIX, weights_size
from rag.models.embedded.preflight import check_weights
from rag.models.embedded.registry import MODELS, EmbeddedModel


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A model: what DOSSIER_LLM calls it, its bytes, whether its file is here, and `note`: what it is, or why it is
    refused. `path` is set where it can be run."""

    name: str
    size: int | None
    state: Literal["here", "absent", "refused"]
    note: str
    path: Path | None = None


def listed(folder: Path, also: Iterable[Path] = ()) -> list[Listed]:
    """The registry's models, then the other GGUF files in the folder of the models, and `also` those."""
    rows = [_registered(model, folder) for model in MODELS.values()]
    known = {folder / model.file.name for model in MODELS.values()}
    found = sorted(path for path in folder.rglob(f"*{SUFFIX}") if not _in_the_making(path, folder))
    return rows + [_looked_at(path) for path in dict.fromkeys((*found, *also)) if path not in known]


def _registered(model: EmbeddedModel, folder: Path) -> Listed:
    if not is_verified(model.file, folder):
        return Listed(name=model.name, size=model.file.size, state="absent", note=model.note)
    path = folder / model.file.name
    return Listed(name=model.name, size=model.file.size, state="here", note=model.note, path=path)


def _in_the_making(path: Path, folder: Path) -> bool:
    """Downloads under way lie in hidden folders."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _looked_at(path: Path) -> Listed:
    try:
        header = check_weights(path)
    except WeightsError as error:
        return Listed(name=str(path), size=weights_size(path), state="refused", note=error.message)
    note = " ".join(filter(None, (header.text("general.name"), f"({header.text('general.architecture')})")))
    return Listed(name=str(path), size=weights_size(path), state="here", note=note, path=path)
