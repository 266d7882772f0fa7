import json
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from evals.bench.footprint import disk_mb, resident_mb
from evals.bench.replicate import grown, insert, stored
from evals.bench.stages import scale


@pytest.fixture
def originals(bed):
    return stored(bed.library)


def test_sizes_grow_tenfold_up_to_the_limit():
    assert scale.sizes(None) == [1_000, 10_000, 100_000]
    assert scale.sizes(2_500) == [1_000, 2_500]
    assert scale.sizes(50) == [50]


@pytest.mark.slow
def test_a_line_a_size_and_the_library_is_thrown_away(options, monkeypatch):
    monkeypatch.setattr(scale, "SIZES", (60, 100_000))
    monkeypatch.setattr(scale, "KEPT_BACK", 5)
    monkeypatch.setattr(scale, "QUESTIONS", 4)
    found = list(scale.run(replace(options, limit=300)))
    lines = [json.loads(figures.line()) for figures in found]
    assert [line["system"] for line in lines] == ["dossier-60", "dossier-300"]
    small, large = ({name: m["value"] for name, m in line["metrics"].items()} for line in lines)
    assert all(value is not None and value > 0 for value in (*small.values(), *large.values()))
    assert large["hnsw_recall@10"] >= 0.9
    assert large["catalog_mb"] > small["catalog_mb"]
    assert "times that of dossier-60" in found[1].notes[-1]
    assert not list(options.cache.glob("scale-*/catalog.sqlite"))


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
