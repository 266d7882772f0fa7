"""Whom "he" means behind "who …?", and what is done with it."""

import pytest

from index.library import Library
from rag.pipeline import answer
from rag.question.person import in_place
from rag.question.rewrite import condense
from rag.types import Question, Turn
from tests.rag.question.test_rewrite import scripted as scripted_model
from tests.rag.test_pipeline import COMMANDER, scripted

WHO = "Who runs the ferry to Lund?"


@pytest.mark.parametrize(
    ("question", "told", "asked"),
    [
        ("What was he before?", "Ida Berg of the Harbour Board runs the ferry.", "What was Ida Berg before?"),
        ("What is her position?", "Capt. Ida Berg runs the ferry to Lund.", "What is Ida Berg’s position?"),
        ("Who hired her?", "Retired Rear Admiral Ida Berg runs it.", "Who hired Ida Berg?"),
        ("Where did she train?", "The ferry to Lund is run by Ida Ness.", "Where did Ida Ness train?"),
        ("What did he say?", "Bo Ness runs it. Bo Ness was with the Lund Harbour Office.", "What did Bo Ness say?"),
        ("What is his plan?", "Bo Ness runs it.", "What is Bo Ness’ plan?"),
    ],
)
def test_the_person_of_the_answer_takes_the_place_of_the_pronoun(question: str, told: str, asked: str) -> None:
    history = (Turn(role="user", content=WHO), Turn(role="assistant", content=told))
    assert condense(question, history, None) == asked


@pytest.mark.parametrize(
    ("question", "before", "told"),
    [
        ("What was he before?", WHO, "Ida Berg and Bo Ness run the ferry."),  # one of two
        ("What was he before?", WHO, ""),
        ("What was he before?", WHO, "The harbour board runs it."),
        ("What was he before?", "When does the ferry to Lund sail?", "Ida Berg says at noon."),  # nobody was asked for
        ("What did Bo Ness tell him?", WHO, "Ida Berg runs it."),
        ("What does it cost?", WHO, "Ida Berg runs it."),
    ],
)
def test_where_that_is_unclear_nobody_is_put_in_its_place(question: str, before: str, told: str) -> None:
    assert in_place(question, before, told) is None


def test_a_model_that_leaves_the_pronoun_has_not_made_it_stand_alone() -> None:
    before = "Who wrote that the harbour should be ready?"
    rewritten = scripted_model("What is his position on the harbour?")
    history = (Turn(role="user", content=before),)
    assert condense("What is his position?", history, rewritten) == f"{before} What is his position?"


def test_what_is_asked_of_the_person_beside_who_it_is_goes_with_the_first(sample: Library) -> None:
    asked = f"{COMMANDER[:-1]}, and what was he before?"
    said = (
        "Who is the first commander of it and what was he before?",
        "Gen. Kenichiro Nagumo is the first commander [1].",
    )
    given = answer(scripted(sample, *said), Question(text=asked))
    assert "Nagumo" in given.text
    assert all(s.verdict.stands for s in given.sentences)
