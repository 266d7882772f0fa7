"""Teaches the small reader on one half of the pairs and says how well it tells the other half apart.

    python -m evals.reader.train pairs.jsonl.gz MODEL reader.safetensors
        [--first made.jsonl.gz] [--epochs N] [--other-half]

`--first` is read once before (`evals.reader.cloze`). `--other-half` swaps the halves: a choice such as the number of
epochs is made there, not on what is reported.
"""

import argparse
import gzip
import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch.nn import functional

from evals.reader.model import MAX_TOKENS, Reader

BATCH, RATE = 48, 1e-4
FIRST_BATCH, FIRST_RATE = 256, 3e-4
WARM_UP = 0.06
LEAST_RATE = 0.02
PLACE = 0.5
"""What the place of the answer counts beside whether there is one."""
UNKNOWN = -100
"""A place that is not learnt from (torch's own sign for it)."""

Row = dict[str, Any]
"""A `Pair` as it was written: importing its module would need all that Dossier needs."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """Tokens of question and passage, where the passage begins, and what is to be learnt; `weight` averages 1."""

    tokens: list[int]
    passage: int
    answers: float
    place: tuple[int, int]
    weight: float


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("out", type=Path)
    parser.add_argument("--first", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--other-half", action="store_true")
    options = parser.parse_args(arguments)
    rows = lines(options.pairs)
    taught = [row for row in rows if row["held_out"] == options.other_half]
    left = [row for row in rows if row["held_out"] != options.other_half]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    reader = Reader(options.model).to(device)
    if options.first:
        teach(
            reader, examples(lines(options.first), options.model), device, epochs=1, size=FIRST_BATCH, rate=FIRST_RATE
        )
    teach(reader, examples(taught, options.model), device, epochs=options.epochs)
    save_file({name: value.half().cpu() for name, value in reader.state_dict().items()}, options.out)
    scores = read(reader, examples(left, options.model), device)
    for origin in sorted({row["origin"] for row in left}):
        # Lookalikes have no answer: they are told from the answers of their set.
        sets = {origin, origin.removesuffix(", near")}
        mine = [(row["answers"], score) for row, score in zip(left, scores, strict=True) if row["origin"] in sets]
        truth, said = zip(*mine, strict=True)
        print(f"{origin}: {len(mine)} pairs left out, AUC {roc_auc_score(truth, said):.3f}", flush=True)


def lines(path: Path) -> list[Row]:
    """The pairs of a file, as they were written."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def examples(rows: Sequence[Row], model: Path) -> list[Example]:
    """A set weighs as the root of its size, and in it, pairs with an answer as much as those without."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    tokenizer.no_padding()
    counts = Counter((row["origin"], row["answers"]) for row in rows)
    weights = [counts[row["origin"], row["answers"]] ** -0.5 for row in rows]
    mean = sum(weights) / len(weights)
    encoded = tokenizer.encode_batch([(row["question"], row["passage"]) for row in rows])
    return [
        Example(
            tokens=one.ids, passage=one.type_ids.index(1), answers=float(row["answers"]), place=_place(one, row),
            weight=weight / mean,
        )
        for one, row, weight in zip(encoded, rows, weights, strict=True)
    ]  # fmt: skip


def _place(encoded: Any, row: Row) -> tuple[int, int]:
    """First and last token of the answer; the first token of all where there is none."""
    if not row["answers"]:
        return 0, 0
    inside = [encoded.char_to_token(at, 1) for at in range(row["start"], row["end"])] if row["start"] >= 0 else []
    known = [at for at in inside if at is not None]
    return (known[0], known[-1]) if known else (UNKNOWN, UNKNOWN)


def teach(
    reader: Reader, rows: Sequence[Example], device: str, *, epochs: int, size: int = BATCH, rate: float = RATE
) -> None:
    """AdamW, the rate rising over the first steps and falling to LEAST_RATE of itself at the end."""
    optimizer = torch.optim.AdamW(reader.parameters(), lr=rate, weight_decay=0.01)
    steps = epochs * math.ceil(len(rows) / size)
    shuffled = random.Random(0)
    reader.train()
    step = 0
    for epoch in range(epochs):
        for batch in _batches(rows, size, shuffled):
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, step / (WARM_UP * steps)) * max(LEAST_RATE, 1 - step / steps)
            loss = _loss(reader, batch, device)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            step += 1
        print(f"epoch {epoch + 1} of {epochs}, loss {loss.item():.3f}", flush=True)


def _loss(reader: Reader, batch: Sequence[Example], device: str) -> Any:
    with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
        inputs = _inputs(batch, device)
        whether, place = reader(**inputs)
    within = (inputs["token_type_ids"] == 1) & (inputs["attention_mask"] == 1)
    within[:, 0] = True
    place = place.float().masked_fill(~within.unsqueeze(-1), -1e4)
    truth = torch.tensor([row.answers for row in batch], device=device)
    weight = torch.tensor([row.weight for row in batch], device=device)
    first, last = (torch.tensor([row.place[end] for row in batch], device=device) for end in (0, 1))
    placed = max(1, sum(row.place[0] != UNKNOWN for row in batch))
    pointed = sum(
        functional.cross_entropy(place[..., end], known, ignore_index=UNKNOWN, reduction="sum") / placed / 2
        for end, known in enumerate((first, last))
    )
    told = functional.binary_cross_entropy_with_logits(whether.float(), truth, weight=weight)
    return told + PLACE * pointed


@torch.no_grad()  # type: ignore[untyped-decorator]
def read(reader: Reader, rows: Sequence[Example], device: str) -> list[float]:
    """Log odds that each answers."""
    reader.eval()
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].tokens))
    found = [0.0] * len(rows)
    for start in range(0, len(order), BATCH):
        group = order[start : start + BATCH]
        whether, _ = reader(**_inputs([rows[at] for at in group], device))
        for at, value in zip(group, whether.tolist(), strict=True):
            found[at] = value
    return found


def _batches(rows: Sequence[Example], size: int, shuffled: random.Random) -> Iterator[list[Example]]:
    """Of like length, so that little is padded, in an order of chance."""
    order = shuffled.sample(range(len(rows)), len(rows))
    wide = size * 50
    groups = [sorted(order[at : at + wide], key=lambda i: len(rows[i].tokens)) for at in range(0, len(order), wide)]
    batches = [group[at : at + size] for group in groups for at in range(0, len(group), size)]
    for batch in shuffled.sample(batches, len(batches)):
        yield [rows[i] for i in batch]


def _inputs(batch: Sequence[Example], device: str) -> dict[str, Any]:
    longest = max(len(row.tokens) for row in batch)
    ids, mask, kind = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(3))
    for at, row in enumerate(batch):
        length = len(row.tokens)
        ids[at, :length] = torch.tensor(row.tokens)
        mask[at, :length] = 1
        kind[at, row.passage : length] = 1
    tensors = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kind}
    return {name: tensor.to(device) for name, tensor in tensors.items()}


if __name__ == "__main__":
    main()
