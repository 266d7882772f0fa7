"""One Chroma server a data folder, whoever comes first."""

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import psutil
import pytest

from index import live_collection, server
from index.build import add_uploads
from index.care.doctor import examine, mend
from index.care.verify import rebuild, verify
from index.commit import stored_records
from index.errors import StoreError
from index.library import Library, open_library, open_library_of
from index.server import connect, tenant
from index.settings import IndexSettings
from index.store import Store
from index.types import Remote


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
    add_uploads([("a.txt", b"Seven ships came to the harbour.")], own)
    os.kill(server_process(own).pid, signal.SIGKILL)
    assert own.store.ids() == own.catalog.chunk_ids()
    assert own.store.search(own.embeddings.embed_query("ships"), 1)


def servers(data: Path) -> list[psutil.Process]:
    """Those over the files of that folder, and their keepers."""
    found = [p for p in psutil.process_iter(["cmdline"]) if any(str(data) in word for word in p.info["cmdline"] or ())]
    return [p for p in found if p.status() != psutil.STATUS_ZOMBIE]


def test_a_server_that_is_too_slow_is_ended_before_another_could_be_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[bool] = []

    def unheard(port: int) -> bool:
        began.append(len(servers(tmp_path)) > 1)  # the server itself, beside its keeper
        return False

    monkeypatch.setattr(server, "_alive", unheard)
    monkeypatch.setattr(server, "START_S", 8.0)
    with pytest.raises(StoreError, match="did not answer within 8 seconds and was ended"):
        connect(tmp_path)
    assert any(began)
    assert servers(tmp_path) == []


def test_a_server_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="DOSSIER_CHROMA_URL"):
        Store(tmp_path, "chunks", "http://127.0.0.1:9")


def test_whoever_reaches_the_port_without_the_name_of_the_tenant_finds_nothing(own: Library) -> None:
    add_uploads([("a.txt", b"Seven ships came to the harbour.")], own)
    address = f"http://127.0.0.1:{connect(own.data)}/api/v2"
    collections = "databases/default_database/collections"
    for name in ("default_tenant", "default_database", "chunks", "x" * 43):
        found = httpx.get(f"{address}/tenants/{name}/{collections}")
        assert found.is_error or found.json() == []
    for path in ("tenants", "databases", "collections"):
        assert httpx.get(f"{address}/{path}").is_error
    assert httpx.post(f"{address}/reset").is_error
    (held,) = httpx.get(f"{address}/tenants/{tenant(own.data)}/{collections}").json()
    assert held["name"] == own.store.name
    assert (own.data / "chroma.key").stat().st_mode & 0o077 == 0


def test_a_collection_of_an_earlier_version_is_found_and_moved_by_a_rebuild(own: Library) -> None:
    add_uploads([("a.txt", b"Seven ships came to the harbour.")], own)
    address = f"http://127.0.0.1:{connect(own.data)}"
    earlier = Remote(url=address)
    old = Store(own.data, "earlier", earlier)
    old.add(stored_records(own.catalog.documents()[0].id, own))
    own.catalog.set_meta("collection", "earlier")
    with open_library_of(own_settings(own)) as again:
        assert again.store.search(again.embeddings.embed_query("ships"), 1)
        rebuild(again)
    with pytest.raises(StoreError, match="lost"):
        Store(own.data, "earlier", earlier, filled=lambda: True).ensure()
    with open_library_of(own_settings(own)) as again:
        assert again.store.search(again.embeddings.embed_query("ships"), 1)
        assert verify(again).sound


def test_a_damaged_name_of_the_tenant_is_told_and_mended(own: Library) -> None:
    add_uploads([("a.txt", b"Seven ships came to the harbour.")], own)
    (own.data / "chroma.key").write_text("damaged")
    (found,) = [finding for finding in examine(own_settings(own)) if finding.name == "vectors"]
    assert "has lost the collection" in (found.trouble or "")
    assert mend(found)[0]
    assert [finding.trouble for finding in examine(own_settings(own)) if finding.name == "vectors"] == [None]


def own_settings(own: Library) -> IndexSettings:
    return IndexSettings(data=own.data, embedding="all-MiniLM-L6-v2", chunk_tokens=200, chroma_url=None, database=None)


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


def test_a_keeper_that_has_ended_is_waited_for_at_the_next_start(tmp_path: Path) -> None:
    server.connect(tmp_path / "a")
    keeper = server._keepers[-1]
    server.end(tmp_path / "a")
    os.waitid(os.P_PID, keeper.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and nobody has asked how
    assert keeper.returncode is None
    server.connect(tmp_path / "b")
    assert keeper.returncode is not None
    server.end(tmp_path / "b")


def test_a_server_that_stands_still_is_told_and_never_joined_by_a_second(
    own: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_collection, "_LOCAL_S", 1.0)
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
    monkeypatch.setattr(live_collection, "_PAUSE_S", 0.0)
    assert patient.count() == 0
