"""Teaches the readers.

    python -m evals.training.teach ROWS MODEL --out readers.safetensors [--passes N] [--seed N]
        [--start readers.safetensors --rate 6e-5] [--layers 8 --frozen 2] [--languages en] [--share SET=PART …]

ROWS is a folder with `qa.jsonl.gz` and `claims.jsonl.gz`, MODEL the folder of the base encoder. Each pass makes its
examples anew. A checkpoint beside the output is gone on with after an interruption; the last lines printed are the
figures on the rows kept out. bfloat16 where the processor computes in it (five times as fast on AVX-512 BF16).
"""

import argparse
import math
import os
import random
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch.nn import functional

from evals.training.alike import alike
from evals.training.encode import NO_PLACE, Encoded, batches, encode, inputs, open_tokenizer
from evals.training.examples import (
    SEARCHED,
    Example,
    claim_examples,
    elsewhere_examples,
    neighbours,
    question_examples,
    table_examples,
    told_examples,
)
from evals.training.measure import measure
from evals.training.network import Readers, base_readers, open_readers
from evals.training.rows import LANGUAGES, ClaimRow, QuestionRow, claims, questions

BATCH = 32
RATE = 1.2e-4
"""Peak learning rate: small encoders bear a higher one than BERT's 5e-5 (Turc et al. 2019)."""
WARM_UP = 0.06
DECAY = 0.01
PLACE = 0.5
"""What pointing counts beside telling whether."""
SMOOTH = 0.05
"""Label smoothing: some rows are wrong, and the figures are wanted calibrated."""
TASKS = ("questions", "claims")
"""What can be taught."""
KEPT_EVERY = 600
"""Steps between checkpoints."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, help="batches at most; the learning rate falls to nothing by then")
    parser.add_argument("--start", type=Path, help="weights to go on from, instead of the base encoder's")
    parser.add_argument("--rate", type=float, default=RATE, help="peak learning rate")
    parser.add_argument("--limit", type=int, help="rows of each kind, to try it")
    parser.add_argument("--batch", type=int, default=BATCH, help="examples of a step")
    parser.add_argument(
        "--layers", type=int, help="the lowest layers of the base encoder that are used, instead of all"
    )
    parser.add_argument("--frozen", type=int, default=0, help="the lowest layers that stay as they are")
    parser.add_argument("--languages", nargs="+", default=sorted(LANGUAGES), help="of the rows that are used")
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=TASKS, help="what is taught")
    parser.add_argument(
        "--share", nargs="+", default=[], metavar="SET=PART", help="part of a set's rows; claims=PART of all claims"
    )
    options = parser.parse_args(arguments)
    torch.manual_seed(options.seed)
    torch.set_num_threads(os.cpu_count() or 1)  # torch counts cores, not the threads that each runs
    asked = [row for row in questions(options.rows, frozenset(options.languages)) if not row.held_out][: options.limit]
    claimed = [row for row in claims(options.rows, frozenset(options.languages)) if not row.held_out][: options.limit]
    shares = {name: float(part) for name, _, part in (share.partition("=") for share in options.share)}
    chance = random.Random(options.seed)
    asked = [row for row in asked if chance.random() < shares.get(row.set, 1.0)]
    claimed = [row for row in claimed if chance.random() < shares.get("claims", 1.0)]
    tokenizer = open_tokenizer(options.model)
    near = alike([row for row in asked if row.set in SEARCHED]) if "questions" in options.tasks else {}
    chances = [random.Random(options.seed + n) for n in range(options.passes)]
    passes = [encode(tokenizer, list(made(asked, claimed, near, chance, options.tasks))) for chance in chances]
    print(", ".join(f"{len(rows):,}" for rows in passes), "examples", flush=True)
    model, layers = options.model, options.layers
    readers = open_readers(model, options.start, layers) if options.start else base_readers(model, layers)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    order = [b for n, rows in enumerate(passes) for b in batches(rows, options.batch, random.Random(options.seed + n))]
    teach(
        readers.to(device), order[: options.steps], rate=options.rate, frozen=options.frozen,
        checkpoint=options.out.with_suffix(".checkpoint"),
    )  # fmt: skip
    save_file({n: t.contiguous().to(torch.bfloat16) for n, t in readers.state_dict().items()}, str(options.out))
    print("\n".join(measure(readers, tokenizer, options.rows, frozenset(options.languages))), flush=True)


def made(
    asked: Sequence[QuestionRow],
    claimed: Sequence[ClaimRow],
    near: Mapping[str, Sequence[str]],
    chance: random.Random,
    tasks: Collection[str] = TASKS,
) -> Iterator[Example]:
    """The examples of one pass; `near` is what `alike` gave."""
    for question in asked:
        if "questions" in tasks:
            yield from question_examples(question, chance, alike=near)
            yield from table_examples(question, chance)
        if claimed:  # what is told is judged as a claim
            yield from told_examples(question, chance)
            yield from elsewhere_examples(question, chance)
    for claim in claimed:
        yield from claim_examples(claim, neighbours(claimed, chance), chance)


def teach(
    readers: Readers, order: Sequence[Sequence[Encoded]], *, rate: float = RATE, frozen: int = 0, checkpoint: Path
) -> None:
    """One optimisation over all batches. Word vectors stay as they are: most of the weights, and little to learn; so
    do the lowest `frozen` layers."""
    device = str(next(readers.parameters()).device)
    readers.encoder.embeddings.word_embeddings.weight.requires_grad = False
    if frozen:  # with anything below them taught, the way back would go through them all the same
        readers.encoder.embeddings.requires_grad_(False)
        readers.encoder.encoder.layer[:frozen].requires_grad_(False)
    taught = [p for p in readers.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(taught, lr=rate, weight_decay=DECAY, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step / max(1, len(order))))
    step = _resumed(checkpoint, readers, optimiser, schedule)
    readers.train()
    began, sums = time.monotonic(), [0.0, 0.0, 0.0]
    for at in range(step, len(order)):
        with torch.autocast(device_type=torch.device(device).type, dtype=torch.bfloat16):
            out = readers(**inputs(order[at], device))
        parts = losses(out, order[at], device)
        sum(parts).backward()
        torch.nn.utils.clip_grad_norm_(taught, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        sums = [s + float(p.detach()) for s, p in zip(sums, parts, strict=True)]
        if (at + 1) % 100 == 0:
            speed = sum(map(len, order[step : at + 1])) / (time.monotonic() - began)
            means = " ".join(f"{n} {s / 100:.3f}" for n, s in zip(("whether", "place", "claims"), sums, strict=True))
            print(f"{at + 1}/{len(order)} {means} {speed:.0f} pairs/s", flush=True)
            sums = [0.0, 0.0, 0.0]
        if (at + 1) % KEPT_EVERY == 0:
            kept = {
                "readers": readers.state_dict(),
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
            }
            torch.save(kept | {"step": at + 1, "of": len(order)}, checkpoint)
    readers.eval()


def losses(out: tuple[Any, Any, Any], batch: Sequence[Encoded], device: str) -> list[Any]:
    """Of whether, place and claims; each weighs by its share of the batch."""
    whether, place, claim = (part.float() for part in out)
    is_claim = torch.tensor([row.is_claim for row in batch], device=device)
    labels = torch.tensor([row.label for row in batch], device=device)
    zero = whether.sum() * 0.0
    n = len(batch)
    told, claimed, pointed = zero, zero, zero
    if (~is_claim).any():
        truth = labels[~is_claim].float() * (1 - 2 * SMOOTH) + SMOOTH
        told = functional.binary_cross_entropy_with_logits(whether[~is_claim], truth, reduction="sum") / n
    if is_claim.any():
        claimed = (
            functional.cross_entropy(claim[is_claim], labels[is_claim], label_smoothing=SMOOTH, reduction="sum") / n
        )
    ends = [torch.tensor([getattr(row, end) for row in batch], device=device) for end in ("first", "last")]
    known = int((ends[0] != NO_PLACE).sum())
    if known:
        place = place + _outside(batch, place.shape[1], device).unsqueeze(-1)
        pointed = (
            PLACE
            * sum(
                functional.cross_entropy(place[..., i], ends[i], ignore_index=NO_PLACE, reduction="sum") for i in (0, 1)
            )
            / (2 * n)
        )
    return [told, pointed, claimed]


def _outside(batch: Sequence[Encoded], width: int, device: str) -> Any:
    """A large negative number for every token that is not of the second text."""
    mask = torch.full((len(batch), width), -1e4, device=device)
    for at, row in enumerate(batch):
        mask[at, row.second_at : len(row.ids) - 1] = 0.0
    return mask


def _rate(done: float) -> float:
    return (
        done / WARM_UP if done < WARM_UP else max(0.0, 0.5 * (1 + math.cos(math.pi * (done - WARM_UP) / (1 - WARM_UP))))
    )


def _resumed(checkpoint: Path, readers: Readers, optimiser: Any, schedule: Any) -> int:
    if not checkpoint.exists():
        return 0
    kept = torch.load(checkpoint, weights_only=True)
    readers.load_state_dict(kept["readers"])
    optimiser.load_state_dict(kept["optimiser"])
    schedule.load_state_dict(kept["schedule"])
    print(f"going on at step {kept['step']} of {kept['of']}", flush=True)
    return int(kept["step"])


if __name__ == "__main__":
    main()
