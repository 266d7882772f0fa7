"""The retrieval stage on a set of our own, and its planted fault: without the lexical side the figures fall."""

import json
from dataclasses import replace

import pytest

from evals.bench.bed import Bed, open_bed
from evals.bench.questions import as_question
from evals.bench.read import CorpusRow, QuestionRow
from evals.bench.stages.retrieval import SYSTEMS, ablate, figures, run, score, within
from evals.errors import BenchError
from evals.systems.ablated import SWITCHES, open_ablated
from evals.systems.base import Found
from evals.systems.dossier import open_search
from rag.models.readers import FOLDER, SECOND
from rag.retrieval import belief, reading
from rag.retrieval.windows import CHUNKS
from tests.evals.bench.conftest import write_set


def values(found):
    return {name: metric.estimate.value for name, metric in found.metrics.items()}


@pytest.fixture
def asked(rows):
    return [row for row in rows if row.answerable]


def test_every_system_prints_one_line_with_the_agreed_keys(options):
    lines = [json.loads(found.line()) for found in run(options)]
    assert [line["system"] for line in lines] == list(SYSTEMS)
    for line in lines:
        assert set(line) == {"bench", "stage", "system", "n", "metrics"}
        assert (line["bench"], line["stage"], line["n"]) == ("sales", "retrieval", 20)
        wanted = {"hit@1", "hit@10", "mrr@10", "ndcg@10", "answer_in_evidence", "latency_p50", "latency_p95"}
        assert wanted <= set(line["metrics"])
        assert all(set(figure) == {"value", "low", "high"} for figure in line["metrics"].values())


def test_the_same_questions_asked_again_give_the_same_figures(bed, asked, options, tmp_path):
    once, again = (
        values(figures(open_search(bed), bed, asked, replace(options, cache=tmp_path / name))) for name in ("1", "2")
    )
    assert {k: v for k, v in once.items() if "latency" not in k} == {
        k: v for k, v in again.items() if "latency" not in k
    }


def test_rows_that_are_kept_are_not_searched_again(bed, asked, options, tmp_path):
    kept = replace(options, cache=tmp_path)
    assert figures(open_search(bed), bed, asked, kept).line() == figures(open_search(bed), bed, asked, kept).line()


def test_without_the_lexical_side_the_figures_fall(bed, asked, options):
    sound = values(figures(open_search(bed), bed, asked, options))
    faulty = values(figures(open_ablated("without lexical search", bed), bed, asked, options))
    for name in ("hit@1", "hit@10", "mrr@10", "ndcg@10"):
        assert faulty[name] < sound[name] - 0.1, name


def test_every_ingredient_can_be_switched_off_and_is_back_after(bed, asked):
    question = as_question(asked[0], bed)
    before = open_search(bed).search(question)
    found = {name: open_ablated(name, bed).search(question) for name in SWITCHES}
    assert all(f.documents for f in found.values())
    assert any(f.passages != before.passages for f in found.values())
    assert open_search(bed).search(question).passages == before.passages


def test_a_switch_reaches_what_is_read_and_how_it_is_ordered(
    bed: Bed, asked: list[QuestionRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what the readers are given, for a small set's answers do not show it."""
    question = as_question(asked[0], bed)
    told: list[object] = []
    whole = (reading.windows, reading.read)
    monkeypatch.setattr(reading, "windows", lambda *a, **k: told.append(k["chunks"]) or whole[0](*a, **k))
    monkeypatch.setattr(reading, "read", lambda *a: told.append((a[2], bool(a[1]))) or whole[1](*a))
    open_ablated("12 chunks read", bed).search(question)
    open_ablated("without the second reader", bed).search(question)
    assert told == [12, (FOLDER, True), (SECOND, True), CHUNKS, (FOLDER, True), (SECOND, False)]
    with SWITCHES["without overlap"]():
        assert (belief.weights().order["overlap"], belief.weights().second_order["overlap"]) == (0.0, 0.0)


def test_ablation_has_the_whole_beside_every_part_taken_away(options):
    few = replace(options, limit=2, systems=("dossier", "without overlap"))
    assert [f.system for f in ablate(few)] == ["dossier", "without overlap"]


def test_a_ranking_is_scored_by_documents_and_evidence_by_what_fits_the_budget(bed):
    row = QuestionRow(id="q", question="?", answers=("Ada Brook",), gold=("d0",))
    far = Found(documents=("x", bed.ids["d0"]), passages=("word " * 400, "Ada Brook"), seconds=0.1)
    scores = score(row, far, bed)
    assert (scores["hit@1"], scores["hit@10"], scores["mrr@10"]) == (0.0, 1.0, 0.5)
    assert scores["answer_in_evidence"] == 0.0
    near = Found(documents=(), passages=("Ada Brook", "word " * 400), seconds=0.1)
    assert score(row, near, bed)["answer_in_evidence"] == 1.0


def test_the_budget_cuts_at_a_word():
    count = lambda text: len(text.split())  # noqa: E731
    assert within(["one two", "three four five"], 4, count) == "one two\nthree four"
    assert within(["one two"], 4, count) == "one two"
    assert within([], 4, count) == ""


def test_a_set_without_known_documents_cannot_be_measured(options, tmp_path):
    rows = [{"id": "q", "question": "Who?", "answers": ["Ada"], "answerable": False}]
    folder = write_set(tmp_path / "set", corpus=[{"id": "d", "text": "Ada came."}], questions=rows)
    with pytest.raises(BenchError, match="no answerable question"):
        next(run(replace(options, folder=folder)))


def test_gold_that_is_not_in_the_corpus_is_an_error(options, tmp_path):
    rows = [{"id": "q", "question": "Who?", "answers": ["Ada"], "gold": ["absent"]}]
    folder = write_set(tmp_path / "set", corpus=[{"id": "d", "text": "Ada came."}], questions=rows)
    with pytest.raises(BenchError, match=r"question 1 \(q\): document 'absent'"):
        next(run(replace(options, folder=folder)))


def test_documents_of_one_question_are_seen_by_no_other(options, tmp_path):
    rows = [
        {
            "id": f"q{n}",
            "question": "Who came?",
            "answers": [name],
            "documents": [{"text": f"{name} came over the hill.", "type": "correct"}],
        }
        for n, name in enumerate(("Ada", "Ida"))
    ]
    folder = write_set(tmp_path / "own", questions=rows)
    for found in run(replace(options, folder=folder)):
        assert values(found)["hit@1"] == 1.0, found.system
        assert values(found)["answer_in_evidence"] == 1.0, found.system


def test_an_index_is_kept_by_content(options, bed):
    rows = [CorpusRow(id="d", text="Ada came.")]
    with open_bed("small", rows, options.settings, options.cache) as first:
        folder = first.library.data
    with open_bed("small", rows, options.settings, options.cache) as again:
        assert again.library.data == folder
    with open_bed("small", [CorpusRow(id="d", text="Ida came.")], options.settings, options.cache) as other:
        assert other.library.data != folder


def test_equal_texts_share_one_document(options):
    rows = [CorpusRow(id="a", text="Ada came."), CorpusRow(id="b", text="Ada came.")]
    with open_bed("twins", rows, options.settings, options.cache) as twins:
        assert twins.gold(["a"]) == twins.gold(["b"])
