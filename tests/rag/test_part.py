"""A part of a question: tried where it is believed to have an answer; several parts, end to end over the sample."""

from collections.abc import Sequence

import pytest
from langchain_core.messages import AIMessage

from index.library import Library
from rag.events import Done, Event, EvidenceFound, SentenceDone, Token, Withdrawn
from rag.generation.generate import Generated
from rag.generation.write import Writer
from rag.models.capacity import LARGE, SMALL
from rag.models.embedded.registry import DEFAULT
from rag.part import Part, reply
from rag.pipeline import Assistant, answer
from rag.types import Answer, Outcome, Question, Turn
from tests.rag.generation.passages import passage
from tests.rag.test_pipeline import Listening, scripted

COMMANDER = "Who is the first commander of Japan's Joint Operations Command"
COUNT = "on how many days of 2024 were Chinese ships present in the contiguous zone around the Senkakus"
ELEPHANTS = "how many elephants live in the zoo of Wroclaw"
NAGUMO = "Gen. Kenichiro Nagumo is the first commander [1]."

ASKED = "What does the ferry to Lund cost?"
RIGHT = "The ferry to Lund costs 40 crowns."


def writer(*replies: str) -> tuple[Writer, Listening]:
    """A small model that first, asked whether it can answer, gives no probabilities."""
    model = Listening(messages=iter([AIMessage(r) for reply in replies for r in ("Yes", reply)]))
    made = Writer(model=model, name="scripted", capacity=SMALL, as_of=None, language=None, clock=lambda: 1.0)
    return made, model


def asked_of(answers: float, *, said: str = RIGHT, threshold: float = 0.4) -> tuple[list[Event], Part, int]:
    part = Part(question=ASKED, evidence=(passage(RIGHT, "40 crowns", answers=answers),))
    chosen, model = writer(said)
    *events, last = reply(part, chosen, threshold, [])
    assert isinstance(last, Part)
    return [e for e in events if not isinstance(e, Part)], last, len(model.said)


@pytest.mark.parametrize(("answers", "tried"), [(0.39, False), (0.4, True), (0.9, True)])
def test_it_is_tried_where_the_belief_reaches_the_threshold(answers: float, tried: bool) -> None:
    events, part, calls = asked_of(answers)
    assert part.belief == answers
    assert calls == int(tried)
    assert part.answered is tried
    assert bool(events) is tried


def test_the_belief_is_that_of_the_likeliest_passage() -> None:
    items = tuple(passage(RIGHT, number=n, answers=share) for n, share in ((1, 0.2), (2, 0.7), (3, 0.5)))
    assert Part(question=ASKED, evidence=items).belief == 0.7
    assert Part(question=ASKED).belief == 0.0


def test_a_model_is_asked_what_was_said_and_not_the_question_in_front_of_it() -> None:
    chosen, model = writer(RIGHT)
    own = "And what does it cost?"
    asked = f"Who runs the ferry to Lund? {own}"
    list(reply(Part(question=asked, own=own, evidence=(passage(RIGHT, "40 crowns"),)), chosen, 0.0, []))
    assert f"Question: {own}" in model.said[-1]


def test_without_evidence_nothing_is_tried_even_at_no_threshold() -> None:
    chosen, model = writer(RIGHT)
    (part,) = reply(Part(question=ASKED), chosen, 0.0, [])
    assert isinstance(part, Part)
    assert not part.answered
    assert model.said == []


def test_a_denied_premise_is_put_right_below_the_threshold_and_without_the_model() -> None:
    denying = passage("The council of Lund did not approve the new bridge.", answers=0.1)
    chosen, model = writer("Because it was needed.")
    part = Part(question="Why did the council of Lund approve the new bridge?", evidence=(denying,))
    *events, last = reply(part, chosen, 0.4, [])
    assert isinstance(last, Part)
    assert last.written.denied
    assert [s.text for s in last.written.sentences] == [denying.text]
    assert [type(e) for e in events] == [Token, SentenceDone]
    assert model.said == []


def test_what_a_later_part_withdraws_leaves_the_earlier_sentences() -> None:
    _, first, _ = asked_of(0.9)
    chosen, _ = writer("It sinks on 90 days a year.")
    text = "The ferry of Oban is white."
    part = Part(question="What colour is the ferry of Oban?", evidence=(passage(text, "white", number=2),))
    *events, last = reply(part, chosen, 0.4, [first])
    assert isinstance(last, Part)
    at = next(i for i, e in enumerate(events) if isinstance(e, Withdrawn))
    again = [e.sentence for e in events[at:] if isinstance(e, SentenceDone)]
    assert [s.text for s in again] == [RIGHT, text]
    assert again[1].start == again[0].end + 1


def test_a_sentence_that_was_said_is_not_done_twice() -> None:
    _, first, _ = asked_of(0.9)
    chosen, _ = writer(RIGHT)
    *events, last = reply(Part(question=ASKED, evidence=first.evidence), chosen, 0.4, [first])
    assert isinstance(last, Part)
    assert last.answered
    assert not any(isinstance(e, SentenceDone) for e in events)


def test_what_does_not_stand_answers_nothing() -> None:
    only = passage("Ferries of Lund", title="Ferries of Lund")
    chosen, _ = writer("It costs 90 crowns.")
    *_, last = reply(Part(question=ASKED, evidence=(only,)), chosen, 0.4, [])
    assert isinstance(last, Part)
    assert last.written.sentences
    assert not last.answered
    assert Part(question=ASKED, written=Generated()).answered is False


def shown(events: Sequence[Event]) -> list[str]:
    """The sentences that a reader of the stream is left with."""
    sentences: list[str] = []
    for event in events:
        if isinstance(event, Withdrawn):
            sentences = []
        elif isinstance(event, SentenceDone):
            sentences.append(event.sentence.text)
    return sentences


def in_order(given: Answer) -> bool:
    return all(given.text[s.start : s.end] == s.text for s in given.sentences)


def finished(events: Sequence[Event]) -> Answer:
    last = events[-1]
    assert isinstance(last, Done)
    return last.answer


def test_each_part_has_its_own_evidence_and_answer(extractive: Assistant) -> None:
    given = answer(extractive, Question(text=f"{COMMANDER}, and {COUNT}?"))
    assert given.outcome is Outcome.ANSWERED
    assert given.missing is None
    assert "Nagumo" in given.text
    assert "355" in given.text
    assert in_order(given)
    numbers = [e.number for e in given.evidence]
    assert numbers == sorted(set(numbers))
    spans = [(e.document_id, e.start, e.end) for e in given.evidence]
    assert not any(a != b and a[0] == b[0] and a[1] <= b[1] and b[2] <= a[2] for a in spans for b in spans)
    assert {c.number for c in given.citations} <= set(numbers)


def test_what_is_not_answered_is_named_beside_what_is(extractive: Assistant) -> None:
    given = answer(extractive, Question(text=f"{COMMANDER}, and {ELEPHANTS}?"))
    assert given.outcome is Outcome.PARTLY
    assert "Nagumo" in given.text
    assert given.missing is not None
    assert "“How many elephants live in the zoo of Wroclaw?”" in given.missing
    assert "Wroclaw" in given.missing.split("”")[1]


def test_with_no_part_answered_it_is_declined(extractive: Assistant) -> None:
    given = answer(extractive, Question(text=f"{ELEPHANTS}, and who feeds the giraffes of Ouagadougou?"))
    assert given.outcome is Outcome.DECLINED
    assert given.missing is not None
    assert given.evidence


def test_a_lie_in_the_second_part_leaves_the_first_as_it_is(sample: Library) -> None:
    events = list(
        scripted(sample, NAGUMO, "They came on 212 days [1].").ask(Question(text=f"{COMMANDER}, and {COUNT}?"))
    )
    assert isinstance(events[0], EvidenceFound)
    given = finished(events)
    assert any(isinstance(e, Withdrawn) for e in events)
    assert shown(events) == [s.text for s in given.sentences]
    assert given.text.startswith("Gen. Kenichiro Nagumo")
    assert "355" in given.text
    assert "212" not in given.text
    assert in_order(given)
    places = [e.sentence.start for e in events if isinstance(e, SentenceDone) and "355" in e.sentence.text]
    assert places[-1] == given.sentences[1].start


def test_what_answers_both_parts_is_said_once(sample: Library) -> None:
    events = list(scripted(sample, NAGUMO, NAGUMO).ask(Question(text=f"{COMMANDER}, and who commands the JJOC first?")))
    given = finished(events)
    assert given.outcome is Outcome.ANSWERED
    assert given.text == "Gen. Kenichiro Nagumo is the first commander."
    assert shown(events) == [given.text]


def test_what_the_first_part_withdrew_is_not_said_again_with_the_second(sample: Library) -> None:
    assistant = scripted(sample, "Gen. Ichiro Sato is the first commander [1].", "They came on 212 days [1].")
    events = list(assistant.ask(Question(text=f"{COMMANDER}, and {COUNT}?")))
    assert sum(isinstance(e, SentenceDone) and "Sato" in e.sentence.text for e in events) == 1
    assert shown(events) == [s.text for s in finished(events).sentences]


def test_a_part_that_leans_on_another_is_made_to_stand_alone_by_a_large_model(sample: Library) -> None:
    alone = "When did Japan's Joint Operations Command open?"
    events = list(
        scripted(sample, alone, NAGUMO, "NOT FOUND").ask(Question(text=f"{COMMANDER}, and when did it open?"))
    )
    assert any("March 24" in e.text for e in events[0].evidence)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["none", DEFAULT])
def test_without_a_large_model_a_leaning_part_is_not_torn_off(sample: Library, name: str) -> None:
    model = None if name == "none" else Listening(messages=iter([AIMessage(NAGUMO)]))
    whole = f"{COMMANDER}, and when did it open?"
    given = answer(Assistant(library=sample, model=model, model_name=name), Question(text=whole))
    assert len(given.evidence) <= SMALL.passages < LARGE.passages
    assert given.standalone == whole
    assert "Nagumo" in given.text or "March 24" in given.text
    assert "Not answered" not in str(given.missing)
    assert model is None or len(model.said) == 1


def test_a_follow_up_may_have_parts(extractive: Assistant) -> None:
    history = (Turn(role="user", content=f"{COMMANDER}?"), Turn(role="assistant", content="Nagumo."))
    given = answer(extractive, Question(text=f"{COMMANDER}, and {COUNT}?", history=history))
    assert "355" in given.text
