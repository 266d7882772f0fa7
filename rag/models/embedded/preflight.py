"""What is looked at before a local file of weights is loaded: that it is whole, that it chats, that it fits.

llama.cpp would say most of it too, but late, in its own words, or by being killed for want of memory.
"""

import re
from pathlib import Path

from rag.errors import WeightsError
from rag.models.embedded.gguf import Header, read_header
from rag.models.embedded.local import weights_size
from rag.models.embedded.memory import available_memory

MARGIN = 1_000_000_000
"""Bytes needed beside the file: the server with a 1.12 GB file and a context of 4,096 tokens took 2.04 GB."""

ENCODERS = frozenset(
    "bert nomic-bert nomic-bert-moe jina-bert-v2 jina-bert-v3 modern-bert neo-bert eurobert gemma-embedding t5encoder "
    "clip wavtokenizer-dec".split()
)
"""`general.architecture` of what llama.cpp loads but what writes no text: embeddings, projectors, sound."""
_PARTS = {
    "adapter": "an adapter for another model",
    "vocab": "only a vocabulary",
    "mmproj": "a projector of pictures for another model",
    "imatrix": "a matrix for quantising",
}
"""`general.type` of files that are not whole models."""
_SHARD = re.compile(r"-(\d{5})-of-(\d{5})(?=\.gguf$)", re.IGNORECASE)
_ANOTHER = "Name an instruct or chat model in DOSSIER_LLM."


def check_weights(path: Path) -> Header:
    """The header of a file that can be loaded and chatted with here. Raises WeightsError with the reason."""
    header = read_header(path)
    _require_chat(path, header)
    _require_memory(path, sum(_shard_size(shard) for shard in _shards(path, header)))
    return header


def trained_context(path: Path) -> int | None:
    """The most tokens that the model was trained for; None where the file does not tell."""
    try:
        header = read_header(path)
    except WeightsError:  # said when it is loaded
        return None
    return header.number(f"{header.text('general.architecture')}.context_length")


def _require_chat(path: Path, header: Header) -> None:
    if part := _PARTS.get(header.text("general.type")):
        raise WeightsError(f"{path} is no chat model but {part}.", hint=_ANOTHER)
    architecture = header.text("general.architecture")
    if architecture in ENCODERS:
        raise WeightsError(f"{path} is no chat model: {architecture!r} models write no text.", hint=_ANOTHER)
    if not header.text("tokenizer.chat_template"):
        raise WeightsError(f"{path} is no chat model: it has no chat template.", hint=_ANOTHER)


def _shards(path: Path, header: Header) -> list[Path]:
    """The files that the model is split into; the first one tells their number and is the one to load."""
    if (header.number("split.count") or 1) < 2 or not (named := _SHARD.search(path.name)):
        return [path]
    count = int(named[2])
    shards = [path.with_name(_SHARD.sub(f"-{n:05}-of-{count:05}", path.name)) for n in range(1, min(count, 1000) + 1)]
    absent = [shard.name for shard in shards if not shard.is_file()]
    if absent or int(named[1]) != 1:
        why = f"{absent[0]} is not beside it" if absent else "the first one is the one to name"
        raise WeightsError(
            f"{path} is one of {count} parts, and {why}.",
            hint="Put all parts into one folder and name the first by its path in DOSSIER_LLM.",
        )
    return shards


def _shard_size(path: Path) -> int:
    return weights_size(path) or 0


def _require_memory(path: Path, size: int) -> None:
    free = available_memory()
    if free is not None and free < size + MARGIN:
        raise WeightsError(
            f"{path} needs about {(size + MARGIN) / 1e9:.1f} GB of memory and {free / 1e9:.1f} GB are free.",
            hint="Close other programs, or name a smaller model or a stronger quantisation in DOSSIER_LLM.",
        )
