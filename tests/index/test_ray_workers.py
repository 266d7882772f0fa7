"""Adding on two real Ray nodes, one of which is lost: the library is that of an addition without Ray."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.__main__ import main
from index.build import add
from index.care.verify import verify
from index.catalog import Catalog
from index.errors import IndexingError
from index.library import Library, open_library
from index.progress import Progress

pytest.importorskip("ray", reason="Ray is not installed (requirements-ray.txt)")

from ray.cluster_utils import Cluster

from index.ray_workers import TRIES, reader

NODE = {"num_cpus": 1, "object_store_memory": 80_000_000}


@pytest.fixture(scope="module")
def client_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="module")
def cluster(client_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with pytest.MonkeyPatch.context() as patch:
        # Ray would write a key for itself into the home folder.
        patch.setenv("RAY_AUTH_MODE", "disabled")
        patch.setenv("RAY_worker_niceness", "0")  # else other tests, which run beside these, would starve the workers
        head = NODE | {"include_dashboard": False, "ray_client_server_port": client_port}
        started = Cluster(initialize_head=True, head_node_args=head)
        yield started
        started.shutdown()


def here(cluster: Cluster) -> str:
    """Its address, as one of this machine."""
    return f"127.0.0.1:{cluster.address.rpartition(':')[2]}"


def processes(node: Any) -> list[int]:
    """The workers of a node that are at a task of ours now."""
    raylet = node.all_processes["raylet"][0].process.pid
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            called = (folder / "cmdline").read_bytes()
        except OSError:
            continue  # it has ended
        if parent == raylet and called.startswith(b"ray::_work"):
            found.append(int(folder.name))
    return found


def kill_worker(node: Any) -> None:
    until = time.monotonic() + 60
    while not (found := processes(node)) and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(found[0], signal.SIGKILL)


def fill(folder: Path) -> None:
    folder.mkdir()
    for number in range(24):
        lines = [f"Ship {number} came to harbour {line} in the morning, says the log." for line in range(40)]
        (folder / f"{number:02}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    (folder / "again.txt").write_text((folder / "03.txt").read_text() + "\n", encoding="utf-8")
    (folder / "bad.pdf").write_bytes(b"PK\x03\x04")
    with zipfile.ZipFile(folder / "many.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", f"Boat {number} left for the island with {number + 2} people.")


def contents(library: Library) -> tuple[dict[str, Any], dict[str, Any]]:
    """All that is kept of documents and files, but for when they came; and the vectors by chunk."""
    catalog = library.catalog
    documents = {entry.id: catalog.document(entry.id) for entry in catalog.documents()}
    found = [catalog.embeddings(document_id) for document_id in documents]
    kept = {
        "documents": documents, "files": catalog.files(), "holders": catalog.holders(),
        "chunks": catalog.chunks(sorted(catalog.chunk_ids())),
    }  # fmt: skip
    return kept, {name: vector for names, vectors in found for name, vector in zip(names, vectors, strict=True)}


@pytest.fixture
def calm(tmp_path: Path, models: Path) -> Iterator[Library]:
    """A second library, filled without Ray."""
    with open_library(
        data=tmp_path / "calm", models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200
    ) as opened:  # fmt: skip
        yield opened


def test_a_killed_worker_and_a_lost_node_cost_nothing(
    cluster: Cluster, library: Library, calm: Library, tmp_path: Path
) -> None:
    fill(tmp_path / "in")
    second = cluster.add_node(**NODE)
    cluster.wait_for_nodes()
    seen: list[Progress] = []

    def disturb(at: Progress) -> None:
        seen.append(at)
        if at.done == 0:  # no worker can be done yet: each has to open the model first
            kill_worker(cluster.head_node)
        if at.done == 4:
            cluster.remove_node(second, allow_graceful=False)

    report = add([tmp_path / "in"], library, disturb, reader(here(cluster), library))
    undisturbed = add([tmp_path / "in"], calm)
    assert replace(report, errors=()) == replace(undisturbed, errors=())
    assert [str(error) for error in report.errors] == [str(error) for error in undisturbed.errors]
    assert [Path(error.subject).name for error in report.errors] == ["bad.pdf"]
    assert (len(report.added), len(report.duplicates)) == (29, 1)
    assert [at.done for at in seen] == list(range(28))
    assert verify(library).sound
    (kept, vectors), (kept_calm, vectors_calm) = contents(library), contents(calm)
    assert kept == kept_calm
    assert vectors.keys() == vectors_calm.keys() == library.store.ids()
    np.testing.assert_allclose([vectors[name] for name in vectors_calm], list(vectors_calm.values()), atol=1e-5)


def test_a_file_at_which_workers_are_lost_again_and_again_is_named_and_read_another_time(
    cluster: Cluster, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"Ship {line} came to the harbour in the morning." for line in range(1000)))
    killer = threading.Thread(target=lambda: [kill_worker(cluster.head_node) for _ in range(TRIES)])
    killer.start()
    (error,) = add([path], library, read=reader(here(cluster), library)).errors
    killer.join()
    assert (error.subject, error.cause) == (
        str(path), f"{TRIES} workers that had it were lost, the last one by WorkerCrashedError"
    )  # fmt: skip
    assert library.catalog.counts() == (0, 0)
    path.write_text("The other ship came to the harbour in the morning.")
    assert add([path], library, read=reader(here(cluster), library)).added == (str(path),)


def test_a_node_without_the_model_is_named(cluster: Cluster, library: Library, tmp_path: Path) -> None:
    fill(tmp_path / "in")
    node = cluster.add_node(**NODE, env_vars={"DOSSIER_MODELS": str(tmp_path / "none")})
    cluster.wait_for_nodes()
    with pytest.raises(IndexingError, match=r"all-MiniLM-L6-v2 on the Ray node .*: it is not in"):
        add([tmp_path / "in"], library, read=reader(here(cluster), library))
    cluster.remove_node(node)
    assert verify(library).sound


def test_the_command_adds_from_outside_the_cluster(
    cluster: Cluster, client_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    fill(tmp_path / "in")
    assert main(["add", "--ray", f"ray://127.0.0.1:{client_port}", str(tmp_path / "in")]) == 1
    assert "29 added, 1 duplicate" in capsys.readouterr().out
    assert main(["add", "--ray", "ray://127.0.0.1:1", str(tmp_path / "in")]) == 2
    assert "the Ray cluster ray://127.0.0.1:1: it cannot be reached" in capsys.readouterr().err
    assert main(["add", str(tmp_path / "in")]) == 1
    assert "26 unchanged, 1 failed" in capsys.readouterr().out


def begun(address: str, folder: Path, data: Path, models: Path) -> tuple[list[str], dict[str, str]]:
    """The command that adds the folder on the cluster, and its environment."""
    command = [sys.executable, "-m", "index", "add", "--ray", address, str(folder)]
    return command, os.environ | {"DOSSIER_DATA": str(data), "DOSSIER_MODELS": str(models)}


def await_some(data: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until the library has three documents, if the process lives as long."""
    until = time.monotonic() + 240
    while counted(data) < 3 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)


def counted(data: Path) -> int:
    file = data / "catalog.sqlite"
    return Catalog(file).counts()[0] if file.exists() else 0


def whole(data: Path, models: Path) -> None:
    with open_library(data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert library.catalog.counts()[0] == 29
        assert len(library.catalog.files()) == 30  # a duplicate among them
        assert verify(library).sound


@pytest.mark.timeout(900)
def test_a_command_that_is_killed_is_given_again_and_nothing_is_lost_or_doubled(
    cluster: Cluster, tmp_path: Path, models: Path
) -> None:
    fill(tmp_path / "in")
    data = tmp_path / "data"
    command, given = begun(here(cluster), tmp_path / "in", data, models)
    with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        await_some(data, process)
        process.kill()
    assert 3 <= counted(data) < 29  # killed at work
    assert subprocess.run(command, env=given, capture_output=True).returncode == 1  # for bad.pdf
    whole(data, models)


@pytest.mark.timeout(900)
def test_a_head_that_is_lost_ends_the_command_and_an_addition_without_ray_goes_on_where_it_stopped(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own: Ray may end the one whose head is gone."""
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    monkeypatch.setenv("RAY_worker_niceness", "0")
    fill(tmp_path / "in")
    data = tmp_path / "data"
    own = Cluster(initialize_head=True, head_node_args=NODE | {"include_dashboard": False})
    try:
        command, given = begun(here(own), tmp_path / "in", data, models)
        with (
            (tmp_path / "said.txt").open("wb") as said,
            subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=said) as process,
        ):
            await_some(data, process)
            for each in own.head_node.all_processes.values():
                for one in each:
                    one.process.kill()
            assert process.wait(300) == 2
    finally:
        own.shutdown()
    assert "Run the same command again to go on" in (tmp_path / "said.txt").read_text()
    assert 3 <= counted(data) < 29
    plain = [*command[:4], command[-1]]
    assert subprocess.run(plain, env=given, capture_output=True).returncode == 1  # for bad.pdf
    whole(data, models)
