"""Chunks are cut into windows of sentences, and the cheap order says which are read."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from index.build import add
from index.library import Library
from index.sentence import split
from rag.retrieval import windows as module
from rag.retrieval.hybrid import Candidate, retrieve
from rag.retrieval.windows import CHUNKS, READ, SENTENCES, Window, windows

COUNT = "On how many days of 2024 were Chinese ships present in the contiguous zone around the Senkakus?"


def looked_at(question: str, library: Library, **options: object) -> list[Window]:
    return windows(question, retrieve(question, library), library, **options)  # type: ignore[arg-type]


def added(library: Library, folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    add([folder], library)


def test_a_window_is_a_run_of_sentences_with_its_place_in_the_document(sample: Library) -> None:
    found = looked_at(COUNT, sample)
    assert found
    for window in found:
        document = sample.catalog.document(window.document.id)
        assert document
        assert document.text[window.start : window.end] == window.text
        assert 1 <= len(window.sentences) <= SENTENCES
        assert [document.text[s.start : s.end] for s in window.sentences] == [s.text for s in window.sentences]
        assert all(0 <= share <= 1 for share in (window.cosine, window.overlap, window.timely))


def test_no_window_comes_twice_and_no_more_than_asked_for(sample: Library) -> None:
    found = looked_at(COUNT, sample)
    places = [(w.document.id, w.start, w.end) for w in found]
    assert len(places) == len(set(places))
    assert len(found) <= READ
    assert len(looked_at(COUNT, sample, most=5)) == 5
    assert [w.text for w in looked_at(COUNT, sample, most=5)] == [w.text for w in found[:5]]


def test_what_the_question_is_about_comes_before_what_it_is_not(sample: Library) -> None:
    found = looked_at(COUNT, sample)
    at = next(i for i, w in enumerate(found) if "355" in w.text)
    assert at < 10


def test_every_sentence_of_a_chunk_is_in_a_window(sample: Library) -> None:
    (first, *_) = retrieve(COUNT, sample)
    found = windows(COUNT, [first], sample, most=1_000)
    covered = {s.text for w in found for s in w.sentences}
    assert covered == {s.text for s in split(first.chunk.text)}
    if len(found) > 1:
        ordered = sorted(found, key=lambda w: w.start)
        assert all(b.start <= a.end for a, b in pairwise(ordered)), "neighbours share a sentence"


def test_the_chunks_beyond_the_first_are_not_looked_at(sample: Library) -> None:
    candidates = retrieve(COUNT, sample)
    assert {w.rank for w in windows(COUNT, candidates, sample, most=10_000)} <= set(range(CHUNKS))


def test_rare_words_count_for_more_than_common_ones(library: Library, tmp_path: Path) -> None:
    texts = {f"note{n}": f"The harbour was calm on day {n}." for n in range(6)}
    added(library, tmp_path, **texts, rare="The wharfinger came home early.")
    found = {w.text: w.overlap for w in looked_at("Did the wharfinger see the harbour?", library)}
    assert found["The wharfinger came home early."] > found["The harbour was calm on day 1."]


def test_a_window_is_timely_where_it_fits_the_days_asked_for(library: Library, tmp_path: Path) -> None:
    added(
        library, tmp_path,
        old="---\ndate: 2019-05-04\n---\nThe ferry of Lund carried more people.",
        new="---\ndate: 2024-05-04\n---\nThe ferry of Lund carried many more people.",
    )  # fmt: skip
    found = looked_at("What did the ferry of Lund carry in 2024?", library, as_of=date(2025, 1, 1))
    by_year = {w.document.published.year: w.timely for w in found if w.document.published}
    assert by_year[2024] > by_year[2019]


def test_sentences_that_were_split_otherwise_are_embedded_anew(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library may have been indexed by an earlier version."""
    added(library, tmp_path, one="The ferry sails daily. It is white. It was built in Lund.")
    usual = looked_at("When does the ferry sail?", library)
    whole = library.catalog.sentence_vectors

    def fewer(chunk_ids: Sequence[str]) -> object:
        return {key: rows[:1] for key, rows in whole(chunk_ids).items()}

    monkeypatch.setattr(library.catalog, "sentence_vectors", fewer)
    assert looked_at("When does the ferry sail?", library)[0].cosine == pytest.approx(usual[0].cosine, abs=1e-3)


def test_of_no_chunks_there_are_no_windows(sample: Library) -> None:
    assert windows("Anything?", [], sample) == []


def test_a_document_that_has_gone_since_is_passed_over(sample: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    candidates: list[Candidate] = retrieve(COUNT, sample)
    monkeypatch.setattr(sample.catalog, "document", lambda _: None)
    assert windows(COUNT, candidates, sample) == []


def test_a_question_without_words_is_no_trouble(sample: Library) -> None:
    candidates = retrieve(COUNT, sample)
    assert all(w.overlap == 0 for w in windows("???", candidates, sample))


def test_the_strides_leave_no_sentence_out() -> None:
    assert module.STRIDE <= SENTENCES
