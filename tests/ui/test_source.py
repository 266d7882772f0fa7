from dataclasses import replace

import pytest

from tests.ui.answers import ANSWER, DOCUMENT, TEXT
from ui.source import source_data


@pytest.mark.parametrize(
    ("key", "highlighted"),
    [("c0", "The mill closed in 1931."), ("c1", "It had 40 workers."), ("p0", "It had 40 workers."), ("e1", TEXT[:43])],
)
def test_the_highlight_is_the_stored_quote_in_one_piece(key: str, highlighted: str) -> None:
    data = source_data(ANSWER, key, DOCUMENT)
    assert [s["text"] for s in data["segments"] if s["kind"] == "current"] == [highlighted]
    assert "".join(s["text"] for s in data["segments"]) == TEXT


def test_other_citations_of_the_answer_are_marked_faintly() -> None:
    kinds = {s["text"]: s["kind"] for s in source_data(ANSWER, "c0", DOCUMENT)["segments"]}
    assert kinds["It had 40 workers."] == "cited"


def test_previous_and_next_stay_among_the_citations() -> None:
    first, last = source_data(ANSWER, "c0", DOCUMENT), source_data(ANSWER, "c1", DOCUMENT)
    assert (first["before"], first["after"], first["where"]) == (False, True, "Citation 1 of 2")
    assert (last["before"], last["after"]) == (True, False)


@pytest.mark.parametrize(
    ("document", "said"), [(None, "no longer in the library"), (replace(DOCUMENT, text="Other words."), "has changed")]
)
def test_a_document_that_is_gone_or_changed_shows_the_stored_quote(document: None, said: str) -> None:
    data = source_data(ANSWER, "c0", document)
    assert said in data["note"]
    assert data["segments"] == [{"text": "The mill closed in 1931.", "kind": "current"}]


def test_a_long_document_is_cut_around_the_passage() -> None:
    padded = replace(DOCUMENT, text=TEXT + "x" * 500_000)
    data = source_data(ANSWER, "c0", padded)
    assert sum(len(s["text"]) for s in data["segments"]) < 130_000
    assert data["segments"][-1]["text"].strip() == "[…]"
