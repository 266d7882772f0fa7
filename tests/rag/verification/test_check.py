"""A drafted sentence is judged against the passage that it cites, and against what was asked."""

import pytest

from rag.types import Evidence, Support
from rag.verification.check import check
from rag.verification.draft import DraftSentence
from rag.verification.markers import Marker

QUESTION = "What did Garcia say he would make of Lisbon's trams?"


def support(question: str, draft: str, **evidence: object) -> Support:
    passage = Evidence(number=1, document_id="d", start=0, end=0, **{"title": "Notes", **evidence})
    marker = Marker(raw="[1]", numbers=(1,))
    return check(DraftSentence(text=draft, markers=(marker,)), question, {1: passage}, 0).verdict.support


@pytest.mark.parametrize("people", [(), ("Ana Garcia",)])
def test_the_full_name_of_who_was_asked_about_is_no_other_person(people: tuple[str, ...]) -> None:
    found = support(
        QUESTION,
        "Garcia promised to double them by spring.",
        text="Garcia promised to double them by spring.",
        topics=("Lisbon",),
        people=people,
    )
    assert found is Support.VERBATIM


def test_a_fragment_is_shown_as_the_sentence_that_has_it() -> None:
    passage = Evidence(
        number=1, document_id="d", start=0, end=0, title="Notes",
        text="Lisbon counted its trams. In 2019 Lisbon\nran 54 trams. Porto ran none.",
    )  # fmt: skip
    shown = check(
        DraftSentence(text="54.", markers=(Marker(raw="[1]", numbers=(1,)),)), "How many trams ran?", {1: passage}, 7
    )
    assert shown.text == "In 2019 Lisbon ran 54 trams."
    assert (shown.start, shown.end) == (7, 7 + len(shown.text))
    assert shown.verdict.support is Support.VERBATIM
    assert [c.quote for c in shown.citations] == ["In 2019 Lisbon\nran 54 trams."]


def test_a_fragment_cited_twice_is_shown_from_the_passage_that_has_it() -> None:
    numbered = {
        n: Evidence(number=n, document_id="d", start=0, end=0, title="Notes", text=text)
        for n, text in ((1, "Porto has a river."), (2, "Lisbon ran 54 trams."))
    }
    draft = DraftSentence(text="54.", markers=(Marker(raw="[1][2]", numbers=(1, 2)),))
    shown = check(draft, "How many trams ran?", numbered, 0)
    assert shown.text == "Lisbon ran 54 trams."
    assert [c.number for c in shown.citations] == [2]


def test_a_fragment_that_was_cited_to_the_wrong_passage_says_so() -> None:
    wrong, right = (
        Evidence(number=n, document_id="d", start=0, end=0, title="Notes", text=text)
        for n, text in ((1, "Porto has a river."), (2, "Lisbon ran 54 trams."))
    )
    draft = DraftSentence(text="54 trams.", markers=(Marker(raw="[1]", numbers=(1,)),))
    shown = check(draft, "How many trams ran?", {1: wrong, 2: right}, 0)
    assert shown.text == "Lisbon ran 54 trams."
    assert shown.verdict.support is Support.WRONG_SOURCE


def test_a_name_that_only_the_origin_has_is_no_sentence_of_the_passage() -> None:
    passage = Evidence(
        number=1, document_id="d", start=0, end=0, title="Notes", author="Anna Berg", text="Moe raised the fares twice."
    )
    draft = DraftSentence(text="Anna Berg", markers=(Marker(raw="[1]", numbers=(1,)),))
    shown = check(draft, "Which mayor raised the fares?", {1: passage}, 0)
    assert shown.text == "Anna Berg"
    assert not shown.verdict.stands


def test_a_fragment_without_support_stays_as_it_is() -> None:
    assert support("How many trams run?", "99.", text="Lisbon runs 54 trams.") is Support.UNSUPPORTED


YARD = "Who builds the new frigates of Norway?"


def test_a_passage_that_says_less_of_it_does_not_stand_in_for_the_one_it_was_written_from() -> None:
    """The condition that the sentence leaves out is not made good by a passage that has half of its words."""
    texts = (
        "If elected, Ida Berg will likely press Lund to improve its ferries or pay more for the port.",
        "Lund must think about how to improve its ferries. Ida Berg may press it to pay for the port.",
    )
    numbered = {
        number: Evidence(number=number, document_id="d", start=0, end=len(text), text=text, title="Ferries")
        for number, text in enumerate(texts, start=1)
    }
    draft = DraftSentence(
        "Ida Berg will likely press Lund to improve its ferries or pay more for the port.", (Marker("[1]", (1,)),)
    )
    checked = check(draft, "What will Ida Berg do?", numbered, 0)
    assert checked.verdict.support is Support.PARTLY
    assert [c.number for c in checked.citations] == [1]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many trams run in Norway?", "The trams of Sweden, said a clerk, are 54."),
        ("Who did not claim the refund?", "Two importers claimed the refund in 1998."),
    ],
)
def test_whether_a_true_sentence_answers_is_not_for_the_check_to_say(question: str, text: str) -> None:
    """The reader has said so before anything was written."""
    assert support(question, text, text=text) is Support.VERBATIM


def test_a_sentence_that_says_no_more_than_the_question_does_not_stand() -> None:
    text = "The ship of Anna Berg was called the ship of Anna Berg."
    assert support("What was the ship of Anna Berg called?", text, text=text) is Support.PARTLY


def test_a_question_states_nothing() -> None:
    text = "Who called the ship of Anna Berg the Gull?"
    assert support("What was the ship of Anna Berg called?", text, text=text) is Support.UNSUPPORTED


def test_a_sentence_without_markers_is_cited_to_its_passage_and_has_cited_nothing_wrongly() -> None:
    """Small models are not asked for markers."""
    numbered = {
        n: Evidence(number=n + 6, document_id=f"d{n}", start=0, end=len(text), text=text, title="Notes")
        for n, text in ((1, "Porto has a river and two bridges."), (2, "Lisbon ran 54 trams in the year 2019."))
    }
    draft = DraftSentence(text="Lisbon ran 54 trams in the year 2019.", markers=())
    checked = check(draft, "How many trams ran?", numbered, 0)
    assert checked.verdict.support is Support.VERBATIM
    assert [c.number for c in checked.citations] == [8]
    assert checked.failed_markers == ()
