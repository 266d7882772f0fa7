"""One Chroma server a data folder, whoever comes first."""

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from index import server, store
from index.errors import StoreError
from index.library import Library, open_library
from index.server import connect
from index.store import Store


@pytest.fixture
def own(tmp_path: Path, models: Path):
    """A library with a server of its own, which the test may kill."""
    with open_library(data=tmp_path / "data", models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as opened:
        yield opened


def server_process(library: Library) -> psutil.Process:
    port = str(json.loads((library.data / "chroma.json").read_text().splitlines()[0])["port"])
    (process,) = [p for p in psutil.process_iter(["cmdline"]) if (c := p.info["cmdline"]) and port in c and "run" in c]
    return process


def test_another_process_gets_the_same_server(own: Library) -> None:
    program = "import sys, pathlib; from index.server import connect; print(connect(pathlib.Path(sys.argv[1])))"
    said = subprocess.run([sys.executable, "-c", program, str(own.data)], capture_output=True, text=True, check=True)
    assert int(said.stdout) == connect(own.data)


def test_a_killed_server_is_started_again_and_nothing_is_lost(own: Library) -> None:
    from index.build import add_uploads

    add_uploads([("a.txt", b"Seven ships came to the harbour.")], own)
    os.kill(server_process(own).pid, signal.SIGKILL)
    assert own.store.ids() == own.catalog.chunk_ids()
    assert own.store.search(own.embeddings.embed_query("ships"), 1)


def test_a_server_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="DOSSIER_CHROMA_URL"):
        Store(tmp_path, "chunks", "http://127.0.0.1:9")


def test_the_space_is_cosine(own: Library) -> None:
    vector = own.embeddings.encode(["ships"])[0]
    from index.store import Record

    own.store.add([Record(id="x:0-1", document_id="x", source=None, published=None, vector=vector)])
    (hit,) = own.store.search([float(v) * 3 for v in vector], 1)
    assert hit.score == pytest.approx(1, abs=1e-4)


def test_nobody_starts_another_server_before_the_idle_one_is_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []

    class Idle:
        def poll(self) -> None:
            return None

        def terminate(self) -> None:
            with (tmp_path / "chroma.users").open("w") as users:
                try:
                    fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    closed.append(True)

        def wait(self, timeout: float) -> None:
            self.terminate()

    monkeypatch.setattr(server, "GRACE_S", 0.0)
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: Idle())
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    server.keep(tmp_path, 1)
    assert closed == [True, True]


def test_a_server_that_stands_still_is_told_and_never_joined_by_a_second(
    own: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_LOCAL_S", 1.0)
    monkeypatch.setattr(server, "_ANSWER_S", 0.5)
    monkeypatch.setattr(server, "_BUSY_S", 1.0)
    patient = Store(own.data, own.store.name)
    still = server_process(own)
    still.suspend()
    try:
        with pytest.raises(StoreError, match="a process listens at its port"):
            patient.count()
        assert server_process(own) == still
    finally:
        still.resume()
    monkeypatch.setattr(store, "_PAUSE_S", 0.0)
    assert patient.count() == 0


def test_one_that_does_not_come_up_in_time_leaves_no_server_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_START_S", 0.0)
    with pytest.raises(StoreError, match="does not start"):
        connect(tmp_path / "data")
    assert not [p for p in psutil.process_iter(["cmdline"]) if str(tmp_path / "data") in (p.info["cmdline"] or [])]
