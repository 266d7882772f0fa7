"""Questions of several parts, end to end over the sample corpus."""

from collections.abc import Sequence

from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from index.library import Library
from rag.models.capacity import SMALL
from rag.pipeline import Assistant, Options, answer
from rag.types import Answer, Done, Event, EvidenceFound, Outcome, Question, SentenceDone, Turn, Withdrawn

COMMANDER = "Who is the first commander of Japan's Joint Operations Command"
COUNT = "on how many days of 2024 were Chinese ships present in the contiguous zone around the Senkakus"
ELEPHANTS = "how many elephants live in the zoo of Wroclaw"


def scripted(sample: Library, *replies: str) -> Assistant:
    model = GenericFakeChatModel(messages=iter([AIMessage(r) for r in replies]))
    few = Options(evidence_tokens=SMALL.tokens, evidence_passages=SMALL.passages)  # no other document is heard
    return Assistant(library=sample, model=model, model_name="scripted", options=few)


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
    assistant = scripted(sample, "Gen. Kenichiro Nagumo is the first commander [1].", "They came on 212 days [1].")
    events = list(assistant.ask(Question(text=f"{COMMANDER}, and {COUNT}?")))
    assert isinstance(events[0], EvidenceFound)
    last = events[-1]
    assert isinstance(last, Done)
    given = last.answer
    assert any(isinstance(e, Withdrawn) for e in events)
    assert shown(events) == [s.text for s in given.sentences]
    assert given.text.startswith("Gen. Kenichiro Nagumo")
    assert "355" in given.text
    assert "212" not in given.text
    assert in_order(given)
    places = [e.sentence.start for e in events if isinstance(e, SentenceDone) and "355" in e.sentence.text]
    assert places[-1] == given.sentences[1].start


def test_what_answers_both_parts_is_said_once(sample: Library) -> None:
    said = "Gen. Kenichiro Nagumo is the first commander [1]."
    events = list(scripted(sample, said, said).ask(Question(text=f"{COMMANDER}, and who commands the JJOC first?")))
    done = events[-1]
    assert isinstance(done, Done)
    assert done.answer.outcome is Outcome.ANSWERED
    assert done.answer.text == "Gen. Kenichiro Nagumo is the first commander."
    assert shown(events) == [done.answer.text]


def test_what_the_first_part_withdrew_is_not_said_again_with_the_second(sample: Library) -> None:
    assistant = scripted(sample, "Gen. Ichiro Sato is the first commander [1].", "They came on 212 days [1].")
    events = list(assistant.ask(Question(text=f"{COMMANDER}, and {COUNT}?")))
    done = events[-1]
    assert isinstance(done, Done)
    assert sum(isinstance(e, SentenceDone) and "Sato" in e.sentence.text for e in events) == 1
    assert shown(events) == [s.text for s in done.answer.sentences]


def test_a_part_that_leans_on_another_is_made_to_stand_alone_by_the_model(sample: Library) -> None:
    alone = "When did Japan's Joint Operations Command open?"
    assistant = scripted(sample, alone, "Gen. Kenichiro Nagumo is the first commander [1].", "NOT FOUND")
    events = list(assistant.ask(Question(text=f"{COMMANDER}, and when did it open?")))
    assert any("March 24" in e.text for e in events[0].evidence)  # type: ignore[union-attr]


def test_without_a_model_a_leaning_part_is_not_torn_off(extractive: Assistant) -> None:
    whole = f"{COMMANDER}, and when did it open?"
    _, evidence = extractive.retrieve(Question(text=whole))
    assert len(evidence) <= SMALL.passages
    assert "Nagumo" in answer(extractive, Question(text=whole)).text


def test_a_follow_up_may_have_parts(extractive: Assistant) -> None:
    history = (Turn(role="user", content=f"{COMMANDER}?"), Turn(role="assistant", content="Nagumo."))
    given = answer(extractive, Question(text=f"{COMMANDER}, and {COUNT}?", history=history))
    assert "355" in given.text
