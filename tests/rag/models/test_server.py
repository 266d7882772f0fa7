"""The model's child process: with the real embedded model where its file is here, else with what needs none."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from index.fetch import is_verified
from rag.errors import ModelSetupError
from rag.models.embedded.registry import MODELS
from rag.models.embedded.server import ModelServer
from rag.settings import Settings

ROOT = Path(__file__).parents[3]


def model_file() -> Path:
    """The smallest embedded model that is here already; tests never download one."""
    folder = Settings().models
    for model in sorted(MODELS.values(), key=lambda model: model.file.size or 0):
        if is_verified(model.file, folder):
            return folder / model.file.name
    pytest.skip(f"no embedded model in {folder}: fetch one with python -m rag.models")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelServer]:
    log = tmp_path_factory.mktemp("serve") / "model.log"
    server = ModelServer(model_file(), context=1024, threads=None, log=log)
    yield server
    server.stop()


def complete(server: ModelServer, question: str) -> dict[str, object]:
    address = server.address()
    system = "You answer in one word. " + "Do not explain, do not repeat the question, do not add a full stop. " * 2
    body = {
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": question}],
        "max_tokens": 3,
    }
    headers = {"Authorization": f"Bearer {address.key}"}
    answer = httpx.post(f"{address.url}/chat/completions", json=body, headers=headers, timeout=200, trust_env=False)
    return dict(answer.raise_for_status().json())


def gone(pid: int, within: float = 10) -> bool:
    try:
        psutil.Process(pid).wait(within)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True


@pytest.mark.llm
def test_it_answers_and_reads_a_known_system_prompt_only_once(server: ModelServer) -> None:
    complete(server, "What is the capital of France?")
    usage = complete(server, "What is the capital of Norway?")["usage"]
    assert isinstance(usage, dict)
    assert usage["prompt_tokens_details"]["cached_tokens"] > usage["prompt_tokens"] / 2


@pytest.mark.llm
def test_nobody_without_the_key_gets_in_not_even_to_the_prompts(server: ModelServer) -> None:
    address = server.address()
    for path in ("models/../slots", "chat/completions"):
        answer = httpx.post(f"{address.url}/{path}", json={"messages": []}, trust_env=False)
        assert answer.status_code in (401, 403, 404)


@pytest.mark.llm
def test_a_killed_server_is_started_again_and_a_stopped_one_is_gone(server: ModelServer) -> None:
    server.address()
    first = server.pid
    assert first
    os.kill(first, signal.SIGKILL)
    assert gone(first)
    assert not server.alive
    assert server.address()
    second = server.pid
    assert second
    assert second != first
    assert server.alive
    server.stop()
    assert gone(second)


@pytest.mark.llm
def test_the_child_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = (
        "import json, time\n"
        "from pathlib import Path\n"
        "from rag.models.embedded.server import ModelServer\n"
        f"model, log = Path({str(model_file())!r}), Path({str(tmp_path / 'log')!r})\n"
        "server = ModelServer(model, context=1024, threads=1, log=log)\n"
        "server.address()\n"
        "print(server.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert psutil.pid_exists(child)
    parent.kill()
    parent.wait()
    assert gone(child)


def test_a_file_that_is_no_model_is_reported_with_the_end_of_the_log(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"this is no model" * 100)
    server = ModelServer(broken, context=1024, threads=1, log=tmp_path / "logs" / "model.log")
    with pytest.raises(ModelSetupError) as caught:
        server.address()
    said = str(caught.value)
    assert "broken.gguf" in said
    assert "magic" in said
    assert "python -m rag.models" in said
    assert not server.alive


def test_a_failed_start_says_nothing_on_standard_output(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"")
    command = [sys.executable, "-m", "rag.models.embedded.serve", str(broken)]
    child = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    assert child.returncode != 0
    assert child.stdout == b""


@pytest.mark.llm
def test_standard_output_holds_nothing_but_the_address(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "rag.models.embedded.serve",
        str(model_file()),
        "--context",
        "1024",
        "--threads",
        "1",
    ]
    started = time.monotonic()
    child = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
    assert child.returncode == 0, f"after {time.monotonic() - started:.0f} s: {child.stderr[-500:]!r}"
    assert set(json.loads(child.stdout)) == {"url", "key"}
