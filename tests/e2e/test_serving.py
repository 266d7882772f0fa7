"""The server as a process: what watches over it, who reaches it, and how it ends."""

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from index.build import add
from index.library import open_library
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import State
from tests.e2e.running import PATIENCE_MS, ROOT, ask, running_app
from tests.scripted import Hang, Messages, Reply, ScriptedServer

pytestmark = pytest.mark.browser

QUESTION = "How much did the Lantern Bay bridge cost?"


@pytest.fixture
def data(tmp_path: Path, models: Path) -> Path:
    (tmp_path / "bridge.txt").write_text("The Lantern Bay bridge cost 48 million crowns to build.\n")
    with open_library(data=tmp_path / "data", models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert not add([tmp_path / "bridge.txt"], library).errors
    return tmp_path / "data"


def _ready(http: httpx.Client) -> None:
    deadline = time.monotonic() + 120
    while http.get("/readyz").status_code != 200:
        assert time.monotonic() < deadline, http.get("/readyz").text
        time.sleep(0.2)


def test_it_is_watched_counts_and_turns_away_who_is_not_here(data: Path, tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    with (
        running_app(data, "none", log, audit="1", log_format="json", upload_mb="1") as address,
        httpx.Client(base_url=address, timeout=120) as http,
    ):
        assert http.get("/healthz").text == "ok"
        _ready(http)
        assert http.post("/v1/ask", json={"question": QUESTION}).json()["outcome"] == "answered"
        assert 'dossier_questions_total{outcome="answered"} 1.0' in http.get("/metrics").text
        (noted,) = http.get("/v1/audit").json()
        assert (noted["did"], noted["question"]) == ("ask", QUESTION)
        for headers in ({"Host": "dossier.example"}, {"X-Forwarded-For": "203.0.113.9"}):
            assert [http.get(path, headers=headers).status_code for path in ("/", "/metrics", "/v1/models")] == [
                403
            ] * 3
            assert http.get("/healthz", headers=headers).status_code == 200
        large = [("files", ("large.txt", b"x" * 1_200_000))]
        refused = http.post("/v1/documents", files=large)
        assert refused.status_code == 413
        assert "DOSSIER_UPLOAD_MB" in refused.json()["error"]["hint"]
        parts = (b"x" * 100_000 for _ in range(12))  # its length is said nowhere
        assert http.post("/v1/ask", content=parts).status_code == 413
    for line in log.read_text().splitlines():
        if line.startswith("{"):
            assert {"time", "level", "message"} <= set(json.loads(line))
    assert "48 million" not in log.read_text()


@pytest.mark.parametrize("told", [False, True])
def test_it_listens_elsewhere_only_when_it_is_told_so_in_words(data: Path, tmp_path: Path, told: bool) -> None:
    options = ["--server.address=0.0.0.0"]
    with ExitStack() as stack:
        start = (data, "none", tmp_path / "app.log", "ui/server.py", options)
        if not told:
            with pytest.raises(AssertionError, match="DOSSIER_OPEN_TO=anybody"):
                stack.enter_context(running_app(*start))
            return
        address = stack.enter_context(running_app(*start, open_to="anybody"))
        assert httpx.get(address, headers={"Host": "dossier.example"}, timeout=120).status_code == 200
        # Nobody without a key comes by the API all the same.
        assert httpx.get(f"{address}/v1/models", headers={"Host": "dossier.example"}, timeout=120).status_code == 403


def test_half_a_provider_is_told_at_the_start(tmp_path: Path) -> None:
    environment = {"PATH": "", "DOSSIER_DATA": str(tmp_path), "DOSSIER_SIGN_IN_URL": "https://id.example"}
    done = subprocess.run(
        [sys.executable, "-c", "import ui.server"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "DOSSIER_ROLES" in done.stderr
    assert "Traceback" not in done.stderr


def _slow(_: Messages) -> Reply:
    return Hang(text="Building the Lantern Bay bridge ")


def test_an_answer_that_is_cut_by_the_end_says_so(data: Path, tmp_path: Path, browser: Browser) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_MS)
    with (
        ScriptedServer(_slow, delay=0.05) as llm,
        running_app(data, llm.url, tmp_path / "app.log", stop_seconds="0.5") as address,
    ):
        page = context.new_page()
        page.goto(address)
        exchange = ask(page, QUESTION)
        expect(exchange).to_contain_text("Building the Lantern Bay bridge")
    context.close()
    kept = Conversations(data / "conversations.sqlite")
    (summary,) = kept.list()
    conversation = kept.get(summary.id)
    assert conversation
    (cut,) = conversation.exchanges
    assert cut.state is State.FAILED
    assert cut.failure
    assert "Dossier was stopped" in cut.failure.message
