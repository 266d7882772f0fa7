import json
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from evals.bench.footprint import disk_mb, resident_mb
from evals.bench.replicate import grown, insert, stored
from evals.bench.stages import scale
from evals.scale.grow import grow
from index import server
from index.library import open_library_of


@pytest.fixture
def originals(bed):
    return stored(bed.library)


@pytest.mark.slow
def test_a_line_a_size_each_part_by_itself_and_what_was_grown_is_kept(options, monkeypatch):
    monkeypatch.setattr(scale, "KEPT_BACK", 5)
    asked = replace(options, limit=4, sizes=(60, 300))
    lines = [json.loads(figures.line()) for figures in scale.run(asked)]
    assert [line["system"] for line in lines] == [f"{part}-{size}" for size in (60, 300) for part in scale.SYSTEMS]
    small, large = (
        {name: m["value"] for line in some for name, m in line["metrics"].items()}
        for some in (lines[: len(scale.SYSTEMS)], lines[len(scale.SYSTEMS) :])
    )
    assert all(value is not None and value >= 0 for value in (*small.values(), *large.values()))
    assert large["hnsw_recall@10"] >= 0.9
    for name in ("evidence_cpu_p95", "build_cpu", "rebuild_cpu", "add_cpu", "compare_vectors_cpu", "list_cpu"):
        assert large[name] > 0, name
    assert large["catalog_mb"] > small["catalog_mb"]
    again = list(scale.run(replace(asked, systems=("pages",))))
    assert again[1].metrics["build_cpu"].scores == [pytest.approx(large["build_cpu"], abs=1e-3)]  # nothing was built
    assert "evidence_cpu_p95" not in again[1].metrics
    places = list(options.cache.glob("scale-*"))
    assert sorted(int(place.name.rpartition("-")[2]) for place in places) == [60, 300]
    for place in places:
        server.end(place)


def test_what_was_interrupted_grows_on_to_what_it_would_have_been(originals, bed, tmp_path):
    kept_back = [item.document for item in originals[:3]]
    found = []
    for name, steps in (("once", (250,)), ("twice", (170, 250))):
        settings = bed.settings.model_copy(update={"data": tmp_path / name, "database": None})
        for chunks in steps:
            grow(settings, originals[3:], kept_back, 0, chunks)
        with open_library_of(settings) as library:
            insert(originals[:2], library)  # left by a measurement that was interrupted
        grow(settings, originals[3:], kept_back, 0, 250)
        with open_library_of(settings) as library:
            found.append(library.catalog.chunk_ids())
            assert library.store.ids() == found[-1]
        server.end(settings.data)
    assert found[0] == found[1]
    assert len(found[0]) == 250


def test_a_copy_is_near_its_original_in_words_and_meaning_but_is_another_document(originals):
    copies = list(islice(grown(originals, 0), len(originals), 2 * len(originals)))
    assert len({item.document.id for item in (*originals, *copies)}) == 2 * len(originals)
    assert len({item.document.path for item in (*originals, *copies)}) == 2 * len(originals)
    cosines = np.concatenate(
        [(a.embedded.chunks * b.embedded.chunks).sum(axis=1) for a, b in zip(originals, copies, strict=True)]
    )
    assert cosines.mean() == pytest.approx(0.894, abs=0.01)
    kept = [
        np.mean([one == other for one, other in zip(a.text.split(), b.text.split(), strict=True)])
        for x, y in zip(originals, copies, strict=True)
        for a, b in zip(x.chunks, y.chunks, strict=True)
    ]
    assert 0.75 < np.mean(kept) < 0.95


def test_chunks_of_a_copy_stand_in_its_text(originals):
    for copy in islice(grown(originals, 0), len(originals), len(originals) + 20):
        assert all(copy.document.text[c.start : c.end] == c.text for c in copy.chunks)
        assert np.linalg.norm(copy.embedded.chunks, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_the_same_seed_gives_the_same_copies(originals):
    once, again, other = (
        [item.document.id for item in islice(grown(originals, seed), len(originals), len(originals) + 5)]
        for seed in (0, 0, 1)
    )
    assert once == again != other


def test_what_is_inserted_is_found_by_vector_and_by_word(originals, library):
    insert(originals[:8], library)
    assert library.catalog.counts() == (8, sum(len(item.chunks) for item in originals[:8]))
    assert library.catalog.unfinished() == []
    assert library.store.search(originals[3].embedded.chunks[0].tolist(), 1)[0].chunk_id == originals[3].chunks[0].id
    word = originals[3].chunks[0].text.split()[1]
    assert originals[3].chunks[0].id in dict(library.catalog.match(f'"{word}"', 10))


def test_memory_and_disk_are_in_megabytes(tmp_path):
    (tmp_path / "c.sqlite").write_bytes(b"x" * 1_500_000)
    (tmp_path / "c.sqlite-wal").write_bytes(b"x" * 500_000)
    (tmp_path / "chroma" / "deep").mkdir(parents=True)
    (tmp_path / "chroma" / "deep" / "file").write_bytes(b"x" * 250_000)
    assert disk_mb(tmp_path / "c.sqlite") == 2.0
    assert disk_mb(tmp_path / "chroma") == 0.25
    assert 20 < resident_mb() < 20_000
    assert resident_mb(0) is None
