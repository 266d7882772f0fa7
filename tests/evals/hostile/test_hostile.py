"""Nothing here holds seconds against each other: where a bound is asserted, its breach would take hours."""

import re
import time

import pytest

from evals.__main__ import main
from evals.hostile.functions import functions
from evals.hostile.growth import Growth, growths
from evals.hostile.texts import TEXTS
from index.clean import clean
from index.sentence import split
from rag.checking.faults.certainty import overstated
from rag.checking.statements import bare
from rag.language.discourse.corrections import withdrawn
from rag.language.grammar.leaning import leaning
from rag.question.author import byline
from rag.question.decompose import divide
from rag.verification.verify import verify

GENEROUS_S = 60
"""Processor seconds. What is measured takes a second or two; before it was mended it would have taken days."""


def test_the_texts_are_of_the_length_asked_for_and_the_same_each_time() -> None:
    assert len(TEXTS) >= 60
    for make in TEXTS.values():
        assert 990 <= len(make(1_000)) <= 1_000
        assert make(300) == make(300)


def test_readers_are_found_by_what_they_take() -> None:
    found = dict(functions())
    wanted = ("index.chunk.chunk", "index.clean.clean", "index.sentence.split", "index.load.load_bytes",
              "rag.language.names.names", "rag.language.quantities.numbers.quantities", "rag.question.decompose.divide",
              "rag.verification.verify.verify (passage)", "rag.verification.check.check (draft)")  # fmt: skip
    assert not set(wanted) - set(found)
    assert found["rag.language.names.names"]("Ida Berg sailed.")


@pytest.mark.parametrize(
    ("seconds", "steep"),
    [
        ([(1_000, 0.5), (2_000, 1.0)], False),
        ([(1_000, 0.5), (2_000, 2.0)], True),
        ([(1_000, 0.01), (2_000, 0.04)], False),  # too quick to tell
        ([(1_000, 0.5), (2_000, None)], True),
        ([(1_000, None)], True),
    ],
)
def test_growth_is_told_by_the_last_doubling(seconds: list[tuple[int, float | None]], steep: bool) -> None:
    assert Growth(text="t", seconds=seconds).steep is steep


def test_a_reader_that_does_not_come_back_is_given_up_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.hostile.growth.LIMIT_S", 1.0)
    kinds = {name: TEXTS[name] for name in ("dots", "commas", "digits")}

    def read(text: str) -> None:
        if text.startswith(",,"):
            re.match(r"(?:a+)+$", "a" * 60 + "b")  # two to the power of sixty tries, none of which can be interrupted

    found = {growth.text: growth.seconds[-1][1] for growth in growths(read, kinds, (100, 200))}
    assert found["commas"] is None
    assert found["dots"] is not None
    assert found["digits"] is not None


def test_the_command_names_readers_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hostile", "language.words.words", "--text", "dots", "names", "--size", "1000", "2000"]) == 0
    assert capsys.readouterr().out.endswith("2 measured, 0 out of proportion\n")


@pytest.mark.parametrize("kind", ["dots", "dots and spaces", "punctuation", "spaces", "base64", "open comment"])
def test_a_file_of_200_kilobytes_is_cleaned_and_split_in_seconds(kind: str) -> None:
    started = time.process_time()
    split(clean(TEXTS[kind](200_000)))
    assert time.process_time() - started < GENEROUS_S


@pytest.mark.parametrize(
    "kind", ["spaces", "line feeds", "capital words", "from to", "quoted words", "names and commas"]
)
def test_long_questions_and_passages_are_read_in_seconds(kind: str) -> None:
    started = time.process_time()
    text = TEXTS[kind](40_000)
    for read in (divide, leaning, withdrawn):
        read(text)
    verify(text[:4_000], text[:4_000])
    assert time.process_time() - started < GENEROUS_S


@pytest.mark.parametrize("kind", ["as of", "spaces and feeds"])
def test_long_statements_are_checked_in_seconds(kind: str) -> None:
    text = TEXTS[kind](100_000)
    started = time.process_time()
    bare(text)
    overstated("The port was opened.", text)
    assert time.process_time() - started < GENEROUS_S


def test_a_question_is_read_once_however_many_authors_it_names() -> None:
    authors = [f"Ab{number} Moe{number}" for number in range(3_000)]
    question = " ".join(f"according to {author}" for author in authors)
    started = time.process_time()
    assert byline(question, reversed(authors))
    assert time.process_time() - started < GENEROUS_S
