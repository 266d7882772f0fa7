"""Rows become pairs of texts, and an answer is where its example says."""

import random
from itertools import pairwise

import pytest

from evals.training.examples import (
    CLAIM_LABELS,
    Example,
    claim_examples,
    elsewhere_examples,
    question_examples,
    told_examples,
)
from index.sentence import split
from rag.retrieval.windows import SENTENCES
from tests.evals.training.made_up import claim_row, question_row

LONG = " ".join(f"Sentence {n} of the tale of Lund has its own number." for n in range(9))


def examples(seeds: int = 40, **others: object) -> list[Example]:
    return [e for seed in range(seeds) for e in question_examples(question_row(seed, **others), random.Random(seed))]


def test_spans_are_where_they_say() -> None:
    found = examples()
    placed = [e for e in found if e.start >= 0]
    assert placed
    for example in placed:
        assert example.label == 1
        assert example.second[example.start : example.end] == f"{1900 + int(example.group.removeprefix('made-up-'))}"


def test_windows_are_slices_of_passages_and_those_without_the_answer_have_it_not() -> None:
    found = examples()
    assert {e.label for e in found} == {0, 1}
    for example in found:
        row = question_row(int(example.group.removeprefix("made-up-").removesuffix("-other")))
        assert any(example.second in passage for passage in row.passages)
        if not example.label and not example.group.endswith("-other"):
            assert row.answer not in example.second


def test_a_question_with_something_exchanged_asks_what_its_window_does_not_tell() -> None:
    other = [e for e in examples() if e.group.endswith("-other")]
    assert other
    for example in other:
        assert example.label == 0
        assert example.first != question_row(int(example.group.split("-")[2])).question


def test_a_question_without_an_answer_has_no_window_that_answers() -> None:
    found = examples(gold=(), answer="")
    assert found
    assert {e.label for e in found} == {0}
    assert {e.start for e in found} == {-1}


def test_sets_of_long_answers_teach_whether_and_not_where() -> None:
    found = examples(set="pubmedqa", answer="yes")
    assert any(e.label for e in found)
    assert all(e.start == -1 for e in found)


def test_a_set_whose_passages_hold_a_part_each_is_left_out() -> None:
    assert examples(set="strategyqa") == []


def test_about_half_of_the_rows_of_other_languages_are_used() -> None:
    used = sum(bool(list(question_examples(question_row(0, lang="de"), random.Random(seed)))) for seed in range(200))
    assert 60 < used < 140


@pytest.mark.parametrize("sentences", range(1, 9))
def test_for_measuring_every_sentence_is_in_a_window_as_the_app_reads_them(sentences: int) -> None:
    passage = " ".join(s.text for s in split(LONG)[:sentences])
    row = question_row(0, passages=(passage,), answer=f"Sentence {sentences - 1}")
    found = list(question_examples(row, random.Random(0), teaching=False))
    assert all(e.first == row.question and e.second in passage for e in found)
    assert {s.text for e in found for s in split(e.second)} == {s.text for s in split(passage)}
    assert all(len(split(e.second)) <= SENTENCES for e in found)
    assert [e.second[e.start : e.end] for e in found if e.label] == [row.answer] * sum(e.label for e in found)
    assert any(e.label for e in found)
    starts = [passage.index(e.second) for e in found]
    assert all(a < b for a, b in pairwise(starts))


def test_a_passage_without_sentences_is_no_trouble() -> None:
    row = question_row(0, passages=("", " "), gold=(0,), answer="")
    for teaching in (True, False):
        list(question_examples(row, random.Random(0), teaching=teaching))


def test_a_claim_comes_as_it_was_judged_and_at_times_edited() -> None:
    found = [e for seed in range(200) for e in claim_examples(claim_row(seed), [claim_row(3)], random.Random(seed))]
    assert {e.task for e in found} == {"claim"}
    own = [e for e in found if e.origin == "made-up-claims"]
    assert len(own) == 200
    assert {CLAIM_LABELS[e.label] for e in own} == {"supported"}
    edits = [e for e in found if e.origin == "edits"]
    assert edits
    assert {CLAIM_LABELS[e.label] for e in edits} == {"contradicted"}
    assert all(e.first not in {o.first for o in own} for e in edits)


def test_what_is_invented_of_the_things_that_the_evidence_names_is_unmentioned() -> None:
    row = claim_row(
        0, claim="Ida Berg opened the bridge of Lund.", evidence="In 1902 Ida Berg opened the bridge of Lund."
    )
    other = claim_row(1, claim="So Nils Holm visited the school.", evidence="None.")
    found = [e for seed in range(100) for e in claim_examples(row, [other], random.Random(seed))]
    made = {e.origin: e for e in found if e.origin in ("transplanted", "reworded")}
    assert {CLAIM_LABELS[e.label] for e in made.values()} == {"unmentioned"}
    assert made["transplanted"].first in {f"So {name} visited the school." for name in ("Ida Berg", "Lund")}
    assert made["reworded"].first in {"Ida Berg visited the bridge of Lund.", "Ida Berg opened the school of Lund."}


def test_a_sentence_said_elsewhere_of_the_same_thing_is_unmentioned() -> None:
    here = "In 1902 the bridge of Lund was opened by Ida Berg herself."
    there = "Everybody knows that the mayor Ida Berg kept eleven bees in a garden."
    row = question_row(0, passages=(here, there), gold=(0,), answer="1902")
    found = [e for seed in range(50) for e in elsewhere_examples(row, random.Random(seed))]
    assert {(e.first, e.second) for e in found} == {(here, there), (there, here)}
    assert {CLAIM_LABELS[e.label] for e in found} == {"unmentioned"}
    assert not list(elsewhere_examples(question_row(0, set="strategyqa", passages=(here, there)), random.Random(0)))


def test_a_sentence_of_the_evidence_itself_is_supported() -> None:
    row = claim_row(0, label="unmentioned")
    found = [e for seed in range(200) for e in claim_examples(row, [], random.Random(seed))]
    copies = [e for e in found if e.origin == "copies"]
    assert copies
    assert all(e.first in e.second and CLAIM_LABELS[e.label] == "supported" for e in copies)


def test_human_answers_are_claims_that_the_right_passages_bear_out() -> None:
    row = question_row(0, set="quotesum", answer="Its lighthouse was built in 1900, they say.")
    found = [e for seed in range(20) for e in told_examples(row, random.Random(seed))]
    labels = {CLAIM_LABELS[e.label]: e.second for e in found}
    assert labels == {"supported": row.passages[0], "unmentioned": row.passages[1]}
    assert list(told_examples(question_row(0), random.Random(0))) == []
