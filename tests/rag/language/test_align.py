"""Words meet under their inflections, and the shortest run that covers a claim is found."""

import pytest

from index.sentence import split
from rag.language.align import best_run, coverage
from rag.language.words import content

PASSAGE = split("The harbour froze. Ferries were cancelled. The mayor asked for icebreakers. Shops sold salt.")


@pytest.mark.parametrize(
    ("claim", "first", "last"),
    [
        ("The harbour froze over.", 0, 1),
        ("Cancelled ferries.", 1, 2),
        ("Ferries were cancelled and the mayor asked for icebreakers.", 1, 3),
        ("Nothing of this kind.", 0, 1),
    ],
)
def test_the_shortest_covering_run_is_found(claim: str, first: int, last: int) -> None:
    run = best_run(claim, PASSAGE)
    assert (run.first, run.last) == (first, last)


def test_there_is_nothing_to_align_with_an_empty_passage() -> None:
    with pytest.raises(ValueError, match="no sentences"):
        best_run("Anything.", [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("freezes", "freezing"),
        ("cancelled", "cancel"),
        ("agreement", "agreed"),
        ("stopped", "stops"),
        ("policies", "policy"),
        ("U.S.", "United States"),
        ("the mayor’s", "mayor"),
        ("28,500", "28500"),
    ],
)
def test_inflections_and_spellings_meet(one: str, other: str) -> None:
    assert content(one) == content(other)


def test_a_claim_without_content_is_not_covered() -> None:
    assert coverage(content("It is."), content("It is ice.")) == 0.0
