"""A question set of our own in the layout of the benchmarks, and its library with everything real but the model."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.bench.bed import Bed
from evals.bench.questions import open_question_bed
from evals.bench.read import QuestionRow
from evals.bench.stage import Options
from rag.settings import Settings

PLACES = (
    "Oster Vester Norre Sonder Birk Elm Hasel Lind Pil Gran Fyr Ahorn Bog Eg Ask Alm Hyld Slaan Tjorn Rose "
    "Kirk Mark Skov Eng Mose Krat Lund Vang Toft Rud Torp Balle Holt Hede Klit Strand Vig Nes Havn Bro"
).split()
BUYERS = "Ada Ida Bo Kai Per Ulla Sven Tove Leif Maja".split()


def documents() -> list[dict[str, object]]:
    """160 sales that differ in a place, a plot and a buyer: meaning alone does not tell them apart."""
    return [
        {
            "id": f"d{n}",
            "title": f"Sale {n}",
            "text": f"Plot {7000 + 37 * n} near {PLACES[n % 40]} was sold to {BUYERS[n % 10]} Brook in {1850 + n}. "
            "The price was paid in silver, and the deed was read aloud in the church.",
            "date": f"2024/01/{n % 28 + 1:02}",
            "url": f"https://gazette.example/{n}",
        }
        for n in range(160)
    ]


def questions() -> list[dict[str, object]]:
    asked = [
        {
            "id": f"q{n}",
            "question": f"Who took {7000 + 37 * n}?",
            "answers": [f"{BUYERS[n % 10]} Brook"],
            "answerable": True,
            "date": None,
            "gold": [f"d{n}"],
            "history": [],
        }
        for n in range(0, 160, 8)
    ]
    unknown = [
        {"id": f"u{n}", "question": f"Who took {100 + n}?", "answers": [], "answerable": False, "gold": []}
        for n in range(10)
    ]
    return asked + unknown


def write_set(folder: Path, **parts: list[dict[str, object]]) -> Path:
    """Writes each part as NAME.jsonl; the corpus is compressed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in parts.items():
        text = "".join(json.dumps(row) + "\n" for row in rows)
        if name == "corpus":
            (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(text.encode()))
        else:
            (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def options(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Options:
    root = tmp_path_factory.mktemp("bench")
    folder = write_set(root / "sales", corpus=documents(), questions=questions())
    return Options(
        folder=folder, settings=Settings(data=root / "data", models=models, llm="none"), cache=root / "cache"
    )


@pytest.fixture(scope="session")
def opened(options: Options) -> Iterator[tuple[Bed, list[QuestionRow]]]:
    with open_question_bed(options) as pair:
        yield pair


@pytest.fixture
def bed(opened: tuple[Bed, list[QuestionRow]]) -> Bed:
    return opened[0]


@pytest.fixture
def rows(opened: tuple[Bed, list[QuestionRow]]) -> list[QuestionRow]:
    return opened[1]
