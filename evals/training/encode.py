"""Examples → token ids and labels, and batches of like length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from evals.training.examples import Example
from rag.models import readers

NO_PLACE = -100
"""What torch's cross entropy leaves out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoded:
    """`second_at` is where the second text begins; `first` and `last` are the answer's tokens, or NO_PLACE."""

    ids: list[int]
    second_at: int
    is_claim: bool
    label: int
    first: int = NO_PLACE
    last: int = NO_PLACE


def open_tokenizer(folder: Path) -> Tokenizer:
    """The base model's tokenizer, which cuts as that of a reader does, and pads nothing: `inputs` does."""
    tokenizer = readers.open_tokenizer(folder)
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Encoded]:
    """Each example; one whose first text alone is too long is cut to its beginning."""
    pairs = [(e.first[:600], e.second[:6000]) for e in examples]
    return [_encoded(e, read) for e, read in zip(examples, tokenizer.encode_batch(pairs), strict=True)]


def _encoded(example: Example, read: Any) -> Encoded:
    first: int | None = None
    last: int | None = None
    if example.start >= 0:
        first = read.char_to_token(example.start, 1)
        last = read.char_to_token(max(example.start, example.end - 1), 1)
    place = (NO_PLACE, NO_PLACE) if first is None or last is None else (first, last)
    second = read.sequence_ids  # not type_ids: an encoder without kinds of texts has none
    return Encoded(
        ids=list(read.ids), second_at=second.index(1) if 1 in second else len(read.ids),
        is_claim=example.task == "claim", label=example.label,
        first=place[0], last=place[1],
    )  # fmt: skip


def batches(rows: Sequence[Encoded], size: int, chance: random.Random) -> Iterator[list[Encoded]]:
    """Of like length, so that little is padded, in an order of chance."""
    order = chance.sample(range(len(rows)), len(rows))
    wide = size * 50
    groups = [sorted(order[at : at + wide], key=lambda i: len(rows[i].ids)) for at in range(0, len(order), wide)]
    cut = [group[at : at + size] for group in groups for at in range(0, len(group), size)]
    for batch in chance.sample(cut, len(cut)):
        yield [rows[i] for i in batch]


def inputs(batch: Sequence[Encoded], device: str) -> dict[str, Any]:
    """The tensors that the network takes, padded to the longest of the batch."""
    longest = max(len(row.ids) for row in batch)
    ids, mask, kind = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(3))
    for at, row in enumerate(batch):
        ids[at, : len(row.ids)] = torch.tensor(row.ids)
        mask[at, : len(row.ids)] = 1
        kind[at, row.second_at : len(row.ids)] = 1
    tensors = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kind}
    return {name: tensor.to(device) for name, tensor in tensors.items()}
