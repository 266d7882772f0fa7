"""Weights that the user names: their names, how they are had, and that a bad file costs no answer."""

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from index.errors import SettingsError
from index.fetch import is_verified
from index.library import Library
from rag.errors import WeightsError
from rag.models.capacity import LARGE, SMALL
from rag.models.chat import model_capacity, model_name, open_model
from rag.models.embedded import preflight, server
from rag.models.embedded.local import HubFile, hub_file, is_local, local_name, obtain, weights_path
from rag.models.embedded.registry import DEFAULT, MODELS
from rag.pipeline import Assistant, answer
from rag.settings import Settings
from rag.types import Outcome, Question
from tests.rag.models.made_up import CHAT, gguf, weights

COMMANDER = "Who is the first commander of Japan's Joint Operations Command?"
DIGEST = hashlib.sha256(gguf()).hexdigest()


@pytest.mark.parametrize(
    ("llm", "repository", "path", "sha256"),
    [
        ("hf:Owner/Repo-GGUF/model-q4_k_m.gguf", "Owner/Repo-GGUF", "model-q4_k_m.gguf", None),
        ("hf:o/r.1/sub/Model.GGUF", "o/r.1", "sub/Model.GGUF", None),
        (f"hf:o/r/m.gguf@{'A' * 64}", "o/r", "m.gguf", "a" * 64),
    ],
)
def test_a_name_on_the_hub_is_taken_apart(llm: str, repository: str, path: str, sha256: str | None) -> None:
    assert hub_file(llm) == HubFile(repository=repository, path=path, sha256=sha256)
    assert Settings(llm=llm).llm == llm


@pytest.mark.parametrize(
    "name",
    [
        "m.gguf", "o/m.gguf", "o/r/m.bin", "o/r/../m.gguf", "../r/m.gguf", "o/r/m.gguf@12", "o/-r/m.gguf",
        "o/r/--x.gguf", "o//m.gguf", "o/r/m.gguf@", "o/r/a b.gguf", "/o/r/m.gguf",
    ],
)  # fmt: skip
def test_a_name_that_is_none_on_the_hub_is_refused_with_the_form(name: str) -> None:
    with pytest.raises(SettingsError, match=r"hf:OWNER/REPO/FILE\.gguf"):
        Settings(llm=f"hf:{name}")


@pytest.mark.parametrize(
    ("llm", "local"),
    [
        ("/models/m.gguf", True), ("~/m.gguf", True), ("m.GGUF", True), ("./a b/m.gguf", True), ("hf:o/r/m.gguf", True),
        ("ollama:hf.co/o/m.gguf", False), ("http://host/v1#m.gguf", False), ("none", False), (DEFAULT, False),
    ],
)  # fmt: skip
def test_a_file_is_told_from_a_provider_and_a_server(llm: str, local: bool) -> None:
    assert is_local(llm) is local
    assert Settings(llm=llm).llm == llm


def test_paths_count_from_home_and_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/ida")
    assert weights_path("sub/m.gguf", tmp_path) == tmp_path / "sub/m.gguf"
    assert weights_path("~/m.gguf", tmp_path) == Path("/home/ida/m.gguf")
    assert weights_path("hf:o/r/s/m.gguf", tmp_path) == tmp_path / "o/r/s/m.gguf"


def test_a_file_of_the_registry_is_known_by_its_name_and_size(tmp_path: Path) -> None:
    file = MODELS[DEFAULT].file
    path = weights(tmp_path, name=file.name)
    assert local_name(str(path), tmp_path) == file.name
    with path.open("r+b") as stream:
        stream.truncate(file.size)  # a hole: it takes no room
    assert local_name(str(path), tmp_path) == DEFAULT


def test_how_much_a_local_model_reads_goes_by_the_size_of_its_file(tmp_path: Path) -> None:
    path = weights(tmp_path)
    chosen = Settings(llm=str(path), data=tmp_path)
    assert model_name(chosen) == "model.gguf"
    assert model_capacity(chosen) is SMALL
    with path.open("r+b") as stream:
        stream.truncate(3_000_000_000)
    assert model_capacity(chosen) is LARGE
    path.unlink()
    assert model_capacity(chosen) is SMALL
    assert model_capacity(Settings(llm="anthropic:any")) is LARGE


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """A hub on loopback with one file, o/r/m.gguf; gives the paths that it was asked for."""
    asked: list[str] = []

    class Hub(BaseHTTPRequestHandler):
        def _head(self) -> bytes:
            asked.append(unquote(self.path))
            if "/api/" in self.path:
                body = json.dumps({"id": "o/r", "sha": "c" * 40, "siblings": [{"rfilename": "m.gguf"}]}).encode()
            elif self.path == "/" or (self.path.startswith("/o/r/resolve/") and self.path.endswith("/m.gguf")):
                body = gguf()
            else:
                self.send_response(404)
                self.send_header("X-Error-Code", "EntryNotFound")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return b""
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", f'"{DIGEST}"')
            self.send_header("X-Repo-Commit", "c" * 40)
            self.end_headers()
            return body

        def do_HEAD(self) -> None:
            self._head()

        def do_GET(self) -> None:
            self.wfile.write(self._head())

        def log_message(self, format: str, *args: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Hub) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{running.server_port}")
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
        yield asked
        running.shutdown()


def test_a_file_of_the_hub_is_downloaded_once_and_held_to_its_digest_from_then_on(
    hub: list[str], tmp_path: Path
) -> None:
    path = obtain("hf:o/r/m.gguf", tmp_path)
    assert path == tmp_path / "o/r/m.gguf"
    assert path.read_bytes() == gguf()
    assert is_verified(hub_file("hf:o/r/m.gguf").file, tmp_path)
    assert obtain(f"hf:o/r/m.gguf@{DIGEST}", tmp_path) == path
    hub.clear()
    assert obtain("hf:o/r/m.gguf", tmp_path) == path
    assert hub == []


def test_another_digest_than_the_one_named_is_refused_and_the_file_deleted(hub: list[str], tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="not the file that was named") as caught:
        obtain(f"hf:o/r/m.gguf@{'0' * 64}", tmp_path)
    assert DIGEST in caught.value.message
    assert "0" * 64 in caught.value.message
    assert not (tmp_path / "o/r/m.gguf").exists()


def test_a_file_that_the_hub_has_not_is_said_so(hub: list[str], tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"other\.gguf of o/r could not be downloaded") as caught:
        obtain("hf:o/r/other.gguf", tmp_path)
    assert "Check the name" in caught.value.hint


def test_offline_the_error_names_what_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WeightsError, match="switched off by HF_HUB_OFFLINE"):
        obtain("hf:o/r/m.gguf", tmp_path)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    with pytest.raises(WeightsError, match=r"127\.0\.0\.1:1 cannot be reached"):
        obtain("hf:o/r/m.gguf", tmp_path)


def asked(sample: Library, **chosen: object) -> tuple[Assistant, str]:
    """The assistant that the settings make, and the notice of its answer, which quotes the documents."""
    settings = Settings(**chosen)  # type: ignore[arg-type]
    assistant = Assistant(
        library=sample, model=open_model(settings), model_name=model_name(settings), capable=model_capacity(settings)
    )
    said = answer(assistant, Question(text=COMMANDER))
    server.stop_shared_server()
    assert said.outcome is Outcome.ANSWERED
    assert said.quoted
    assert "Nagumo" in said.text
    return assistant, said.notice or ""


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"<html>not found</html>", "is no GGUF file"),
        (gguf()[:-9], "damaged or was not copied to its end"),
        (gguf({**CHAT, "general.architecture": "bert"}), "is no chat model"),
        (gguf({"general.architecture": "llama"}), "it has no chat template"),
    ],
)
def test_a_bad_file_costs_the_model_and_not_the_answer(
    data: bytes, cause: str, sample: Library, tmp_path: Path
) -> None:
    _, notice = asked(sample, llm=str(weights(tmp_path, data)), data=tmp_path)
    assert cause in notice
    assert "model.gguf" in notice


def test_so_do_an_absent_file_too_little_memory_and_a_hub_that_cannot_be_reached(
    sample: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "There is no file" in asked(sample, llm=str(tmp_path / "absent.gguf"), data=tmp_path)[1]
    assert "could not be downloaded" in asked(sample, llm="hf:o/r/m.gguf", data=tmp_path, models=tmp_path)[1]
    monkeypatch.setattr(preflight, "available_memory", lambda: 1000)
    assert "of memory" in asked(sample, llm=str(weights(tmp_path)), data=tmp_path)[1]


def test_a_file_that_is_put_right_is_looked_at_again_by_the_next_question(sample: Library, tmp_path: Path) -> None:
    path = weights(tmp_path, b"half a file")
    assistant, notice = asked(sample, llm=str(path), data=tmp_path)
    assert "is no GGUF file" in notice
    weights(tmp_path, gguf({"general.architecture": "llama"}))
    assert "it has no chat template" in (answer(assistant, Question(text=COMMANDER)).notice or "")


@pytest.mark.llm
def test_an_embedded_model_answers_by_the_path_of_its_file(sample: Library, tmp_path: Path) -> None:
    folder = Settings().models
    here = [model.file for model in MODELS.values() if is_verified(model.file, folder)]
    if not here:
        pytest.skip(f"no embedded model in {folder}: fetch one with python -m rag.models")
    path = tmp_path / "mine.gguf"  # by another name it is any local model
    path.symlink_to(folder / here[-1].name)
    settings = Settings(llm=str(path), data=tmp_path, context=1024)
    model = open_model(settings)
    assert model is not None
    assert model_name(settings) == "mine.gguf"
    said = answer(
        Assistant(library=sample, model=model, model_name="mine.gguf", capable=model_capacity(settings)),
        Question(text=COMMANDER),
    )
    server.stop_shared_server()
    assert said.notice is None
    assert said.draft
    assert "Nagumo" in said.text
