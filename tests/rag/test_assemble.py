"""Parts that were replied to → one answer, its numbers, and what is missing of it."""

from dataclasses import replace

import pytest

from rag.assemble import FALSE_PREMISE, deliver, numbered, together
from rag.generation.generate import Generated
from rag.part import Part
from rag.types import Answer, AnswerSentence, Evidence, Outcome, Support, Usage, Verdict
from rag.verification.check import ASKS
from tests.rag.generation.passages import passage

ASKED = "What does the ferry to Lund cost?"
STANDS = Verdict(support=Support.SUPPORTED, reason="it says so", score=0.9)
FALLS = Verdict(support=Support.PARTLY, reason="The passage says only part of this.", score=0.4)


def sentence(text: str, verdict: Verdict = STANDS, **others: object) -> AnswerSentence:
    return AnswerSentence(text=text, start=7, end=7 + len(text), citations=(), verdict=verdict, **others)  # type: ignore[arg-type]


def part(*said: AnswerSentence, evidence: tuple[Evidence, ...] = (), question: str = ASKED, **written: object) -> Part:
    made = Generated(sentences=said, **written)  # type: ignore[arg-type]
    return Part(question=question, evidence=evidence, written=made)


def delivered(*parts: Part, question: str = ASKED, strike: bool = False) -> Answer:
    return deliver(question, question, parts, Usage(evidence_s=0.5), strike=strike)


def items(count: int) -> tuple[Evidence, ...]:
    return tuple(passage(f"Passage {n} is about the weather.", number=n) for n in range(1, count + 1))


def test_a_new_passage_takes_the_number_after_the_highest() -> None:
    known = tuple(replace(e, number=n) for e, n in zip(items(2), (4, 9), strict=True))
    found = numbered((passage("A new one.", document_id="new"), items(2)[0]), known, ())
    assert [e.number for e in found] == [10, 4]


def test_a_passage_that_comes_twice_is_taken_as_it_ranks_first() -> None:
    one = passage("The same.", answers=0.9)
    found = numbered((one, replace(one, answers=0.1)), (), ())
    assert [(e.number, e.answers) for e in found] == [(1, 0.9)]


def test_a_passage_within_one_that_is_shown_is_read_as_that_one_with_its_own_place() -> None:
    wide = passage("It rained. The ferry costs 40 crowns. It is white.", "white", number=3, at=100, document_id="d")
    at = 100 + wide.text.index("The ferry")
    narrow = passage("The ferry costs 40 crowns.", "40 crowns", at=at, document_id="d", answers=0.7)
    (found,) = numbered((narrow,), (), (wide,))
    assert (found.number, found.text, found.answers) == (3, wide.text, 0.7)
    assert found.found == narrow.found
    assert found.found
    assert found.text[found.found[0] - found.start : found.found[1] - found.start] == "40 crowns"


def test_parts_share_passages_and_those_of_the_first_come_first() -> None:
    one, two, three = items(3)
    assert together([part(evidence=(two, one)), part(evidence=(one, three))]) == (two, one, three)


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ([part(sentence("It costs 40."))], Outcome.ANSWERED),
        ([part(sentence("It costs 40."), sentence("It sinks.", FALLS))], Outcome.PARTLY),
        ([part(sentence("It costs 40.")), part()], Outcome.PARTLY),
        ([part(sentence("It sinks.", FALLS))], Outcome.DECLINED),
        ([part()], Outcome.DECLINED),
    ],
)
def test_the_outcome_follows_from_the_verdicts(parts: list[Part], outcome: Outcome) -> None:
    assert delivered(*parts).outcome is outcome


def test_offsets_are_those_of_the_answer_and_what_two_parts_share_is_said_once() -> None:
    given = delivered(
        part(sentence("It costs 40.")), part(sentence("It costs 40."), sentence("It is white.")),
    )  # fmt: skip
    assert given.text == "It costs 40. It is white."
    assert all(given.text[s.start : s.end] == s.text for s in given.sentences)


@pytest.mark.parametrize(("strike", "text"), [(False, "It costs 40. It sinks."), (True, "It costs 40.")])
def test_what_does_not_stand_is_flagged_or_left_out(strike: bool, text: str) -> None:
    given = delivered(part(sentence("It costs 40."), sentence("It sinks.", FALLS)), strike=strike)
    assert given.text == text
    assert "1 of 2 sentences" in str(given.missing)
    assert ("left out" in str(given.missing)) is strike


def test_where_nothing_stands_nothing_is_said_but_why() -> None:
    given = delivered(part(sentence("It sinks.", FALLS), evidence=items(2)))
    assert (given.text, given.sentences) == ("", ())
    assert given.evidence == items(2)
    assert "The passage says only part of this." in str(given.missing)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Nothing in the documents is near to the question."),
        (1, "No answer was found in the passage nearest to the question"),
        (3, "No answer was found in the 3 passages nearest to the question"),
    ],
)
def test_a_declined_question_names_how_much_was_read(count: int, said: str) -> None:
    given = delivered(part(evidence=items(count), question="what is it like?"))
    assert str(given.missing).startswith(said)


def test_names_that_no_passage_has_are_named() -> None:
    given = delivered(part(evidence=items(2)))
    assert "none mentions Lund." in str(given.missing)
    known = (*items(2), passage("Lund lies on the lake.", number=3))
    assert "none mentions" not in str(delivered(part(evidence=known)).missing)


def test_a_model_that_declined_is_said_to_have() -> None:
    assert "The model found no answer" in str(delivered(part(evidence=items(1), draft="NOT FOUND")).missing)


def test_a_part_without_an_answer_is_named_beside_one_that_has_one() -> None:
    other = part(evidence=items(2), question="Who steers it?")
    missing = str(delivered(part(sentence("It costs 40.")), other).missing)
    assert missing.startswith("Not answered: “Who steers it?” No answer was found in the 2 passages")


def test_a_false_premise_is_said() -> None:
    given = delivered(part(sentence("It did not sail."), denied=True, quoted=True))
    assert given.outcome is Outcome.ANSWERED
    assert given.missing == FALSE_PREMISE
    assert given.quoted


def test_a_question_of_a_document_is_no_sentence_of_an_answer_unless_its_marker_is_invented() -> None:
    asks = sentence("Who pays?", ASKS)
    assert delivered(part(sentence("It costs 40."), asks)).text == "It costs 40."
    assert delivered(part(sentence("It costs 40."), replace(asks, failed_markers=("[9]",)))).failed_markers == ("[9]",)


@pytest.mark.parametrize(("quoted", "all_quoted"), [((True, True), True), ((True, False), False), ((False,), False)])
def test_it_is_quoted_where_every_part_is(quoted: tuple[bool, ...], all_quoted: bool) -> None:
    assert delivered(*(part(sentence(f"It is {n}."), quoted=q) for n, q in enumerate(quoted))).quoted is all_quoted


def test_what_it_took_is_added_up() -> None:
    one = part(sentence("It costs 40."), first_token_s=2.0, verify_s=0.1, prompt_tokens=10, completion_tokens=4)
    two = part(sentence("It is white."), first_token_s=5.0, verify_s=0.2, prompt_tokens=20)
    used = delivered(one, two).usage
    assert (used.evidence_s, used.first_token_s, used.prompt_tokens, used.completion_tokens) == (0.5, 2.0, 30, 4)
    assert used.verify_s == pytest.approx(0.3)
    assert delivered(part()).usage == Usage(evidence_s=0.5)


def test_the_belief_is_that_of_the_likeliest_part_and_the_first_notice_is_told() -> None:
    one = part(evidence=(passage("One.", answers=0.2),), notice="The model died.")
    two = part(sentence("It is white."), evidence=(passage("Two.", number=2, answers=0.8),), notice="It died again.")
    given = delivered(one, two)
    assert given.belief == 0.8
    assert given.notice == "The model died."


def test_a_declined_question_that_names_nothing_is_asked_back() -> None:
    given = delivered(part(question="What does it cost?", evidence=items(1)), question="What does it cost?")
    assert given.asks == "it"
    assert "What does “it” stand for?" in str(given.missing)
