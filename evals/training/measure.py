"""The figures of taught readers on the rows that were kept out.

python -m evals.training.measure ROWS MODEL readers.safetensors
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from evals.training.encode import Encoded, encode, inputs, open_tokenizer
from evals.training.examples import Example, claim_examples, neighbours, question_examples, table_examples
from evals.training.figures import claim_figures, question_figures
from evals.training.network import Readers, open_readers
from evals.training.rows import LANGUAGES, claims, questions
from rag.models.readers import likeliest

BATCH = 64


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--layers", type=int, help="as they were taught")
    parser.add_argument("--languages", nargs="+", default=sorted(LANGUAGES), help="of the rows")
    options = parser.parse_args(arguments)
    readers = open_readers(options.model, options.weights, options.layers)
    languages = frozenset(options.languages)
    print("\n".join(measure(readers, open_tokenizer(options.model), options.rows, languages)))


def measure(readers: Readers, tokenizer: Tokenizer, folder: Path, languages: frozenset[str] = LANGUAGES) -> list[str]:
    """A line a set: questions, then claims."""
    chance = random.Random(0)
    left_out = [row for row in questions(folder, languages) if row.held_out]
    asked = [e for row in left_out for e in question_examples(row, chance, teaching=False)]
    asked += [e for row in left_out for e in table_examples(row, chance)]
    kept = [row for row in claims(folder, languages) if row.held_out]
    claimed = [e for row in kept for e in claim_examples(row, neighbours(kept, chance), chance)]
    whether, places, _ = read(readers, tokenizer, asked)
    _, _, logits = read(readers, tokenizer, claimed)
    return [*question_figures(asked, list(whether), places), *claim_figures(claimed, logits)]


@torch.no_grad()  # type: ignore[untyped-decorator]
def read(readers: Readers, tokenizer: Tokenizer, examples: Sequence[Example]) -> tuple[Any, list[str], Any]:
    """Log odds, the text at the likeliest place, and the claim logits, of each example."""
    readers.eval()
    device = str(next(readers.parameters()).device)
    encoded = encode(tokenizer, examples)
    order = sorted(range(len(encoded)), key=lambda at: len(encoded[at].ids))
    whether, claim = np.zeros(len(encoded)), np.zeros((len(encoded), 4))
    places = [""] * len(encoded)
    for start in range(0, len(order), BATCH):
        group = order[start : start + BATCH]
        with torch.autocast(device_type=torch.device(device).type, dtype=torch.bfloat16):
            out = readers(**inputs([encoded[at] for at in group], device))
        told, place, label = (part.float().cpu().numpy() for part in out)
        for row, at in enumerate(group):
            whether[at], claim[at] = told[row], label[row]
            places[at] = _text(tokenizer, encoded[at], examples[at], place[row])
    return whether, places, claim


def _text(tokenizer: Tokenizer, row: Encoded, example: Example, logits: Any) -> str:
    if example.start < 0:
        return ""
    low, high = row.second_at, len(row.ids) - 1
    first, last = likeliest(logits[low:high])
    offsets = tokenizer.encode(example.first[:600], example.second[:6000]).offsets
    return example.second[offsets[low + first][0] : offsets[low + last][1]]


if __name__ == "__main__":
    main()
