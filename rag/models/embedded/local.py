"""Chat models that the user names by a GGUF file of their own: by its path, or by its place on the Hugging Face hub.

    DOSSIER_LLM=~/models/model.gguf
    DOSSIER_LLM=hf:OWNER/REPO/FILE.gguf
    DOSSIER_LLM=hf:OWNER/REPO/FILE.gguf@SHA256

A file of the hub is downloaded once, into the folder of the models, and only because it is named.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from index.errors import DigestError, FetchError
from index.fetch import ModelFile, Progress, fetch
from rag.errors import WeightsError
from rag.models.embedded.registry import MODELS

HUB = "hf:"
SUFFIX = ".gguf"

# Every part begins with a letter, a digit or "_": neither ".." nor what the hub's client would take for an option.
_PART = r"[A-Za-z0-9_][\w.+-]*"
_HUB_NAME = re.compile(
    rf"hf:({_PART}/{_PART})/((?:{_PART}/)*{_PART}\.gguf)(?:@([0-9a-f]{{64}}))?", re.ASCII | re.IGNORECASE
)
_PROVIDER = re.compile(r"[a-z][\w-]*:")
"""How `provider:model` and URLs begin; also `ollama:hf.co/OWNER/MODEL.gguf`, which is Ollama's to run."""


@dataclass(frozen=True, kw_only=True)
class HubFile:
    """A file on the hub: `repository` is OWNER/REPO; without a `sha256` whatever comes is taken."""

    repository: str
    path: str
    sha256: str | None

    @property
    def file(self) -> ModelFile:
        """As it is kept: the names of two owners' files may be the same."""
        name = f"{self.repository}/{self.path}"
        return ModelFile(name=name, sha256=self.sha256, hub=(self.repository, self.path))


def is_local(llm: str) -> bool:
    """Whether the setting names a file of weights."""
    return llm.startswith(HUB) or (llm.lower().endswith(SUFFIX) and not _PROVIDER.match(llm))


def hub_file(llm: str) -> HubFile:
    """The parts of `hf:OWNER/REPO/FILE.gguf[@SHA256]`. Raises ValueError, with what is wrong."""
    matched = _HUB_NAME.fullmatch(llm)
    if not matched:
        raise ValueError(f"{llm!r} is no file of the hub; write hf:OWNER/REPO/FILE.gguf, or with @ and its SHA-256")
    repository, path, sha256 = matched.groups()
    return HubFile(repository=repository, path=path, sha256=sha256.lower() if sha256 else None)


def weights_path(llm: str, models: Path) -> Path:
    """Where the file is, or would be once it is downloaded; relative paths count from the working directory."""
    return models / hub_file(llm).file.name if llm.startswith(HUB) else Path(llm).expanduser().absolute()


def local_name(llm: str, models: Path) -> str:
    """The name to show: the file's own, or that of the registry's model whose file it is (by name and size)."""
    path = weights_path(llm, models)
    for model in MODELS.values():
        if path.name == model.file.name and weights_size(path) == model.file.size:
            return model.name
    return path.name


def weights_size(path: Path) -> int | None:
    """Bytes; None where there is no such file."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def obtain(llm: str, models: Path, on_progress: Progress | None = None) -> Path:
    """The path of the weights; a file of the hub is downloaded if it is not here. Raises WeightsError for one that
    cannot be had or whose digest is not the one named. A path is not looked at (see `preflight`)."""
    if not llm.startswith(HUB):
        return weights_path(llm, models)
    file = hub_file(llm)
    try:
        return fetch(file.file, models, on_progress)
    except DigestError as error:
        raise WeightsError(
            f"{file.path} of {file.repository} is not the file that was named: {error.cause}.",
            hint="It was deleted. Compare the SHA-256 in DOSSIER_LLM with the one on the file's page on the hub.",
        ) from error
    except FetchError as error:
        raise WeightsError(
            f"{file.path} of {file.repository} could not be downloaded: {error.cause}.",
            hint="Check the name and the connection and start again, or place the file yourself and name its path.",
        ) from error
