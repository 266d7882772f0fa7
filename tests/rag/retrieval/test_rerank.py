from collections.abc import Sequence
from pathlib import Path

import pytest

from index.embed import prepare
from index.library import Library
from rag.errors import ModelSetupError
from rag.retrieval.hybrid import retrieve
from rag.retrieval.rerank import READ, open_reranker, rerank

QUESTION = "Who commands the joint operations?"


def by_length(_: str, texts: Sequence[str]) -> list[float]:
    return [1 / (1 + len(text)) for text in texts]


def test_the_rerankers_order_is_kept_and_nothing_is_lost(sample: Library) -> None:
    found = retrieve(QUESTION, sample)
    ordered = rerank(QUESTION, found, by_length)
    lengths = [len(c.chunk.text) for c in ordered[:READ]]
    assert lengths == sorted(lengths)
    assert {c.chunk.id for c in ordered} == {c.chunk.id for c in found}
    assert ordered[READ:] == found[READ:]


def test_without_a_reranker_nothing_changes(sample: Library) -> None:
    found = retrieve(QUESTION, sample)
    assert rerank(QUESTION, found, None) == found
    assert rerank(QUESTION, [], by_length) == []


def test_a_cross_encoder_is_loaded_by_its_folder(models: Path) -> None:
    # The embedding model with a fresh head: its scores mean nothing, but it is a cross-encoder like any other.
    reranker = open_reranker(str(prepare(models)))
    assert reranker
    scores = reranker(QUESTION, ["A general commands them.", "Ferries run on Sundays."])
    assert len(scores) == 2
    assert all(0 <= score <= 1 for score in scores)


def test_a_name_that_cannot_be_loaded_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelSetupError, match="unset DOSSIER_RERANKER"):
        open_reranker(str(tmp_path / "nothing"))
