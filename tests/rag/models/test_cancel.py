"""Stopping, against real HTTP: a server that would hang for an hour is free again at once."""

import threading

import pytest

from index.library import Library
from rag.events import Done, EvidenceFound, Token
from rag.models.chat import open_model
from rag.pipeline import Assistant
from rag.settings import Settings
from rag.types import Question, Turn
from tests.scripted import Drop, Hang, Reply, ScriptedServer

COMMANDER = "Who is the first commander of Japan's Joint Operations Command?"
SAID = "Gen. Kenichiro Nagumo is the first commander [1]. He then"


def assistant_at(server: ScriptedServer, sample: Library) -> Assistant:
    return Assistant(library=sample, model=open_model(Settings(llm=server.url)), model_name="scripted")


@pytest.mark.parametrize(("reply", "kept"), [(Hang(), ""), (Hang(SAID), SAID)])
def test_a_stop_frees_the_server_at_once_and_keeps_what_was_said(sample: Library, reply: Reply, kept: str) -> None:
    with ScriptedServer([reply]) as server:
        cancel = threading.Event()
        events = assistant_at(server, sample).ask(Question(text=COMMANDER), cancel=cancel)
        assert isinstance(next(events), EvidenceFound)
        threading.Timer(1.0, cancel.set).start()
        *_, last = events
        assert isinstance(last, Done)
        assert last.answer.draft == kept
        assert server.disconnected.wait(2)


def test_a_stop_before_the_question_is_put_asks_the_model_nothing(sample: Library) -> None:
    with ScriptedServer(["never said"]) as server:
        cancel = threading.Event()
        cancel.set()
        history = (Turn(role="user", content="Who commands the fleet?"), Turn(role="assistant", content="Nobody."))
        *_, last = assistant_at(server, sample).ask(Question(text="And why?", history=history), cancel=cancel)
        assert isinstance(last, Done)
        assert (last.answer.draft, server.requests) == ("", [])


def test_an_answer_that_is_not_stopped_is_the_same_and_its_tokens_are_counted(sample: Library) -> None:
    with ScriptedServer([SAID]) as server:
        assistant = assistant_at(server, sample)
        plain = list(assistant.ask(Question(text=COMMANDER)))
        watched = list(assistant.ask(Question(text=COMMANDER), cancel=threading.Event()))
    assert [e for e in watched if isinstance(e, Token)] == [e for e in plain if isinstance(e, Token)]
    last = watched[-1]
    assert isinstance(last, Done)
    assert last.answer.usage.completion_tokens


def test_a_failure_of_the_server_is_told_as_ever(sample: Library) -> None:
    with ScriptedServer([Drop(SAID)]) as server:
        *_, last = assistant_at(server, sample).ask(Question(text=COMMANDER), cancel=threading.Event())
    assert isinstance(last, Done)
    assert "broke off" in str(last.answer.notice)
