"""A drafted sentence is judged against the passage that it cites, and against what was asked."""

from datetime import date

import pytest

from rag.types import Evidence, Support
from rag.verification.check import check
from rag.verification.cite import DraftSentence
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


def test_a_number_of_another_country_does_not_answer_for_the_one_asked_about() -> None:
    found = support("How many trams run in Norway?", "54.", text="The trams of Sweden are 54.", topics=("Norway",))
    assert found is Support.PARTLY


@pytest.mark.parametrize(("published", "expected"), [(date(2024, 4, 12), True), (date(2023, 4, 12), False)])
def test_the_day_of_publication_supplies_the_year(published: date, expected: bool) -> None:
    question = "What did Garcia promise in April 2024?"
    found = support(
        question, "Garcia promised Silva more trams.", text="Garcia promised Silva more trams.", published=published
    )
    assert (found is Support.VERBATIM) is expected


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


NADAL = "Which player known as the King of Clay retired after 22 titles?"
YARD = "Who builds the new frigates of Norway?"


@pytest.mark.parametrize(
    ("question", "text", "stands"),
    [
        (NADAL, "The player Nadal retired after winning 22 titles.", True),
        (YARD, "The new frigates of Sweden are those that Saab builds.", False),
        ("How many trams run in Norway?", "The trams that run in Sweden are 54.", False),
    ],
)
def test_a_name_that_a_whole_sentence_leaves_out_is_beside_the_point_unless_it_speaks_of_others(
    question: str, text: str, stands: bool
) -> None:
    passage = f"{text.replace('The', 'It is said that the')} Federer of Basel was there too."
    assert (support(question, text.replace("The", "So the"), text=passage) is Support.SUPPORTED) is stands


@pytest.mark.parametrize(
    ("question", "stands"),
    [("Which city opened the tram line?", False), ("What did Porto do for the tram line?", True)],
)
def test_a_name_that_is_asked_for_has_to_stand_in_the_passage_itself(question: str, stands: bool) -> None:
    found = support(
        question, "Porto opened the tram line in May.", text="It opened the tram line in May.", topics=("Porto",)
    )
    assert (found in (Support.VERBATIM, Support.SUPPORTED)) is stands


def test_a_sentence_that_asserts_what_the_question_denies_is_no_answer() -> None:
    text = "Two importers claimed the refund in 1998."
    item = Evidence(number=1, document_id="d", start=0, end=len(text), text=text, title="Customs")
    sentence = check(DraftSentence(text, (Marker("[1]", (1,)),)), "Who did not claim the refund?", {1: item}, 0)
    assert not sentence.verdict.stands
    assert "not so" in sentence.verdict.reason


def test_a_count_is_of_whoever_was_named_before_it_not_after() -> None:
    passage = "It supports 28,500 American troops, many at Camp Humphreys. Measured by soldier, Japan pays more."
    assert (
        support("How many American troops are in Japan?", passage.split(". ")[0] + ".", text=passage) is Support.PARTLY
    )
    passage = "Japan pays for more. It hosts 54,000 American troops, many at Camp Foster."
    assert support("How many American troops are in Japan?", passage.split(". ")[1], text=passage) is Support.VERBATIM


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


def test_a_title_supplies_no_name_to_a_passage_that_speaks_of_others() -> None:
    text = "The trams, said a clerk in Oslo, are 54."
    assert support("How many trams run in Japan?", text, text=text, topics=("Japan",)) is Support.PARTLY


@pytest.mark.parametrize(("answers", "expected"), [(0.95, Support.VERBATIM), (0.5, Support.PARTLY)])
def test_a_title_names_what_its_passages_need_not_where_one_is_found_to_answer(
    answers: float, expected: Support
) -> None:
    text = "Pillar Two, said Marta Lind, will go ahead step by step."
    found = support("On what terms will TROLL go ahead?", text, text=text, title="TROLL at three", answers=answers)
    assert found is expected


def test_what_was_to_be_is_no_answer_to_when_it_was_done() -> None:
    text = "In 2015 Garcia announced that the trams would be sold within five years."
    assert support("In which year were the trams sold?", text, text=text) is Support.PARTLY
    assert support("In which year will the trams be sold?", text, text=text) is Support.VERBATIM
