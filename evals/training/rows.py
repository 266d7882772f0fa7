"""The rows that the readers are taught on: questions with passages, and claims with evidence.

The layout is that of `qa.jsonl.gz` and `claims.jsonl.gz`; each row names its set and the licence of that set.
"""

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

LANGUAGES = frozenset({"en", "de", "es", "fr", "it", "no", "pt"})
"""Languages whose rows are used: the vocabulary of the base model is English and cuts other scripts into letters."""

HELD_OUT_OF = 25
"""One row of this many is kept out of teaching, by its first passage: questions that share one stay together."""

ClaimLabel = Literal["supported", "partial", "contradicted", "unmentioned"]


class QuestionRow(BaseModel):
    """A question and the passages beside it; `gold` counts the passages that answer, from 0."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    set: str
    licence: str
    lang: str
    question: str
    passages: tuple[str, ...]
    gold: tuple[int, ...]
    answer: str

    @property
    def held_out(self) -> bool:
        return _held_out(self.passages[self.gold[0]] if self.gold else self.passages[0])


class ClaimRow(BaseModel):
    """A claim and the evidence that it was judged against."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    set: str
    licence: str
    lang: str
    claim: str
    evidence: str
    label: ClaimLabel

    @property
    def held_out(self) -> bool:
        return _held_out(self.evidence)


def questions(folder: Path, languages: frozenset[str] = LANGUAGES) -> Iterator[QuestionRow]:
    """The question rows of these languages, in the order of the file."""
    for line in _lines(folder / "qa.jsonl.gz"):
        row = QuestionRow.model_validate_json(line)
        if row.lang in languages and row.passages:
            yield row


def claims(folder: Path, languages: frozenset[str] = LANGUAGES) -> Iterator[ClaimRow]:
    """The claim rows of these languages, in the order of the file."""
    for line in _lines(folder / "claims.jsonl.gz"):
        row = ClaimRow.model_validate_json(line)
        if row.lang in languages:
            yield row


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


def _held_out(passage: str) -> bool:
    digest = hashlib.sha256(passage[:200].encode()).digest()
    return int.from_bytes(digest[:4], "big") % HELD_OUT_OF == 0
