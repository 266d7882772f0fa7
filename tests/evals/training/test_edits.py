"""One edit makes a text wrong, and no text is too strange to be tried."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.training.edits import denied, edited, exchanged, opposed, reworded, shortened, spans, swapped, transplanted

WORDS = st.sampled_from(
    "The the of Ida Berg Lund Oban May March 1902 2024 1,200 4.5 is was not can more first all with won and . , "
    "? “ ” - ② ١٢ İstanbul naïve 東京 \n ’s".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join))
SEEDS = st.integers(0, 2**16)


@given(text=TEXTS, others=st.lists(TEXTS, max_size=3), seed=SEEDS)
def test_an_edited_text_differs(text: str, others: list[str], seed: int) -> None:
    for made in (
        edited(text, others, random.Random(seed)),
        exchanged(text, others, random.Random(seed), absent_from=" ".join(others)),
        swapped(text, random.Random(seed)),
        denied(text, random.Random(seed)),
        opposed(text, random.Random(seed)),
        transplanted(text, " ".join(others), random.Random(seed)),
        reworded(text, others, random.Random(seed), absent_from=text),
        shortened(text),
    ):
        assert made is None or made != text


@given(text=TEXTS)
def test_spans_lie_in_the_text_and_beside_one_another(text: str) -> None:
    found = sorted((start, end) for _, start, end in spans(text))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_years_months_numbers_and_names_are_found() -> None:
    text = "On 4 May 1998 the mayor of Lund sold 1,200 boats to Ida Berg."
    assert {(kind, text[a:b]) for kind, a, b in spans(text)} == {
        ("number", "4"), ("month", "May"), ("year", "1998"), ("name", "Lund"), ("number", "1,200"),
        ("name", "Ida Berg"),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_what_takes_a_place_is_of_its_kind_and_not_in_the_passage(seed: int) -> None:
    text = "When did the mayor visit Lund?"
    others = ["The mayor left Oban.", "The mayor left Turku in May."]
    made = exchanged(text, others, random.Random(seed), absent_from="She likes Oban.")
    assert made == "When did the mayor visit Turku?"


@pytest.mark.parametrize("seed", range(20))
def test_a_year_becomes_another_year(seed: int) -> None:
    made = exchanged("It was built in 1902.", [], random.Random(seed))
    assert made
    assert made.startswith("It was built in 19")
    assert len(made) == len("It was built in 1902.")


def test_names_are_swapped_words_denied_and_opposed() -> None:
    chance = random.Random(0)
    assert swapped("It is said that Lund beat Oban.", chance) == "It is said that Oban beat Lund."
    assert denied("The ferry is white.", chance) == "The ferry is not white."
    assert denied("The ferry is not white.", chance) == "The ferry is white."
    assert opposed("The vote was won.", chance) == "The vote was lost."


def test_where_nothing_can_be_edited_there_is_nothing() -> None:
    assert edited("Bread.", [], random.Random(0)) is None
    assert swapped("It is Lund, said Lund.", random.Random(0)) is None


def test_a_transplanted_claim_names_nothing_that_the_other_text_does_not() -> None:
    made = transplanted("In 1902 Ida Berg met Nils Holm.", "In 1950 Oban was what Lund had been.", random.Random(0))
    assert made in {"In 1950 Oban met Lund.", "In 1950 Lund met Oban."}
    assert transplanted("In 1902 Ida Berg met Nils Holm.", "It rained.", random.Random(0)) is None
    assert transplanted("Ida Berg sang.", "Here is Lund.", random.Random(0)) == "Lund sang."


def test_a_word_is_exchanged_for_one_of_its_form() -> None:
    made = reworded(
        "Ida Berg opened it.", ["He closed the doors."], random.Random(0), absent_from="Ida Berg opened it."
    )
    assert made == "Ida Berg closed it."
    assert reworded("Ida Berg opened it.", ["He closed it."], random.Random(0), absent_from="Open or closed.") is None


def test_what_only_adds_to_a_sentence_is_left_out() -> None:
    assert shortened("The bridge of Lund was opened, which nobody had expected.") == "The bridge of Lund was opened."
    assert shortened("It rained while they slept.") is None
    assert shortened("The bridge of Lund was opened by her.") is None
