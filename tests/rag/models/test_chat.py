"""The factory against real HTTP: a scripted server here, the real embedded model where it is marked."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from langchain_core.language_models import BaseChatModel

from index.errors import SettingsError
from index.fetch import is_verified
from rag.errors import AnswerError, ModelError, ModelSetupError, QuestionError
from rag.models.chat import model_name, open_model
from rag.models.embedded import server
from rag.models.embedded.registry import DEFAULT, MODELS
from rag.models.failures import explain
from rag.settings import Settings
from tests.scripted import Drop, Failure, Hang, Reply, ScriptedServer

ROOT = Path(__file__).parents[3]


def model_at(server: ScriptedServer, **settings: object) -> BaseChatModel:
    model = open_model(Settings(llm=server.url, **settings))  # type: ignore[arg-type]
    assert model is not None
    return model


def failure_of(reply: Reply, **settings: object) -> AnswerError:
    with ScriptedServer([reply]) as server:
        model = model_at(server, **settings)
        try:
            list(model.stream("Hello?"))
        except Exception as error:
            return explain(error, "scripted")
    raise AssertionError("the model did not fail")


def test_a_server_streams_words_and_ends_with_its_token_counts() -> None:
    with ScriptedServer(["The ferry is late [1]."]) as server:
        chunks = list(model_at(server, max_answer_tokens=99).stream("When?"))
    assert "".join(str(chunk.content) for chunk in chunks) == "The ferry is late [1]."
    assert len(chunks) > 5
    used = [chunk.usage_metadata for chunk in chunks if getattr(chunk, "usage_metadata", None)]
    assert [usage["output_tokens"] for usage in used] == [8]
    (request,) = server.requests
    assert (request["temperature"], request["max_tokens"], request["model"]) == (0, 99, "scripted")


def test_the_model_name_behind_the_address_is_the_one_that_is_asked_for() -> None:
    with ScriptedServer(["Yes."]) as server:
        model = open_model(Settings(llm=f"{server.url}#larger"))
        assert model is not None
        model.invoke("Is it?")
    assert server.requests[0]["model"] == "larger"


def test_a_server_that_is_started_after_the_app_is_asked_for_its_own_model() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = open_model(Settings(llm=f"http://me:secret@127.0.0.1:{port}/v1"))
    assert model is not None
    with pytest.raises(ModelError) as caught:
        list(model.stream("Hello?"))
    assert f"The model server at http://127.0.0.1:{port}/v1 does not answer" in caught.value.message
    assert caught.value.retryable
    with ScriptedServer(["Yes."], model="late", port=port) as server:
        assert "".join(str(chunk.content) for chunk in model.stream("Hello?")) == "Yes."
        with ThreadPoolExecutor() as threads:  # the browser tests leave a loop running in this one
            assert threads.submit(lambda: asyncio.run(model.ainvoke("Hello?"))).result().content == "Yes."
    assert [request["model"] for request in server.requests] == ["late", "late"]


@pytest.mark.parametrize(("status", "refused"), [(404, False), (200, False), (503, True)])
def test_a_server_without_a_list_of_models_is_asked_all_the_same(
    status: int, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(httpx, "get", lambda *_, **__: httpx.Response(status, json={"data": []}))
    with ScriptedServer(["Yes."]) as server:
        if refused:
            with pytest.raises(ModelError, match="status 503"):
                model_at(server).invoke("Hello?")
            return
        model_at(server).invoke("Hello?")
    assert server.requests[0]["model"] == "default"


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (Failure(401, "bad key"), ModelSetupError, "refused the key"),
        (Failure(404, "no such model"), ModelSetupError, "not known"),
        (Failure(429, "slow down"), ModelError, "no more requests"),
        (Failure(500, "out of luck"), ModelError, "out of luck"),
        (Failure(400, "request (5030 tokens) exceeds the available context size"), QuestionError, "more text"),
        (Drop("Half an answer"), ModelError, "broke off"),
        (Drop(), ModelError, "broke off"),
        (Hang("Well"), ModelError, "in time"),
    ],
)
def test_every_failure_is_explained_in_the_same_way(reply: Reply, kind: type[AnswerError], words: str) -> None:
    error = failure_of(reply, timeout_s=0.4)
    assert type(error) is kind
    assert words in error.message
    assert "scripted" in error.message
    assert error.hint
    assert error.retryable is (kind is ModelError)


def test_an_error_of_our_own_is_found_beneath_a_providers() -> None:
    outer = httpx.ConnectError("wrapped")
    outer.__cause__ = ModelSetupError("No such file.", hint="Fetch it.")
    assert explain(outer, "any") is outer.__cause__


def test_extractive_answers_need_no_model() -> None:
    assert open_model(Settings(llm="none")) is None


@pytest.mark.parametrize(
    ("llm", "name"),
    [
        ("none", "none"),
        (DEFAULT, DEFAULT),
        ("anthropic:some-model", "anthropic:some-model"),
        ("http://127.0.0.1:1/v1#larger", "larger"),
        ("http://me:secret@127.0.0.1:1/v1", "http://127.0.0.1:1/v1"),
    ],
)
def test_the_name_shown_tells_the_model_and_no_password(llm: str, name: str) -> None:
    assert model_name(Settings(llm=llm)) == name


@pytest.mark.parametrize("llm", ["qwen3", "", "Anthropic", "ftp://there", "http://", "provider:"])
def test_a_setting_that_names_no_model_is_refused_with_the_choices(llm: str) -> None:
    with pytest.raises(SettingsError, match=DEFAULT):
        Settings(llm=llm)


def test_a_missing_package_is_named_with_its_command() -> None:
    with pytest.raises(ModelSetupError) as caught:
        open_model(Settings(llm="mistralai:any"))
    assert caught.value.hint == "pip install langchain-mistralai"


def test_a_missing_key_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelSetupError, match="DOSSIER_LLM_API_KEY"):
        open_model(Settings(llm="openai:any"))


def test_an_unknown_provider_is_a_setup_error() -> None:
    with pytest.raises(ModelSetupError, match="provider:model"):
        open_model(Settings(llm="nobody:any"))


def test_a_model_that_cannot_be_fetched_says_where_it_belongs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelSetupError, match="by hand"):
        open_model(Settings(models=tmp_path / "models", data=tmp_path))


def test_importing_the_factory_brings_neither_torch_nor_transformers() -> None:
    script = (
        "import sys, rag.models.chat; "
        "print([m for m in ('torch', 'transformers', 'langchain_openai') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.llm
def test_the_embedded_model_survives_the_death_of_its_server(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, context=1024, max_answer_tokens=16)
    here = [name for name, model in MODELS.items() if is_verified(model.file, settings.models)]
    if not here:
        pytest.skip(f"no embedded model in {settings.models}: fetch one with python -m rag.models")
    model = open_model(settings.model_copy(update={"llm": here[-1]}))
    assert model is not None
    assert model.invoke("Say hello.").content
    shared = server._shared
    assert shared is not None
    assert shared.pid
    os.kill(shared.pid, signal.SIGKILL)
    last = list(model.stream("Say hello."))
    assert any(chunk.content for chunk in last)
    assert sum(chunk.usage_metadata["output_tokens"] for chunk in last if chunk.usage_metadata) > 0  # type: ignore[attr-defined]
    server.stop_shared_server()
