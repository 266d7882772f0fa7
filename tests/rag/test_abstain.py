from dataclasses import replace

import pytest

from rag.abstain import Belief, believe, judge
from rag.types import Evidence

QUESTION = "How many ferries does Gull Island have?"
PASSAGE = Evidence(
    number=1, document_id="d", start=0, end=0, text="Gull Island has four ferries.", title="Harbour", meaning=0.8
)


def test_a_passage_that_says_it_is_believed_and_fits() -> None:
    belief = judge(QUESTION, PASSAGE)
    assert belief.value > 0.5
    assert belief.fits
    assert belief.absent == ()


@pytest.mark.parametrize(
    "other",
    [
        replace(PASSAGE, text="The town council met on Friday.", meaning=0.1),
        replace(PASSAGE, text="Seal Island has four ferries."),
        replace(PASSAGE, meaning=0.2),
    ],
)
def test_less_speaks_for_other_subjects_other_names_and_distant_meaning(other: Evidence) -> None:
    assert judge(QUESTION, other).value < judge(QUESTION, PASSAGE).value


def test_a_name_that_the_passage_lacks_is_told_once_and_without_its_ending() -> None:
    belief = judge("What are Norway's ferries, and Norway's harbours?", PASSAGE)
    assert belief.absent == ("Norway",)
    assert judge("How many ferries has the Seventh Fleet?", PASSAGE).absent == ("Seventh Fleet",)
    assert not belief.fits
    assert judge("Why did Gull Island double its ferries?", PASSAGE).absent == ()


def test_a_text_without_a_number_does_not_fit_a_question_for_one() -> None:
    assert not judge(QUESTION, replace(PASSAGE, text="Gull Island has ferries.")).fits


def test_the_best_passage_is_believed_and_nothing_is_believed_of_none() -> None:
    far = replace(PASSAGE, number=2, text="The council met.", meaning=0.0)
    assert believe(QUESTION, [far, PASSAGE]) == judge(QUESTION, PASSAGE)
    nearer = replace(PASSAGE, number=3, text="Seal Island has four ferries and Gull Island none.")
    assert believe(f"{QUESTION} And Seal Island?", [PASSAGE, nearer]).absent == ()
    assert believe(QUESTION, []) == Belief(value=0.0, absent=())


def test_a_small_number_written_out_need_not_stand_in_the_passage() -> None:
    assert judge("Which three ferries has Gull Island?", PASSAGE).absent == ()
    assert judge("Name 2 facts about Gull Island", PASSAGE).absent == ()
    assert judge("Which 30 ferries has Gull Island?", PASSAGE).absent == ("30",)
    assert judge("What does Article 6 say of Gull Island?", PASSAGE).absent[-1] == "6"
    assert judge("Which 7% of Gull Island?", PASSAGE).absent == ("7%",)
