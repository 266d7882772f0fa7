"""Other documents are heard where they seem to reply with something else, and only there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from rag.abstain import FOUND, Belief
from rag.assemble import deliver
from rag.attempt import Writer
from rag.compose import compose
from rag.generation.generate import Generated
from rag.generation.markers import Marker
from rag.models import DEFAULT
from rag.reply import Part
from rag.sides import MOST, STATES, STATES_FOUND, Read, differs, hear, unheard
from rag.types import Answer, AnswerSentence, Event, Evidence, SentenceDone, Token, Usage
from rag.verification.check import check
from rag.verification.cite import DraftSentence
from rag.verification.conflicts import conflicts
from tests.rag.words_of_models import word

QUESTION = "Who designed the lighthouse of Gull Island?"


def passage(number: int, text: str, year: int, *, document: str = "", meaning: float = 0.9) -> Evidence:
    return Evidence(
        number=number, document_id=document or f"d{number}", start=0, end=len(text), text=text,
        title="Gull Island", published=date(year, 3, 1), meaning=meaning, score=0.8,
    )  # fmt: skip


HARLAND = passage(1, "The lighthouse of Gull Island was designed by Mary Harland.", 2019)
PENROSE = passage(2, "Owen Penrose designed the lighthouse of Gull Island.", 2021)
AGAIN = passage(3, "Mary Harland, who designed the lighthouse of Gull Island, was born there.", 2022)
ELSEWHERE = passage(4, "A ferry brings the post.", 2020, meaning=0.1)


def says(text: str, item: Evidence) -> AnswerSentence:
    return check(DraftSentence(text, (Marker("[1]", (1,)),)), QUESTION, {1: item}, 0)


ANSWER = says("Mary Harland designed the lighthouse of Gull Island.", HARLAND)


def reading(said: dict[str, str], read: list[tuple[Evidence, ...]]) -> Read:
    def write(passages: Sequence[Evidence]) -> Iterator[Event | Generated]:
        read.append(tuple(passages))
        text = said[passages[0].document_id]
        sentence = says(text, passages[0])
        yield SentenceDone(sentence=sentence)
        yield Generated(sentences=(sentence,) if text else (), draft=text, prompt_tokens=10)

    return write


def test_a_document_without_the_answer_is_heard_and_one_that_has_it_is_not() -> None:
    heard = unheard(QUESTION, [HARLAND, PENROSE, AGAIN, ELSEWHERE], [ANSWER], ask=False)
    assert [[e.number for e in passages] for passages in heard] == [[2]]


def test_a_name_of_the_question_in_another_form_is_nothing_that_the_answer_brings() -> None:
    question = "How many American troops are based on Gull Island?"
    first = passage(1, "Gull Island hosts about 500 U.S. troops.", 2019)
    second = passage(2, "There are 700 U.S. troops based on Gull Island.", 2021)
    answer = check(DraftSentence(first.text, (Marker("[1]", (1,)),)), question, {1: first}, 0)
    heard = unheard(question, [first, second], [answer], ask=False)
    assert [[e.number for e in passages] for passages in heard] == [[2]]


OTHERS = [passage(n, f"Person Number{n} designed the lighthouse of Gull Island.", 2020) for n in range(5, 9)]


def test_at_most_so_many_documents_are_heard_each_with_all_that_it_has() -> None:
    second = passage(9, "Person Number5 designed the lighthouse of Gull Island with care.", 2020, document="d5")
    read: list[tuple[Evidence, ...]] = []
    said = {item.document_id: item.text for item in OTHERS}
    list(hear(QUESTION, [HARLAND, *OTHERS, second], Generated(sentences=(ANSWER,)), reading(said, read)))
    assert len(read) == MOST
    assert {e.document_id for e in read[0]} == {"d5"}
    assert len(read[0]) == 2


def test_a_model_that_can_be_asked_hears_those_that_state_the_answer() -> None:
    asked: list[str] = []
    read: list[tuple[Evidence, ...]] = []

    def states(passages: Sequence[Evidence]) -> float | None:
        asked.append(passages[0].document_id)
        return {"d5": STATES - 0.1, "d6": STATES, "d7": None}[passages[0].document_id]

    said = {item.document_id: item.text for item in OTHERS}
    list(hear(QUESTION, [HARLAND, *OTHERS], Generated(sentences=(ANSWER,)), reading(said, read), states))
    assert asked == ["d5", "d6", "d7"]
    assert [passages[0].document_id for passages in read] == ["d6"]


def test_a_model_that_can_be_asked_is_asked_of_passages_that_fit_less() -> None:
    keeper = passage(2, "Owen Penrose drew the lighthouse.", 2021, meaning=0.75)
    assert not unheard(QUESTION, [HARLAND, keeper], [ANSWER], ask=False)
    assert unheard(QUESTION, [HARLAND, keeper], [ANSWER], ask=True) == [(keeper,)]


@pytest.mark.parametrize(("found", "expected"), [(FOUND, ["d2", "d3"]), (FOUND - 0.01, [])])
def test_a_document_in_which_the_small_reader_finds_the_answer_is_heard(found: float, expected: list[str]) -> None:
    unlikely = replace(PENROSE, meaning=0.1, text="It was Penrose.", answers=found)
    half = passage(3, "Harland of Oban designed the lighthouse of Gull Island.", 2022)
    evidence = [HARLAND, unlikely, replace(half, answers=found)]
    heard = unheard(QUESTION, evidence, [ANSWER], ask=True)
    assert sorted(passages[0].document_id for passages in heard) == expected


@pytest.mark.parametrize(("found", "heard"), [(FOUND, 1), (FOUND - 0.01, 0)])
def test_where_the_small_reader_finds_it_the_model_need_not_be_as_sure(found: float, heard: int) -> None:
    read: list[tuple[Evidence, ...]] = []
    evidence = [HARLAND, replace(PENROSE, answers=found)]
    written = Generated(sentences=(ANSWER,))
    list(hear(QUESTION, evidence, written, reading({"d2": PENROSE.text}, read), lambda _: STATES_FOUND))
    assert len(read) == heard


def test_what_differs_is_said_behind_the_answer_with_its_own_citation() -> None:
    read: list[tuple[Evidence, ...]] = []
    before = Generated(sentences=(ANSWER,), draft="…", prompt_tokens=100)
    events = list(
        hear(QUESTION, [HARLAND, PENROSE], before, reading({"d2": "Owen Penrose designed the lighthouse."}, read))
    )
    written = events[-1]
    assert isinstance(written, Generated)
    assert [s.text for s in written.sentences] == [ANSWER.text, "Owen Penrose designed the lighthouse."]
    assert written.sides == written.sentences[1:]
    assert written.sides[0].start == ANSWER.end + 1
    assert written.sides[0].citations[0].document_id == "d2"
    assert written.prompt_tokens == 110
    assert any(isinstance(e, SentenceDone) and e.sentence is written.sides[0] for e in events)
    assert read == [(PENROSE,)]


@pytest.mark.parametrize("text", ["", "The keeper painted it red.", "Mary Harland designed the lighthouse."])
def test_what_does_not_stand_or_says_the_same_is_left_out(text: str) -> None:
    before = Generated(sentences=(ANSWER,), draft="…")
    events = list(hear(QUESTION, [HARLAND, PENROSE], before, reading({"d2": text}, [])))
    assert events == [replace(before, prompt_tokens=10)]


@pytest.mark.parametrize(
    ("question", "side", "said", "expected"),
    [
        ("When was the mill built?", "The mill was built on 3 May 1902.", "The mill was built in 1902.", False),
        ("When was the mill built?", "The mill was built in 1905.", "The mill was built in 1902.", True),
        ("How many ferries has the island?", "The island has 5 ferries.", "The island has four ferries.", True),
        ("How many ferries has the island?", "The ferries are white.", "The island has four ferries.", False),
        ("what did the usa call its ship", "The USA called it Tern.", 'The USA called it "Gull".', True),
        ("Who won?", "MARY HARLAND won the race in Oban.", "Mary Harland won.", False),
        ("Where is it?", "It is in Oban, Kinloss, in Norland.", "It is in Tarn, Mere, in Norland.", True),
        ("Where is it?", "It is in Oban, in Norland.", "It is in Tarn, in Norland.", False),
        ("What is the medium of Tides?", "Tides is a film.", "Tides is a novel.", True),
        ("What is the medium of Tides?", "Tides is a long novel.", "Tides is a novel.", False),
    ],
)
def test_a_side_differs_in_what_it_brings(question: str, side: str, said: str, expected: bool) -> None:
    assert differs(question, side, [said]) is expected


def test_sides_are_a_conflict_with_the_dates_of_both_oldest_first() -> None:
    side = says("Owen Penrose designed the lighthouse of Gull Island.", PENROSE)
    (found,) = conflicts(QUESTION, [HARLAND, PENROSE], [ANSWER, side], [side])
    assert [p.citation.document_id for p in found.positions] == ["d1", "d2"]
    assert [p.citation.published for p in found.positions] == [date(2019, 3, 1), date(2021, 3, 1)]
    assert not conflicts("What is said of the lighthouse?", [HARLAND, PENROSE], [ANSWER, side], [side])


def composed(*replies: str | AIMessage, name: str = "scripted") -> tuple[list[Event | Generated], Answer]:
    said = iter([r if isinstance(r, AIMessage) else AIMessage(r) for r in replies])
    writer = Writer(
        model=GenericFakeChatModel(messages=said), name=name, threshold=0.0, as_of=None, language=None,
        clock=lambda: 0.0,
    )  # fmt: skip
    evidence = (HARLAND, PENROSE)
    belief = Belief(value=0.9, absent=(), fits=True)
    events = list(compose(writer, QUESTION, evidence, belief=belief, denied=None))
    assert isinstance(events[-1], Generated)
    part = Part(question=QUESTION, evidence=evidence, belief=belief, written=events[-1])
    return events, deliver(QUESTION, QUESTION, [part], Usage(), strike=False)


def test_an_answer_from_one_document_is_followed_by_what_the_other_says() -> None:
    events, given = composed(
        "Mary Harland designed the lighthouse [1].", "Owen Penrose designed the lighthouse of Gull Island [1]."
    )
    assert [[c.number for c in s.citations] for s in given.sentences] == [[1], [2]]
    assert "".join(e.text for e in events if isinstance(e, Token)).split() == given.text.split()
    assert all(given.text[s.start : s.end] == s.text for s in given.sentences)
    (found,) = given.conflicts
    assert {p.citation.number for p in found.positions} == {1, 2}


@pytest.mark.parametrize(("states", "sides"), [(word(0.9, 0.1), 2), (word(0.5, 0.5), 1)])
def test_a_document_that_states_the_answer_is_not_passed_over_with_not_found(states: AIMessage, sides: int) -> None:
    surely = word(0.9, 0.1)
    _, given = composed(
        "Mary Harland was the one who designed the lighthouse of Gull Island [1].", surely, states, "NOT FOUND",
        "Owen Penrose was the one who designed the lighthouse of Gull Island [1].", surely, name=DEFAULT,
    )  # fmt: skip
    assert [s.citations[0].number for s in given.sentences] == [1, 2][:sides]
    assert len(given.conflicts) == sides - 1
    assert not given.notice


def test_of_a_side_no_more_is_asked_than_usual_however_sure_the_answer_had_to_be() -> None:
    surely = word(0.9, 0.1)
    _, given = composed(
        "NOT FOUND", "Mary Harland was the one who designed the lighthouse of Gull Island [1].", surely, surely,
        "Owen Penrose was the one who designed the lighthouse of Gull Island [1].", word(0.6, 0.4), name=DEFAULT,
    )  # fmt: skip
    assert [s.citations[0].number for s in given.sentences] == [1, 2]


def test_a_model_that_dies_while_the_other_is_heard_leaves_its_answer() -> None:
    _, given = composed("Mary Harland designed the lighthouse of Gull Island [1].")
    assert [[c.number for c in s.citations] for s in given.sentences] == [[1]]
    assert given.notice


@pytest.mark.parametrize("lives", [True, False])
def test_other_documents_are_heard_behind_a_quotation_too(lives: bool) -> None:
    yes, no = word(0.95, 0.05), word(0.05, 0.95)
    side = ["Owen Penrose was the one who designed the lighthouse of Gull Island [1].", yes] if lives else []
    _, given = composed("NOT FOUND", "NOT FOUND", yes, no, yes, *side, name=DEFAULT)
    assert [s.citations[0].number for s in given.sentences] == [1, 2][: 1 + lives]
    assert given.sentences[0].text == HARLAND.text
    assert len(given.conflicts) == lives
    assert bool(given.notice) is not lives


@pytest.mark.parametrize(("tells", "sides"), [(word(0.9, 0.1), 2), (word(0.5, 0.5), 1)])
def test_where_what_the_model_makes_of_the_other_document_does_not_stand_its_line_is_quoted(
    tells: AIMessage, sides: int
) -> None:
    surely = word(0.9, 0.1)
    _, given = composed(
        "Mary Harland was the one who designed the lighthouse of Gull Island [1].", surely, surely,
        "Owen Penrose drew the lighthouse of Gull Island in Oban [1].", tells, name=DEFAULT,
    )  # fmt: skip
    assert [s.citations[0].number for s in given.sentences] == [1, 2][:sides]
    assert not given.conflicts  # said, with its date; that it disagrees is not known
    assert given.sentences[-1].text == (PENROSE.text if sides == 2 else given.sentences[0].text)
    assert not given.notice
