from dataclasses import replace

import pytest

from tests.ui.answers import ANSWER, DOCUMENT, TEXT, WORKERS
from ui.sources.source import neighbours, source_data

FIRST, SECOND, SIDE = "c1-0-24", "c1-25-43", "p1-25-43"


@pytest.mark.parametrize(
    ("key", "highlighted"),
    [(FIRST, "The mill closed in 1931."), (SECOND, WORKERS.quote), (SIDE, WORKERS.quote), ("e1", TEXT[:43])],
)
def test_the_highlight_is_the_stored_quote_in_one_piece(key: str, highlighted: str) -> None:
    data = source_data(ANSWER, key, DOCUMENT)
    assert [s["text"] for s in data["segments"] if s["kind"] == "current"] == [highlighted]
    assert "".join(s["text"] for s in data["segments"]) == TEXT


def test_other_citations_of_the_answer_are_marked_faintly() -> None:
    kinds = {s["text"]: s["kind"] for s in source_data(ANSWER, FIRST, DOCUMENT)["segments"]}
    assert kinds["It had 40 workers."] == "cited"


def test_a_side_of_a_disagreement_has_sides_for_neighbours() -> None:
    assert neighbours(ANSWER, SIDE) == [SIDE]


def test_previous_and_next_stay_among_the_citations() -> None:
    first, last = source_data(ANSWER, FIRST, DOCUMENT), source_data(ANSWER, SECOND, DOCUMENT)
    assert (first["before"], first["after"], first["where"]) == (False, True, "Citation 1 of 2")
    assert (last["before"], last["after"]) == (True, False)


@pytest.mark.parametrize(
    ("document", "said"), [(None, "no longer in the library"), (replace(DOCUMENT, text="Other words."), "has changed")]
)
def test_a_document_that_is_gone_or_changed_shows_the_stored_quote(document: None, said: str) -> None:
    data = source_data(ANSWER, FIRST, document)
    assert said in data["note"]
    assert data["segments"] == [{"text": "The mill closed in 1931.", "kind": "current"}]


def test_a_long_document_is_cut_around_the_passage() -> None:
    padded = replace(DOCUMENT, text=TEXT + "x" * 500_000)
    data = source_data(ANSWER, FIRST, padded)
    assert sum(len(s["text"]) for s in data["segments"]) < 130_000
    assert data["segments"][-1]["text"].strip() == "[…]"
