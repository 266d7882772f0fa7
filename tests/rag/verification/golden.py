"""The verdict on every claim of `claims.yaml`, on the sentences of the sample, and on these with one edit by code.

`python -m tests.rag.verification.golden` writes `golden.txt` anew; its difference is what a change of a check did.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from evals.training.edits import denied, exchanged, opposed, swapped
from index.sentence import split
from rag.verification.verify import Examined, examine

HERE = Path(__file__).parent
GOLDEN = HERE / "golden.txt"
CORPUS = HERE.parents[2] / "corpus"
BESIDE = 600
"""Characters before and behind a sentence that are its passage: an edit may take a neighbour's name or number."""
SHORTEST, LONGEST = 40, 300
"""Characters of a sentence that is worth an edit."""
EVERY = 2
"""Of the sample's sentences one in so many is taken."""


class Row(NamedTuple):
    """A claim with what is to bear it out."""

    name: str
    claim: str
    passage: str
    context: str


def rows() -> Iterator[Row]:
    """All claims, in the order of the file."""
    for at, given in enumerate(yaml.safe_load((HERE / "claims.yaml").read_text(encoding="utf-8")), start=1):
        row = Row(f"claim {at}", given["claim"], given["passage"], given.get("context", ""))
        yield row
        if given["stands"]:
            yield from _edited(row)
    for path in sorted(CORPUS.glob("*.md")):
        text = path.read_text(encoding="utf-8").split("---\n", 2)[-1]  # without the head of title and date
        sentences = [s for s in split(text) if SHORTEST < len(s.text) < LONGEST]
        for at, sentence in enumerate(sentences[::EVERY], start=1):
            near = text[max(0, sentence.start - BESIDE) : sentence.end + BESIDE]
            yield from _edited(Row(f"{path.name} {at}", sentence.text, near, ""))


def _edited(row: Row) -> Iterator[Row]:
    chance = random.Random(row.name)
    made = {
        "exchanged": exchanged(row.claim, [row.passage], chance),
        "swapped": swapped(row.claim, chance),
        "denied": denied(row.claim, chance),
        "opposed": opposed(row.claim, chance),
    }
    for kind, claim in made.items():
        if claim:
            yield row._replace(name=f"{row.name} {kind}", claim=claim)


def line(row: Row) -> str:
    """Name, verdict, the checks that find something, and the claim."""
    examined = examine(row.claim, row.passage, context=row.context)
    return " | ".join((row.name, examined.decide().support.value, checks(examined), " ".join(row.claim.split())))


def checks(examined: Examined) -> str:
    """Each with the best that it leaves; "word for word" where none has a say."""
    if examined.settled:
        return "settled"
    return ", ".join(f"{name}: {found.at_best.value}" for name, found in examined.findings) or "none"


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(map(line, rows())) + "\n", encoding="utf-8")
