"""Made-up rows in the layout of `qa.jsonl.gz` and `claims.jsonl.gz`, and an encoder of one small layer."""

import gzip
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evals.training.rows import ClaimRow, QuestionRow

TOWNS = ("Lund", "Oban", "Turku", "Malmo", "Bergen", "Odense", "Visby", "Kalmar", "Skagen", "Narvik", "Oulu", "Molde")


def question_row(at: int = 0, **others: Any) -> QuestionRow:
    """The first passage answers, and the other is of another town."""
    town, other = TOWNS[at % len(TOWNS)], TOWNS[(at + 1) % len(TOWNS)]
    values = {
        "id": f"made-up-{at}", "set": "made-up", "licence": "CC0-1.0", "lang": "en", "answer": f"{1900 + at}",
        "question": f"When was the lighthouse of {town} built by the port authority?", "gold": (0,),
        "passages": (
            f"The harbour of {town} is old. Its lighthouse was built in {1900 + at}. The keeper grows roses there.",
            f"In {other} no lighthouse stands. The ferry of {other} sails daily. Dogs travel free of charge.",
        ),
    }  # fmt: skip
    return QuestionRow.model_validate(values | others)


def claim_row(at: int = 0, **others: Any) -> ClaimRow:
    town = TOWNS[at % len(TOWNS)]
    values = {
        "id": f"claim-{at}", "set": "made-up-claims", "licence": "CC0-1.0", "lang": "en",
        "claim": f"The ferry of {town} has sailed since {1950 + at}.", "label": "supported",
        "evidence": f"The ferry of {town}, which is painted white, was bought in May and has sailed since {1950 + at}.",
    }  # fmt: skip
    return ClaimRow.model_validate(values | others)


def held_out(kind: Any, wanted: bool, many: int, **others: Any) -> list[Any]:
    """The first rows that are kept out of teaching, or that are not."""
    rows = (kind(at, **others) for at in range(10_000))
    return [row for row, _ in zip((r for r in rows if r.held_out is wanted), range(many), strict=False)]


def written(folder: Path, asked: Iterable[QuestionRow], claimed: Iterable[ClaimRow]) -> Path:
    for name, rows in (("qa", asked), ("claims", claimed)):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps({**row.model_dump(), "answerable": True}) + "\n")
    return folder


def small_encoder(folder: Path, base: Path) -> Path:
    """An untaught BERT of one layer, with the tokenizer of the base model."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    shutil.copyfile(base / "tokenizer.json", folder / "tokenizer.json")
    return folder
