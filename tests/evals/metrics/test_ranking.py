"""hit@k, recall@k, reciprocal rank and nDCG on rankings small enough to work out by hand."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank_at

DOCUMENTS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


@pytest.mark.parametrize(
    ("k", "ranked", "gold", "hit", "recall", "reciprocal", "ndcg"),
    [
        (3, "abc", "a", 1, 1, 1, 1),
        (3, "abc", "c", 1, 1, 1 / 3, 1 / log2(4)),
        (2, "abc", "c", 0, 0, 0, 0),
        (3, "abc", "bz", 1, 0.5, 0.5, (1 / log2(3)) / (1 + 1 / log2(3))),
        (3, "abc", "ac", 1, 1, 1, (1 + 1 / log2(4)) / (1 + 1 / log2(3))),
        (1, "ab", "ab", 1, 0.5, 1, 1),
        (10, "", "a", 0, 0, 0, 0),
    ],
)
def test_rankings_agree_with_hand_computed_figures(k, ranked, gold, hit, recall, reciprocal, ndcg):
    assert hit_at(k, ranked, gold) == hit
    assert recall_at(k, ranked, gold) == recall
    assert reciprocal_rank_at(k, ranked, gold) == pytest.approx(reciprocal)
    assert ndcg_at(k, ranked, gold) == pytest.approx(ndcg)


@pytest.mark.parametrize("metric", [hit_at, recall_at, reciprocal_rank_at, ndcg_at])
def test_without_a_relevant_document_there_is_nothing_to_score(metric):
    assert metric(10, ["a"], []) is None


@given(ranked=DOCUMENTS, gold=st.sets(st.sampled_from("abcdefgh"), min_size=1), k=st.integers(1, 12))
def test_every_ranking_metric_stays_between_0_and_1(ranked, gold, k):
    for metric in (hit_at, recall_at, reciprocal_rank_at, ndcg_at):
        assert 0 <= metric(k, ranked, gold) <= 1
