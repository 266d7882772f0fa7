from datetime import date

import pytest

from index.library import Library
from index.types import Filters
from rag.retrieval.hybrid import RRF_K, dense_search, lexical_search, reciprocal_rank_fusion, retrieve


def titles(library: Library, question: str, filters: Filters = Filters()) -> list[str]:
    found = retrieve(question, library, filters=filters)
    documents = [library.catalog.document(c.chunk.document_id) for c in found]
    return [d.title for d in documents if d]


def test_fusion_adds_reciprocal_ranks() -> None:
    fused = reciprocal_rank_fusion([["a", "b"], ["b", "c"]])
    assert list(fused) == ["b", "a", "c"]
    assert fused["b"] == pytest.approx(1 / (RRF_K + 2) + 1 / (RRF_K + 1))


def test_what_both_searches_find_comes_first(sample: Library) -> None:
    question = "Who is the first commander of the Joint Operations Command?"
    first = retrieve(question, sample)[0]
    assert first.cosine is not None
    assert first.chunk.id in dict(lexical_search(question, sample, Filters()))
    assert "Nagumo" in first.chunk.text


def test_the_lexical_side_finds_a_rare_name(sample: Library) -> None:
    (best, _), *_ = lexical_search("Nagumo", sample, Filters())
    assert "Nagumo" in sample.catalog.chunks([best])[best].text


def test_a_source_filter_lets_only_that_source_through(sample: Library) -> None:
    (source, *_) = sample.catalog.sources()
    for hit in retrieve("US troops in Japan", sample, filters=Filters(sources=(source,))):
        document = sample.catalog.document(hit.chunk.document_id)
        assert document is not None
        assert document.source == source


def test_date_filters_bound_both_searches(sample: Library) -> None:
    filters = Filters(since=date(2024, 1, 1), until=date(2024, 12, 31))
    ids = [i for i, _ in dense_search("alliance", sample, filters) + lexical_search("alliance", sample, filters)]
    assert ids
    for chunk in sample.catalog.chunks(ids).values():
        document = sample.catalog.document(chunk.document_id)
        assert document is not None
        assert document.published is not None
        assert document.published.year == 2024


def test_a_filter_that_matches_nothing_finds_nothing(sample: Library) -> None:
    assert titles(sample, "troops", Filters(sources=("No such paper",))) == []


def test_japanese_questions_do_not_break(sample: Library) -> None:
    assert retrieve("在日米軍は何人いますか。", sample)


def test_undated_documents_pass_date_filters(library: Library) -> None:
    from index.build import add_uploads

    add_uploads([("undated.txt", b"Harbour notice\n\nSeven grey ships came to the harbour of Sasebo.")], library)
    filters = Filters(since=date(2024, 1, 1), until=date(2024, 12, 31))
    assert titles(library, "How many ships came to Sasebo?", filters)
    assert not retrieve("ships", library, filters=Filters(since=date(2024, 1, 1), undated=False))
    assert titles(library, "ships", Filters(until=date(2024, 12, 31)))


def test_undated_documents_can_be_left_out_without_any_date(library: Library) -> None:
    from index.build import add_uploads

    dated = b"---\ndate: 2024-02-19\n---\nFleet review\n\nNine grey ships came to the harbour of Kure."
    add_uploads([("undated.txt", b"Harbour notice\n\nSeven grey ships came."), ("dated.txt", dated)], library)
    filters = Filters(undated=False)
    assert filters
    assert not Filters()
    assert len(dense_search("ships", library, filters)) == len(lexical_search("ships", library, filters)) == 1
    assert titles(library, "How many ships came?", filters) == ["Fleet review"]
    assert library.catalog.matching_documents(filters) == 1
