"""Question sets on disk → typed rows. Knows the layout, whatever the folder; knows no stage.

    corpus.jsonl[.gz]     documents          questions.jsonl[.gz]  questions
    claims.jsonl[.gz]     claims             instructions.jsonl, poison.jsonl   attacks

A missing file or a broken line is a BenchError that names it.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from evals.errors import BenchError
from rag.types import Turn


class _Row(BaseModel):
    """Sets may carry more than we use: unknown fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class CorpusRow(_Row):
    id: str
    title: str = ""
    text: str
    date: str | None = None
    url: str | None = None

    @field_validator("title", mode="before")
    @classmethod
    def _no_title(cls, value: object) -> object:
        return "" if value is None else value


class OwnDocument(_Row):
    """A document that belongs to one question alone."""

    text: str
    type: str = ""


class HistoryRow(_Row):
    role: Literal["user", "assistant"]
    content: str


class QuestionRow(_Row):
    """Any one of `answers` counts; `gold` lists documents known to hold it."""

    id: str
    question: str = Field(min_length=1)
    answers: tuple[str, ...] = ()
    answerable: bool = True
    date: str | None = None
    gold: tuple[str, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    label: str | None = None
    gold_sentences: tuple[str, ...] = ()
    wrong_answers: tuple[str, ...] | None = None
    documents: tuple[OwnDocument, ...] | None = None

    @field_validator("answers", "gold", "history", "gold_sentences", mode="before")
    @classmethod
    def _none_is_empty(cls, value: object) -> object:
        return () if value is None else value

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(role=turn.role, content=turn.content) for turn in self.history)


class SpanQuestionRow(_Row):
    """`spans` are the excerpts of the one document of `gold`, in characters of its text as it stands."""

    id: str
    question: str = Field(min_length=1)
    gold: tuple[str] = Field(description="exactly one document")
    spans: tuple[tuple[int, int], ...] = Field(min_length=1)


class ClaimRow(_Row):
    id: str
    claim: str = Field(min_length=1)
    evidence: tuple[str, ...]
    label: Literal["supported", "partial", "unsupported"]


class InstructionRow(_Row):
    id: str
    kind: str = ""
    attack: str = Field(min_length=1)


class PoisonRow(_Row):
    id: str
    question: str = Field(min_length=1)
    correct: str
    incorrect: str
    poison: tuple[str, ...] = Field(min_length=1)


RowT = TypeVar("RowT", bound=_Row)


def corpus(folder: Path) -> list[CorpusRow]:
    return _unique(folder, "corpus", CorpusRow)


def questions(folder: Path) -> list[QuestionRow]:
    return _unique(folder, "questions", QuestionRow)


def span_questions(folder: Path) -> list[SpanQuestionRow]:
    return _unique(folder, "questions", SpanQuestionRow)


def claims(folder: Path) -> list[ClaimRow]:
    return _unique(folder, "claims", ClaimRow)


def instructions(folder: Path) -> list[InstructionRow]:
    return _unique(folder, "instructions", InstructionRow)


def poison(folder: Path) -> list[PoisonRow]:
    return _unique(folder, "poison", PoisonRow)


def has(folder: Path, name: str) -> bool:
    return _find(folder, name) is not None


def file(folder: Path, name: str) -> Path:
    """The file of that part of the set. Raises BenchError if the folder has none."""
    if not folder.is_dir():
        raise BenchError(f"{folder}: is not a folder.", hint="Name the folder of a question set.")
    path = _find(folder, name)
    if path is None:
        raise BenchError(f"{folder}: has no {name}.jsonl or {name}.jsonl.gz.", hint="Choose another --stage or folder.")
    return path


def _find(folder: Path, name: str) -> Path | None:
    return next((p for suffix in (".jsonl", ".jsonl.gz") if (p := folder / f"{name}{suffix}").is_file()), None)


def _unique(folder: Path, name: str, kind: type[RowT]) -> list[RowT]:
    """All rows; an empty file or an id used twice is an error."""
    path = file(folder, name)
    lines: dict[str, int] = {}
    rows = []
    for number, row in _rows(path, kind):
        identity: str = row.id  # type: ignore[attr-defined]
        if identity in lines:
            raise BenchError(
                f"{path}, line {number}: id {identity!r} was used in line {lines[identity]}.", hint="Ids are unique."
            )
        lines[identity] = number
        rows.append(row)
    if not rows:
        raise BenchError(f"{path}: is empty.", hint="Fetch the set again.")
    return rows


def _rows(path: Path, kind: type[RowT]) -> Iterator[tuple[int, RowT]]:
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            yield number, kind.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise BenchError(
                f"{path}, line {number}: is not JSON ({error}).", hint="Mend or remove the line."
            ) from error
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(map(str, first["loc"]))
            raise BenchError(
                f"{path}, line {number}, field {field}: {first['msg']}.", hint="Mend or remove the line."
            ) from error


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from lines
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BenchError(f"{path}: cannot be read ({error}).", hint="Fetch the set again.") from error
