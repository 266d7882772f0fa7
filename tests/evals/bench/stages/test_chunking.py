"""The chunking stage on two made-up documents whose excerpts are known to the character."""

import json
from dataclasses import replace

import pytest

from evals.bench.bed import open_bed
from evals.bench.read import CorpusRow, SpanQuestionRow
from evals.bench.stages.chunking import SYSTEMS, Retrieved, run, score, within
from evals.errors import BenchError
from tests.evals.bench.conftest import write_set

DEED = "The mill at Oster was sold to Ada Brook in 1911."
FILLER = "\n\n".join(
    f"Sentence {n} tells of the river and of bridge {n}. The ferry left at {n} in the morning." for n in range(80)
)
# Two spaces and a trailing one, which cleaning would take away.
MILL = f"{FILLER} \n\n\n\n{DEED}\n\n{FILLER.replace('river', 'lake')}"
START = MILL.index(DEED)


def documents():
    return [{"id": "mill", "title": "Mill", "text": MILL}, {"id": "sea", "title": "Sea", "text": "Salt is white."}]


def question(**changes):
    row = {"id": "q", "question": "Who was the mill at Oster sold to?", "answers": [], "answerable": True}
    return row | {"gold": ["mill"], "spans": [[START, START + len(DEED)]]} | changes


@pytest.fixture
def asked(options, tmp_path):
    folder = write_set(tmp_path / "spans", corpus=documents(), questions=[question()])
    return replace(options, folder=folder)


@pytest.fixture
def bed(options):
    rows = [CorpusRow(**row) for row in documents()]
    with open_bed("spans", rows, options.settings, options.cache, read=str) as opened:
        yield opened


def test_every_system_prints_one_line_and_finds_the_excerpt(asked):
    lines = [json.loads(found.line()) for found in run(asked)]
    assert [line["system"] for line in lines] == list(SYSTEMS)
    for line in lines:
        figures = {name: figure["value"] for name, figure in line["metrics"].items()}
        assert (line["bench"], line["stage"], line["n"]) == ("spans", "chunking", 1)
        assert figures["recall"] == 1.0, line["system"]
        assert 0 < figures["iou"] <= figures["precision"] < 1, line["system"]
    dossier, *others = [line["metrics"]["precision"]["value"] for line in lines]
    assert all(dossier > other for other in others)


def test_a_recursive_chunk_is_no_longer_than_its_name_says(asked, bed):
    count = bed.library.embeddings.count_tokens
    text = bed.library.catalog.document(bed.ids["mill"]).text
    for size in (200, 400):
        spans = SYSTEMS[f"recursive-{size}"](bed).search("Which river has bridges?")
        lengths = [count(text[start:end]) for document, start, end in spans if document == bed.ids["mill"]]
        assert size / 2 < max(lengths) <= size


def test_what_is_retrieved_is_scored_against_the_excerpts(bed):
    row, name = SpanQuestionRow(**question()), bed.ids["mill"]
    found = Retrieved(spans=((name, START, START + len(DEED)), (name, 0, len(DEED))), seconds=0.1)
    scores = score(row, found, bed)
    assert (scores["recall"], scores["precision"], scores["iou"]) == (1.0, 0.5, 0.5)
    assert scores["recall_within_300"] == 1.0


def test_the_first_tokens_end_with_a_word(bed):
    name, whole = bed.ids["mill"], START + len(DEED)
    four_words = (name, START, START + len("The mill at Oster"))
    assert within([(name, START, whole), (name, 0, 500)], 5, bed) == [four_words]
    two_words = (name, START, START + len("The mill"))
    assert within([two_words, (name, START, whole)], 4, bed) == [two_words, two_words]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"gold": ["absent"]}, "'absent' is not in the corpus"),
        ({"spans": [[5, 5]]}, "5 to 5 is no stretch"),
        ({"spans": [[0, len(MILL) + 1]]}, "is no stretch of the"),
        ({"spans": []}, "field spans"),
        ({"gold": ["mill", "sea"]}, "field gold"),
    ],
)
def test_a_question_whose_excerpts_cannot_be_found_is_an_error_that_names_it(options, tmp_path, changes, said):
    folder = write_set(tmp_path / "bad", corpus=documents(), questions=[question(**changes)])
    with pytest.raises(BenchError, match=said):
        next(run(replace(options, folder=folder)))
