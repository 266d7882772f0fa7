"""Several servers of one model behind one setting, over real HTTP."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from langchain_core.language_models import BaseChatModel

from index.errors import SettingsError
from rag.errors import AnswerError, ModelSetupError
from rag.models.chat import model_name, open_model
from rag.models.failures import explain
from rag.settings import Settings
from tests.scripted import Drop, Failure, ScriptedServer


def model_at(*servers: ScriptedServer) -> BaseChatModel:
    model = open_model(Settings(llm=" ".join(f"{server.url}#scripted" for server in servers)))
    assert model is not None
    return model


def said(model: BaseChatModel) -> str:
    return "".join(str(chunk.content) for chunk in model.stream("When?"))


def failed(model: BaseChatModel) -> tuple[str, AnswerError]:
    """What came before the failure, and the failure."""
    heard = ""
    try:
        for chunk in model.stream("When?"):
            heard += str(chunk.content)
    except Exception as error:  # as whoever answers takes them
        return heard, explain(error, "scripted")
    raise AssertionError("the model did not fail")


def test_they_share_the_work() -> None:
    with ScriptedServer(["One."] * 4) as one, ScriptedServer(["Two."] * 4) as two:
        model = model_at(one, two)
        assert sorted(said(model) for _ in range(4)) == ["One.", "One.", "Two.", "Two."]


def test_one_that_fails_is_left_out_for_a_while() -> None:
    with ScriptedServer([Failure(status=500)] * 9) as broken, ScriptedServer(["Late."] * 9) as sound:
        model = model_at(broken, sound)
        assert [said(model) for _ in range(4)] == ["Late."] * 4
        tries = len(broken.requests)
        assert tries >= 1
        with ThreadPoolExecutor() as threads:  # the browser tests leave a loop running in this one
            assert threads.submit(lambda: asyncio.run(model.ainvoke("When?"))).result().content == "Late."
        assert model.invoke("When?").content == "Late."
        assert len(broken.requests) == tries


def test_one_that_is_gone_is_replaced_and_its_address_is_not_told_with_its_password() -> None:
    with ScriptedServer(["Late."] * 2) as gone:
        address = gone.url.replace("://", "://me:secret@")
    with ScriptedServer(["Late."] * 4) as sound:
        model = open_model(Settings(llm=f"{address}#scripted {sound.url}#scripted"))
        assert model is not None
        assert [said(model), said(model)] == ["Late.", "Late."]
    assert "secret" not in repr(list(getattr(model, "models", ())))
    assert failed(model)[1].retryable  # now both are


def test_what_breaks_off_before_its_first_word_is_asked_of_the_next(caplog: pytest.LogCaptureFixture) -> None:
    with ScriptedServer([Drop("")] * 9) as breaking, ScriptedServer(["Late."] * 2) as sound, caplog.at_level("INFO"):
        model = model_at(breaking, sound)
        assert [said(model), said(model)] == ["Late.", "Late."]
        assert breaking.requests
        told = [r.getMessage() for r in caplog.records if r.name == "rag.models.several"]
        assert told.count(f"{sound.url}#scripted answered.") == 2
        assert sum("Left out for" in line and breaking.url in line for line in told) == 1


def test_what_breaks_off_behind_its_first_words_is_not_begun_again() -> None:
    with ScriptedServer([Drop("The ferry is late and")]) as breaking, ScriptedServer(["Late."]) as sound:
        model = model_at(breaking, sound)
        heard, failure = failed(model)
        assert heard.startswith("The ferry")
        assert failure.retryable
        assert not sound.requests


def test_a_refused_key_is_raised_at_once() -> None:
    with ScriptedServer([Failure(status=401)]) as closed, ScriptedServer(["Late."]) as sound:
        model = model_at(closed, sound)
        assert isinstance(failed(model)[1], ModelSetupError)
        assert not sound.requests


def test_the_setting_names_what_answers() -> None:
    two = Settings(llm="http://10.0.0.1:8000/v1#larger  http://me:secret@10.0.0.2:8000/v1#larger")
    assert model_name(two) == "larger"
    unnamed = Settings(llm="http://10.0.0.1:8000/v1 http://me:secret@10.0.0.2:8000/v1")
    assert model_name(unnamed) == "http://10.0.0.1:8000/v1, http://10.0.0.2:8000/v1"
    with pytest.raises((SettingsError, ValueError), match="names no model"):
        Settings(llm="http://10.0.0.1:8000/v1 larger")
