"""Without a model, the documents' own sentences answer: those in which the reader found it."""

import pytest

from rag.generation.extractive import answering, quote
from rag.types import Support
from tests.rag.generation.passages import passage

FERRY = "What does the ferry to Lund cost in winter?"
TEXT = f"{FERRY} The ferry to Lund costs 40 crowns in winter. It sails daily."


def test_the_sentence_that_holds_what_was_found_is_quoted_and_cited_exactly() -> None:
    item = passage(TEXT, "40 crowns")
    (sentence,) = quote(FERRY, [item])
    assert sentence.text == "The ferry to Lund costs 40 crowns in winter."
    assert sentence.verdict.support is Support.VERBATIM
    (citation,) = sentence.citations
    assert citation.quote == item.text[citation.start - item.start : citation.end - item.start] == sentence.text


@pytest.mark.parametrize("found", [FERRY, "ferry to Lund", None])
def test_a_question_of_the_passage_is_never_quoted(found: str | None) -> None:
    """Even where the reader found the answer in it, or nothing but it."""
    assert all("?" not in s.text for s in quote(FERRY, [passage(TEXT, found)]))
    assert quote(FERRY, [passage(FERRY, found)]) == []


@pytest.mark.parametrize("found", ["Why Berg's Ferry Must Be Ready", "Berg's Ferry"])
def test_a_heading_is_never_quoted(found: str) -> None:
    title = "Why Berg's Ferry Must Be Ready"
    text = f"{title}\n\nThe ferry of Ida Berg must be ready for the winter, writes Bo Ness."
    item = passage(text, found, title=title)
    assert all(title not in s.text for s in quote("What must be ready?", [item]))
    assert quote("What must be ready?", [passage(title, found, title=title)]) == []


def test_where_no_place_was_found_the_best_sentence_is_quoted() -> None:
    item = passage("It sails daily. The ferry to Lund costs 40 crowns in winter.")
    (sentence,) = quote(FERRY, [item])
    assert sentence.text == "It sails daily."


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it() -> None:
    item = passage("The lighthouse of Gull Island was planned for years. But it was built only in 1902.", "1902")
    assert [s.text for s in quote("When was the lighthouse of Gull Island built?", [item])] == [
        "The lighthouse of Gull Island was planned for years.", "But it was built only in 1902.",
    ]  # fmt: skip


def test_a_credit_is_not_quoted_with_the_sentence_before_it() -> None:
    text = "The ferry of Ida Berg leaves Lund for Oban in heavy snow on May 4.\n\nBo Ness / Lund Images"
    quoted = quote("When does the ferry of Ida Berg leave Lund?", [passage(text, "May 4")])
    assert [s.text for s in quoted] == ["The ferry of Ida Berg leaves Lund for Oban in heavy snow on May 4."]


def test_a_second_passage_is_quoted_where_it_is_believed_nearly_as_much() -> None:
    first = passage("Lund has 14 ferries.", "14", number=1, answers=0.9)
    near = passage("The ferries of Lund are painted white and green.", "painted white", number=2, answers=0.8)
    far = passage("The ferries of Lund are painted white and green.", "painted white", number=2, answers=0.5)
    asked = "What is known of the ferries of Lund?"
    assert len(quote(asked, [first, near])) == 2
    assert len(quote(asked, [first, far])) == 1


def test_another_value_is_quoted_though_it_is_believed_less() -> None:
    """A reader wants to see every side."""
    asked = "How many ferries does Lund operate?"
    passages = [
        passage("Lund operates 14 ferries.", "14", number=1, answers=0.9),
        passage("Lund operates 17 ferries on the lake.", "17", number=2, answers=0.6),
        passage("Lund operates 14 ferries, all of them white.", "14", number=3, answers=0.6),
    ]
    assert [s.text for s in quote(asked, passages)] == [p.text for p in passages[:2]]


def test_what_two_passages_share_is_said_once_and_offsets_go_on() -> None:
    passages = [
        passage("Lund has 14 ferries.", "14", number=1),
        passage("Lund has 14 ferries.", "14", number=2),
        passage("Oban has 17 ferries.", "17", number=3),
    ]
    quoted = quote("How many ferries are there?", passages)
    text = " ".join(s.text for s in quoted)
    assert text == "Lund has 14 ferries. Oban has 17 ferries."
    assert all(text[s.start : s.end] == s.text for s in quoted)


def test_nothing_is_quoted_of_nothing() -> None:
    assert quote(FERRY, []) == []


def test_the_sentences_that_answer_are_places_in_the_passage() -> None:
    item = passage(TEXT, "40 crowns")
    (sentence,) = answering(FERRY, item)
    assert item.text[sentence.start : sentence.end] == sentence.text
