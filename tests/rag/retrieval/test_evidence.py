"""A question's evidence: exact places, copies named instead of shown, within the budget."""

from pathlib import Path

import pytest

from index.build import add
from index.library import Library
from index.types import Filters
from rag.retrieval import evidence as module
from rag.retrieval.evidence import find
from rag.retrieval.reading import read_windows
from rag.types import Evidence

COUNT = "On how many days of 2024 were Chinese ships present in the contiguous zone around the Senkakus?"
COMMANDER = "Who is the first commander of Japan's Joint Operations Command?"
QUESTIONS = [COUNT, COMMANDER, "How many U.S. troops are based in South Korea?", "Why was Henoko opposed?"]

LIGHT = "When was the lighthouse of Gull Island built?"
BUILT = "The lighthouse of Gull Island was built in 1902 after three ships had been lost on its rocks."


def added(library: Library, folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    assert not add([folder], library).errors


def found(question: str, library: Library, *, tokens: int = 450, passages: int = 6, **others: object) -> list[Evidence]:
    return list(find(question, library, tokens=tokens, passages=passages, **others))  # type: ignore[arg-type]


@pytest.mark.parametrize("question", QUESTIONS)
def test_places_are_exact_and_what_was_found_is_inside(sample: Library, question: str) -> None:
    items = found(question, sample)
    assert items
    for item in items:
        document = sample.catalog.document(item.document_id)
        assert document
        assert document.text[item.start : item.end] == item.text
        assert item.best is not None
        assert item.start <= item.best < item.end
        if item.found:
            assert item.start <= item.found[0] < item.found[1] <= item.end
            assert item.best <= item.found[0]
        assert 0 <= item.answers <= 1


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("tokens", [60, 200, 1200])
def test_no_two_passages_overlap_and_all_fit_the_budget(sample: Library, question: str, tokens: int) -> None:
    items = found(question, sample, tokens=tokens, passages=12)
    assert len(items) <= 12
    counted = sum(sample.embeddings.count_tokens(item.text) for item in items)
    assert counted <= tokens or len(items) == 1, "the best is shown however long it is"
    for one in items:
        others = [o for o in items if o.number != one.number and o.document_id == one.document_id]
        assert not any(one.start < other.end and other.start < one.end for other in others)


def test_numbers_count_from_one_and_the_first_is_the_likeliest_by_order(sample: Library) -> None:
    items = found(COMMANDER, sample)
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert "Nagumo" in items[0].text
    assert items[0].answers == pytest.approx(read_windows(COMMANDER, sample)[0].belief, abs=0.05)


def test_no_more_passages_than_allowed(sample: Library) -> None:
    assert len(found(COUNT, sample, passages=2, tokens=2_000)) == 2


def test_a_copy_in_another_document_is_named_and_not_shown(library: Library, tmp_path: Path) -> None:
    added(
        library, tmp_path,
        one=f"---\ntitle: Lights\nsource: Gull Post\ndate: 2021-03-04\n---\n{BUILT}",
        two=f"---\ntitle: Lamps\nsource: Rock News\ndate: 2021-03-05\n---\n{BUILT}\n\nSend us old photographs.",
    )  # fmt: skip
    items = found(LIGHT, library)
    (only,) = [item for item in items if BUILT in item.text]
    named = {"Gull Post": "Rock News, 5 Mar 2021", "Rock News": "Gull Post, 4 Mar 2021"}
    assert only.also == (named[str(only.source)],)


def test_another_figure_is_no_copy(library: Library, tmp_path: Path) -> None:
    added(library, tmp_path, one=BUILT, two=BUILT.replace("1902", "1911"))
    items = found(LIGHT, library)
    assert {"1902", "1911"} == {year for item in items for year in ("1902", "1911") if year in item.text}
    assert all(item.also == () for item in items)


def test_windows_that_follow_one_another_become_one_passage(library: Library, tmp_path: Path) -> None:
    tale = f"{BUILT} Its lamp was lit by hand. It shone for twenty miles. The keeper of the lighthouse grew roses."
    added(library, tmp_path, one=tale)
    (only,) = found(LIGHT, library)
    assert only.text == tale


def test_a_window_between_two_passages_joins_them(sample: Library) -> None:
    """Otherwise both would have its sentences."""
    windows = sorted(read_windows(COUNT, sample), key=lambda r: (r.window.document.id, r.window.start))
    three = next(
        (a, b, c) for a, b, c in zip(windows, windows[1:], windows[2:], strict=False)
        if a.window.document.id == c.window.document.id and a.window.end < c.window.start
        and b.window.start < a.window.end and c.window.start < b.window.end
    )  # fmt: skip
    first, middle, last = three
    chosen = module._choose([first, last, middle], count_tokens=len, tokens=10_000, passages=5)
    assert len(chosen) == 1
    assert chosen[0].start <= first.window.start
    assert chosen[0].end == last.window.end
    assert chosen[0].best is first


def test_what_the_filters_leave_nothing_of_has_no_evidence(sample: Library) -> None:
    assert find(COUNT, sample, tokens=400, passages=5, filters=Filters(sources=("No such paper",))) == ()


def test_an_empty_library_has_no_evidence(library: Library) -> None:
    assert find(COUNT, library, tokens=400, passages=5) == ()


def test_a_document_of_one_heading_is_no_trouble(library: Library, tmp_path: Path) -> None:
    added(library, tmp_path, one="# Lighthouses", two="1902")
    for item in found(LIGHT, library):
        document = library.catalog.document(item.document_id)
        assert document
        assert document.text[item.start : item.end] == item.text


def test_names_near_a_passage_are_known_of_it(sample: Library) -> None:
    assert any(item.people or item.topics for item in found(COMMANDER, sample))
