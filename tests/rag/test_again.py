"""A second attempt: what becomes of it where the model found nothing, and where its answer is doubted."""

from dataclasses import replace
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import Field

from rag.abstain import Belief
from rag.again import LIKELY, SETTLED
from rag.attempt import Writer
from rag.compose import compose
from rag.generation.generate import Generated, with_usage
from rag.models.registry import DEFAULT
from rag.types import Evidence
from tests.rag.words_of_models import word

QUESTION = "How many ferries has Gull Island?"
FERRIES = Evidence(
    number=1, document_id="d", start=0, end=0, title="Harbour", meaning=0.9, score=0.9,
    text="Gull Island has four ferries that sail to Lund.",
)  # fmt: skip
TRAMS = Evidence(
    number=2, document_id="e", start=0, end=0, title="Trams", meaning=0.9, score=0.9,
    text="Gull Island has nine trams that carry ferries' passengers to the island's only town.",
)  # fmt: skip
NOTHING = AIMessage("NOT FOUND")
RIGHT = AIMessage("Gull Island has four ferries that go to Lund [1].")
WRONG = AIMessage("Gull Island has nine ferries for its passengers [1].")
SURELY, BARELY, RATHER, HARDLY = word(0.95, 0.05), word(0.77, 0.23), word(0.6, 0.4), word(0.3, 0.7)


class Listening(GenericFakeChatModel):
    """Remembers how it was asked."""

    asked: list[tuple[str, dict[str, Any]]] = Field(default_factory=list)

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.asked.append(("\n".join(str(m.content) for m in messages), kwargs))
        return super()._generate(messages, *args, **kwargs)


def composed(
    *replies: AIMessage,
    belief: float,
    evidence: tuple[Evidence, ...] = (FERRIES,),
    name: str = DEFAULT,
    question: str = QUESTION,
) -> tuple[Generated, list[tuple[str, dict[str, Any]]]]:
    model = Listening(messages=iter(replies))
    writer = Writer(model=model, name=name, threshold=0.4, as_of=None, language=None, clock=lambda: 0.0)
    found = Belief(value=belief, absent=(), fits=True)
    *_, written = compose(writer, question, evidence, belief=found, denied=None)
    assert isinstance(written, Generated)
    return written, model.asked


def texts(written: Generated) -> list[str]:
    return [s.text for s in written.sentences if s.verdict.stands]


@pytest.mark.parametrize(
    ("belief", "opinion", "stands"),
    [
        (SETTLED, SURELY, True),
        (SETTLED, RATHER, False),
        (LIKELY, SURELY, True),
        (LIKELY, RATHER, False),
        (LIKELY - 0.05, SURELY, True),
        (LIKELY - 0.05, word(0.8, 0.2), False),
        (0.3, SURELY, True),
    ],
)
def test_an_answer_that_was_not_found_at_first_needs_the_more_the_less_is_believed(
    belief: float, opinion: AIMessage, stands: bool
) -> None:
    written, _ = composed(NOTHING, RIGHT, opinion, HARDLY, belief=belief)
    assert texts(written) == (["Gull Island has four ferries that go to Lund."] if stands else [])


@pytest.mark.parametrize(("answers", "stands"), [(0.95, True), (0.85, False)])
def test_where_the_small_reader_finds_it_a_little_less_is_enough(answers: float, stands: bool) -> None:
    found = replace(FERRIES, answers=answers)
    written, _ = composed(NOTHING, RIGHT, word(0.8, 0.2), HARDLY, belief=LIKELY - 0.05, evidence=(found,))
    assert bool(texts(written)) is stands


@pytest.mark.parametrize(
    ("belief", "tells", "quoted"),
    [
        (SETTLED, BARELY, True),
        (SETTLED, RATHER, False),
        (LIKELY, BARELY, False),
        (0.4, SURELY, True),
        (0.39, SURELY, False),
    ],
)
def test_a_line_that_the_model_overlooked_is_quoted_where_it_tells_the_answer_by_itself(
    belief: float, tells: AIMessage, quoted: bool
) -> None:
    longer = replace(FERRIES, text=f"The harbour is small. {FERRIES.text} The town is old.")
    written, asked = composed(NOTHING, RIGHT, HARDLY, tells, belief=belief, evidence=(longer,))
    assert texts(written) == ([FERRIES.text] if quoted else [])
    assert written.quoted is quoted
    assert belief < 0.4 or (FERRIES.text in asked[-1][0] and longer.text not in asked[-1][0])


@pytest.mark.parametrize(("others", "quoted"), [(RATHER, 1), (BARELY, 2)])
def test_beside_the_passage_that_tells_another_side_is_quoted_at_less(others: AIMessage, quoted: int) -> None:
    replies = (NOTHING, RIGHT, HARDLY, others, SURELY)
    written, _ = composed(*replies, belief=LIKELY, evidence=(TRAMS, FERRIES))
    assert len(texts(written)) == quoted
    assert written.sentences[0].start == 0
    assert written.sentences[-1].end == len(" ".join(texts(written)))


def test_of_several_passages_none_is_quoted_where_none_tells() -> None:
    written, _ = composed(NOTHING, RIGHT, HARDLY, BARELY, BARELY, belief=LIKELY, evidence=(TRAMS, FERRIES))
    assert not texts(written)


def test_what_yes_or_no_answers_need_not_be_told() -> None:
    replies = (NOTHING, AIMessage("Yes [1]."), HARDLY, HARDLY)
    written, _ = composed(*replies, belief=SETTLED, question="Has Gull Island ferries to Lund?")
    assert texts(written) == [FERRIES.text]


def test_an_answer_that_only_says_the_question_again_is_none() -> None:
    written, _ = composed(AIMessage("Gull Island has many ferries [1]."), belief=LIKELY)
    assert not written.quoted
    assert not texts(written)


@pytest.mark.parametrize(
    ("belief", "tells", "quoted"), [(LIKELY, BARELY, True), (LIKELY, RATHER, False), (0.49, BARELY, False)]
)
def test_where_the_rules_and_not_the_model_reject_it_less_makes_a_quotation(
    belief: float, tells: AIMessage, quoted: bool
) -> None:
    written, _ = composed(NOTHING, AIMessage("Gull Island has nine ferries [1]."), tells, belief=belief)
    assert texts(written) == ([FERRIES.text] if quoted else [])
    assert written.quoted is quoted


def test_the_second_time_it_may_not_say_that_it_found_nothing() -> None:
    _, asked = composed(NOTHING, RIGHT, SURELY, belief=0.9)
    (first, plain), (second, insisting), _ = asked
    assert first == second
    assert "logit_bias" not in plain
    assert insisting["logit_bias"]["NOT"] < 0


def test_a_fragment_is_no_answer_that_was_not_found_at_first() -> None:
    assert texts(composed(NOTHING, AIMessage("four [1]"), HARDLY, belief=LIKELY)[0]) == []


def test_a_doubted_answer_is_sought_in_what_it_did_not_cite() -> None:
    written, asked = composed(WRONG, HARDLY, RIGHT, SURELY, belief=0.9, evidence=(TRAMS, FERRIES))
    assert texts(written) == ["Gull Island has four ferries that go to Lund."]
    assert written.sentences[0].citations[0].number == FERRIES.number
    assert TRAMS.text not in asked[2][0]


def test_what_would_bear_out_the_doubted_answer_is_left_out_too() -> None:
    alike = replace(TRAMS, number=3, document_id="f", text="Nine ferries for its passengers has Gull Island.")
    _, asked = composed(WRONG, HARDLY, RIGHT, SURELY, belief=0.9, evidence=(TRAMS, alike, FERRIES))
    assert alike.text in asked[0][0]
    assert alike.text not in asked[2][0]


def test_what_is_then_said_has_to_be_sure() -> None:
    replies = (WRONG, HARDLY, RIGHT, RATHER, HARDLY, HARDLY)
    written, _ = composed(*replies, belief=0.9, evidence=(TRAMS, FERRIES))
    assert not texts(written)
    assert not written.quoted


def test_what_both_attempts_took_is_counted() -> None:
    first, second = Generated(completion_tokens=2, verify_s=0.5), Generated(completion_tokens=9, prompt_tokens=7)
    both = with_usage(second, first)
    assert (both.completion_tokens, both.prompt_tokens, both.verify_s) == (11, 7, 0.5)


@pytest.mark.parametrize(("belief", "quoted"), [(LIKELY, True), (LIKELY - 0.05, False)])
def test_a_second_attempt_that_fails_is_told_and_leaves_the_rest_as_it_was(belief: float, quoted: bool) -> None:
    written, _ = composed(NOTHING, belief=belief)
    assert written.quoted is quoted
    assert written.notice


def test_a_model_whose_word_was_not_measured_is_asked_once() -> None:
    written, asked = composed(NOTHING, belief=SETTLED, name="large")
    assert len(asked) == 1
    assert written.quoted


@pytest.mark.parametrize(
    ("read", "odds", "quoted"), [(0.95, SURELY, True), (0.5, SURELY, False), (0.95, BARELY, False)]
)
def test_below_the_threshold_a_line_is_quoted_where_the_small_reader_and_the_model_are_sure(
    read: float, odds: AIMessage, quoted: bool
) -> None:
    evidence = (replace(FERRIES, answers=read),)
    written, _ = composed(NOTHING, NOTHING, odds, belief=0.3, evidence=evidence)
    assert [s.text for s in written.sentences if s.verdict.stands] == ([FERRIES.text] if quoted else [])
