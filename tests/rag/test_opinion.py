"""The model's second opinion on what it wrote, and what becomes of an answer that it doubts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import Field

from rag.abstain import Belief
from rag.attempt import Writer
from rag.compose import compose
from rag.generation.generate import Generated
from rag.models.registry import DEFAULT
from rag.opinion import DOUBTED, INSISTED, review
from rag.types import AnswerSentence, Citation, Event, Evidence, SentenceDone, Support, Token, Verdict, Withdrawn
from tests.rag.words_of_models import word

ARCHES = Evidence(
    number=7, document_id="d", start=0, end=0, title="Norman architecture", meaning=0.8, score=0.8,
    text="The Normans spread an idiom of rounded arches over windows and doorways to England and to Italy.",
)  # fmt: skip


class Listening(GenericFakeChatModel):
    """Remembers what it was told."""

    said: list[str] = Field(default_factory=list)

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.said.append("\n".join(str(m.content) for m in messages))
        return super()._generate(messages, *args, **kwargs)


QUESTION = "What type of arch did the Normans invent?"
INVENTED = AIMessage("The Normans invented rounded arches over windows and doorways [1].")
VERBATIM = AIMessage(f"{ARCHES.text} [1]")


def composed(
    *replies: AIMessage, name: str = DEFAULT, belief: float = 0.9
) -> tuple[Sequence[Event | Generated], Generated]:
    writer = Writer(
        model=GenericFakeChatModel(messages=iter(replies)), name=name, threshold=0.4, as_of=None, language=None,
        clock=lambda: 0.0,
    )  # fmt: skip
    events = list(compose(writer, QUESTION, [ARCHES], belief=Belief(value=belief, absent=(), fits=True), denied=None))
    assert isinstance(events[-1], Generated)
    return events, events[-1]


def standing(written: Generated) -> list[AnswerSentence]:
    return [s for s in written.sentences if s.verdict.stands]


def test_a_sentence_that_the_model_finds_in_its_passage_stands() -> None:
    events, written = composed(INVENTED, word(0.8, 0.2))
    assert len(standing(written)) == 1
    assert not any(isinstance(event, Withdrawn) for event in events)


@pytest.mark.parametrize("then", [(word(0.3, 0.7),), ()])
def test_an_answer_that_the_model_doubts_is_withdrawn_and_no_line_is_quoted_that_does_not_tell_it(
    then: tuple[AIMessage, ...],
) -> None:
    events, written = composed(INVENTED, word(0.3, 0.7), *then)
    assert not standing(written)
    assert written.sentences[0].verdict.reason == DOUBTED.reason
    assert not written.quoted
    assert any(isinstance(event, Withdrawn) for event in events)


@pytest.mark.parametrize(("answers", "stands"), [(0.4, False), (0.6, True)])
def test_where_the_small_reader_sees_no_answer_the_model_has_to_be_surer(answers: float, stands: bool) -> None:
    verdict = Verdict(support=Support.SUPPORTED, reason="", score=0.9)
    cited = Citation(number=7, document_id="d", start=0, end=9, quote=ARCHES.text, title="Norman architecture")
    sentence = AnswerSentence(text=str(INVENTED.content), start=0, end=9, citations=(cited,), verdict=verdict)
    model = GenericFakeChatModel(messages=iter([word(0.66, 0.34)]))
    (reviewed,) = review(model, QUESTION, [sentence], [replace(ARCHES, answers=answers)])
    assert reviewed.verdict.stands is stands


def test_a_quotation_needs_no_opinion() -> None:
    _, written = composed(VERBATIM)
    assert len(standing(written)) == 1


def test_a_model_whose_word_was_not_measured_is_not_asked() -> None:
    _, written = composed(INVENTED, name="large")
    assert len(standing(written)) == 1


def test_without_probabilities_the_rules_decide() -> None:
    _, written = composed(INVENTED, AIMessage("No"))
    assert len(standing(written)) == 1


@pytest.mark.parametrize(
    ("replies", "stands"),
    [
        ((INVENTED, word(0.95, 0.05)), True),
        ((INVENTED, word(0.8, 0.2)), False),
        ((INVENTED, AIMessage("Yes")), False),
        ((INVENTED,), False),
        ((VERBATIM,), False),
        ((AIMessage("NOT FOUND"),), False),
    ],
)
def test_what_is_hardly_believed_is_shown_only_where_the_model_is_sure(
    replies: tuple[AIMessage, ...], stands: bool
) -> None:
    events, written = composed(*replies, belief=0.3)
    assert bool(standing(written)) is stands
    assert any(isinstance(event, Token | SentenceDone) for event in events) is stands
    assert not written.quoted


def test_an_opinion_that_fails_leaves_the_answer_and_says_so() -> None:
    _, written = composed(INVENTED)
    assert len(standing(written)) == 1
    assert written.notice


def test_it_begins_as_the_answer_does_so_that_the_passage_is_read_once() -> None:
    model = Listening(messages=iter([INVENTED, word(0.8, 0.2)]))
    writer = Writer(model=model, name=DEFAULT, threshold=0.4, as_of=None, language=None, clock=lambda: 0.0)
    list(compose(writer, QUESTION, [ARCHES], belief=Belief(value=0.9, absent=(), fits=True), denied=None))
    answer, opinion = model.said
    opening = answer[: answer.index(ARCHES.text) + len(ARCHES.text)]
    assert opinion.startswith(opening)


def test_who_wrote_it_is_not_asked_of_the_model_but_known() -> None:
    column = replace(ARCHES, author="Ida Berg", text="The harbour should be ready for rounded arches in every window.")
    said = AnswerSentence(
        text="Ida Berg wrote that the harbour should be ready for rounded arches.",
        start=0, end=0, verdict=Verdict(support=Support.SUPPORTED, reason="", score=0.9),
        citations=(Citation(number=7, document_id="d", start=0, end=0, quote=column.text, title=column.title),),
    )  # fmt: skip
    no = GenericFakeChatModel(messages=iter([word(0.1, 0.9)]))
    question = "Who wrote that the harbour should be ready?"
    (kept,) = review(no, question, [said], [column], least=INSISTED)
    assert kept.verdict.stands
    (other,) = review(no, question, [said], [replace(column, author="Bo Ness")])
    assert not other.verdict.stands
