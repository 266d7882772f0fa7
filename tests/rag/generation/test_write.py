"""A model writes in one call; where nothing of it stands, the documents are quoted."""

from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from rag.events import Event, SentenceDone, Token, Withdrawn
from rag.generation.generate import Generated
from rag.generation.write import Writer, write
from rag.models.capacity import LARGE, SMALL, Capacity
from rag.types import Evidence
from tests.rag.generation.passages import passage
from tests.rag.test_pipeline import Dying, Listening

ASKED = "What does the ferry to Lund cost in winter?"
RIGHT = "The ferry to Lund costs 40 crowns in winter."
ITEM = passage(f"The harbour is old. It was rebuilt. {RIGHT} Dogs travel free. Tickets are sold on board.", "40 crowns")


class Refusing(GenericFakeChatModel):
    """Fails before it has said a word."""

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        raise ConnectionError("connection refused")


def model(*replies: str) -> Listening:
    return Listening(messages=iter([AIMessage(r) for r in replies]))


def writer(chat: GenericFakeChatModel | None, capacity: Capacity = SMALL) -> Writer:
    return Writer(model=chat, name="scripted", capacity=capacity, as_of=None, language=None, clock=lambda: 1.0)


def written(chosen: Writer, evidence: list[Evidence], question: str = ASKED) -> tuple[list[Event], Generated]:
    *events, last = write(chosen, question, evidence)
    assert isinstance(last, Generated)
    assert not any(isinstance(e, Generated) for e in events)
    return [e for e in events if not isinstance(e, Generated)], last


@pytest.mark.parametrize("capacity", [SMALL, LARGE])
@pytest.mark.parametrize("reply", [RIGHT, "The ferry to Lund costs 90 crowns in winter.", "NOT FOUND", ""])
def test_the_model_is_called_once_whatever_it_says(capacity: Capacity, reply: str) -> None:
    chat = model(reply, "A second reply.")
    _, result = written(writer(chat, capacity), [ITEM])
    assert len(chat.said) == 1
    assert "second" not in " ".join(s.text for s in result.sentences)


def test_what_stands_is_kept_and_nothing_is_withdrawn() -> None:
    events, result = written(writer(model(f"{RIGHT} It was blown up by pirates.")), [ITEM])
    assert not any(isinstance(e, Withdrawn) for e in events)
    assert [s.verdict.stands for s in result.sentences] == [True, False]
    assert not result.quoted
    assert [e.sentence for e in events if isinstance(e, SentenceDone)] == list(result.sentences)


def test_what_does_not_stand_is_withdrawn_and_the_document_quoted() -> None:
    said = "The ferry to Lund costs 90 crowns in winter."
    events, result = written(writer(model(said)), [ITEM])
    at = next(i for i, e in enumerate(events) if isinstance(e, Withdrawn))
    assert any(isinstance(e, Token) for e in events[:at])
    assert [e.sentence.text for e in events[at:] if isinstance(e, SentenceDone)] == [RIGHT]
    assert [s.text for s in result.sentences] == [RIGHT]
    assert result.quoted
    assert result.draft == said
    assert result.notice is None


def test_a_model_that_fails_at_once_is_told_of_and_the_document_quoted() -> None:
    events, result = written(writer(Refusing(messages=iter([]))), [ITEM])
    assert not any(isinstance(e, Withdrawn) for e in events), "nothing was shown"
    assert "scripted" in str(result.notice)
    assert [s.text for s in result.sentences] == [RIGHT]
    assert result.quoted


def test_a_model_that_dies_before_anything_stands_is_withdrawn() -> None:
    chat = Dying(messages=iter([AIMessage("The ferry to Lund costs 90 crowns in winter. It is")]))
    events, result = written(writer(chat), [ITEM])
    assert any(isinstance(e, Withdrawn) for e in events)
    assert result.notice
    assert [s.text for s in result.sentences] == [RIGHT]


def test_a_model_that_dies_behind_what_stands_leaves_it() -> None:
    chat = Dying(messages=iter([AIMessage(f"{RIGHT} It is")]))
    events, result = written(writer(chat), [ITEM])
    assert not any(isinstance(e, Withdrawn) for e in events)
    assert [s.text for s in result.sentences] == [RIGHT]
    assert result.notice
    assert not result.quoted


def test_a_large_model_may_decline() -> None:
    events, result = written(writer(model("NOT FOUND"), LARGE), [ITEM])
    assert events == []
    assert result.sentences == ()
    assert result.draft == "NOT FOUND"


def test_a_small_model_may_not() -> None:
    events, result = written(writer(model("NOT FOUND"), SMALL), [ITEM])
    assert [s.text for s in result.sentences] == [RIGHT]
    assert result.quoted
    assert not any(isinstance(e, Withdrawn) for e in events)


def test_without_a_model_the_document_is_quoted() -> None:
    events, result = written(writer(None), [ITEM])
    assert [type(e) for e in events] == [Token, SentenceDone]
    assert result.quoted


@pytest.mark.parametrize("chat", [None, "A lie about 90 crowns."])
@pytest.mark.parametrize("text", ["What does the ferry to Lund cost?", "Ferries of Lund"])
def test_neither_a_heading_nor_a_question_is_quoted(chat: str | None, text: str) -> None:
    only = passage(text, text, title="Ferries of Lund")
    _, result = written(writer(model(chat) if chat else None), [only])
    assert not result.quoted
    assert not any(s.verdict.stands for s in result.sentences)


def test_a_small_model_reads_all_passages_bare() -> None:
    far = passage("The ferry to Oban costs 12 crowns.", "12 crowns", number=3, answers=0.3)
    chat = model(RIGHT)
    written(writer(chat), [ITEM, far])
    told = chat.said[0].split("<passages>")[1].split("</passages>")[0].strip()
    assert told.splitlines() == [ITEM.text, far.text]


def test_a_large_model_reads_all_passages_numbered() -> None:
    far = passage("The ferry to Oban costs 12 crowns.", "12 crowns", number=7, answers=0.1)
    chat = model(f"{RIGHT[:-1]} [1].")
    written(writer(chat, LARGE), [ITEM, far])
    told = chat.said[0]
    assert f"[1] (Notes, undated) {ITEM.text}" in told
    assert f"[2] (Notes, undated) {far.text}" in told


def test_a_citation_is_exact_in_the_document() -> None:
    _, result = written(writer(model(RIGHT)), [ITEM])
    (sentence,) = result.sentences
    (citation,) = sentence.citations
    assert ITEM.text[citation.start - ITEM.start : citation.end - ITEM.start] == citation.quote == RIGHT
    assert citation.number == ITEM.number
