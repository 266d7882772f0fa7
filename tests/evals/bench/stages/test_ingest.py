import json
from dataclasses import replace

import pytest

from evals.bench.stages import ingest
from evals.bench.stages.ingest import Turn, figures


@pytest.fixture
def two_turns(monkeypatch):
    monkeypatch.setattr(ingest, "TURNS", 2)


@pytest.mark.slow
def test_every_system_ingests_the_same_documents_in_every_turn(options, two_turns):
    lines = [json.loads(found.line()) for found in ingest.run(replace(options, limit=6))]
    assert [line["system"] for line in lines] == list(ingest.SYSTEMS)
    dossier, stock, embedder = (line["metrics"] for line in lines)
    assert [line["n"] for line in lines] == [6, 6, 6]
    assert dossier["chunks"]["value"] == embedder["chunks"]["value"] == stock["chunks"]["value"] == 6
    assert dossier["share_of_limit"]["value"] > 0
    assert {"chunks_to_stock", "documents_to_stock"} <= set(dossier)
    assert not {"share_of_limit", "chunks_to_stock"} & (set(stock) | set(embedder))
    assert not list(options.cache.glob("ingest-*/library-*"))


def test_ratios_are_taken_within_a_turn(options):
    turns = {
        "dossier": [Turn(chunks=30, seconds=3.0), Turn(chunks=30, seconds=6.0)],
        "stock": [Turn(chunks=36, seconds=3.0), Turn(chunks=36, seconds=9.0)],
        "embedder": [Turn(chunks=30, seconds=2.7), Turn(chunks=30, seconds=5.4)],
    }
    found = {name: metric.scores for name, metric in figures("dossier", turns, 3, options).metrics.items()}
    assert found["chunks_per_s"] == [10.0, 5.0]
    assert found["documents_per_s"] == [1.0, 0.5]
    assert found["share_of_limit"] == pytest.approx([0.9, 0.9])
    assert found["chunks_to_stock"] == pytest.approx([10 / 12, 5 / 4])
    assert found["documents_to_stock"] == pytest.approx([1.0, 1.5])


def test_one_system_alone_has_no_ratios(options, two_turns):
    (found,) = ingest.run(replace(options, limit=2, systems=("dossier",)))
    assert set(found.metrics) == {"chunks", "chunks_per_s", "documents_per_s"}
