"""Without a model, the documents' own sentences answer."""

from rag.generation.extractive import extract
from rag.types import Evidence

TEXT = "What does the ferry to Lund cost in winter? The ferry to Lund costs 40 crowns in winter. It sails daily."


def test_a_question_of_the_passage_is_no_answer() -> None:
    passage = Evidence(
        number=1, document_id="d", start=0, end=len(TEXT), text=TEXT, title="Ferries", score=0.9, meaning=0.9
    )
    quoted = extract("What does the ferry to Lund cost in winter?", [passage])
    assert quoted
    assert quoted[-1].text == "The ferry to Lund costs 40 crowns in winter."
    alone = passage.text.split("?")[0] + "?"
    only = Evidence(
        number=1, document_id="d", start=0, end=len(alone), text=alone, title="Ferries", score=0.9, meaning=0.9
    )
    assert extract("What does the ferry to Lund cost in winter?", [only]) == []


def test_an_answer_behind_a_question_of_the_passage_is_quoted_by_itself() -> None:
    """The question has more of the words, and is nothing that can be quoted."""
    text = "Did you know that the ferry to Lund had a price in winter? It cost 40 crowns."
    passage = Evidence(number=1, document_id="d", start=0, end=len(text), text=text, title="Ferries", meaning=0.9)
    assert [s.text for s in extract("What did the ferry to Lund cost in winter?", [passage])] == ["It cost 40 crowns."]


def test_the_sentence_in_which_the_small_reader_finds_the_answer_is_quoted() -> None:
    """Both have a year; the one that does not answer has more words of the question."""
    text = "The lighthouse of Gull Island was sold in 1998. Its keeper grows roses. It was built in 1902."
    passage = Evidence(number=1, document_id="d", start=0, end=len(text), text=text, title="Gull Island", meaning=0.9)
    quoted = extract("When was the lighthouse of Gull Island built?", [passage])
    assert [s.text for s in quoted] == ["It was built in 1902."]


def test_a_title_is_no_answer_beside_a_text() -> None:
    text = "Why Berg's Ferry Must Be Ready\n\nThe ferry of Ida Berg must be ready for the winter, writes Bo Ness."
    passage = Evidence(
        number=1,
        document_id="d",
        start=0,
        end=len(text),
        text=text,
        title="Why Berg's Ferry Must Be Ready",
        meaning=0.9,
    )
    quoted = extract("Who writes that Ida Berg's ferry must be ready?", [passage])
    assert [s.text for s in quoted] == ["The ferry of Ida Berg must be ready for the winter, writes Bo Ness."]


def test_a_credit_is_not_quoted_with_the_sentence_before_it() -> None:
    text = "The ferry of Ida Berg leaves Lund for Oban in heavy snow on May 4.\n\nBo Ness / Lund Images"
    passage = Evidence(number=1, document_id="d", start=0, end=len(text), text=text, title="Ferries", meaning=0.9)
    quoted = extract("When does the ferry of Ida Berg leave Lund?", [passage])
    assert [s.text for s in quoted] == ["The ferry of Ida Berg leaves Lund for Oban in heavy snow on May 4."]
