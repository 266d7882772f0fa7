"""Backup and restore of a whole library, with real SQLite, real Chroma and the real embedding model."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.__main__ import main
from index.build import add, add_uploads
from index.care.backup import MANIFEST, backup, manifest
from index.care.restore import restore
from index.care.verify import verify
from index.errors import BackupError, IndexingError
from index.library import Library, open_library
from rag.retrieval.hybrid import retrieve
from tests.index.samples import LEFT, column, placed
from tests.index.test_build import write


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    """Two documents, one of them an uploaded PDF, with a tag, a conversation and a suite beside them."""
    add([write(tmp_path / "in", "ships.md", "Seven ships came to the harbour of Marn.", title="Ships")], library)
    assert not add_uploads([("orchard.pdf", placed([column(60, 700, LEFT)]))], library).errors
    library.catalog.tag([e.id for e in library.catalog.documents()], add=["港"])
    with closing(sqlite3.connect(library.data / "conversations.sqlite")) as db, db:
        db.execute("CREATE TABLE said (words TEXT)")
        db.execute("INSERT INTO said VALUES ('hello')")
    (library.data / "suites").mkdir()
    (library.data / "suites" / "mine.yaml").write_text("- ask: How many ships?")
    (library.data / "chroma.log").write_text("no part of it")
    return library


def held(library: Library) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(e.id, e.title, e.tags) for e in library.catalog.documents()]


def test_what_is_backed_up_is_restored_under_an_app_that_has_it_open(filled: Library, tmp_path: Path) -> None:
    target = tmp_path / "mine.dossier"
    with filled.catalog._transaction():  # somebody is writing
        made = backup(filled.data, target)
    assert (made.documents, manifest(target)) == (2, made)
    assert {name.split("/")[0] for name in made.parts} == {"catalog.sqlite", "conversations.sqlite", "suites", "files"}
    before = held(filled)
    filled.catalog.tag([i for i, _, _ in before], remove=["港"])
    add([write(tmp_path / "in", "later.md", "A ferry came later.", title="Later")], filled)
    for original in (filled.data / "files").glob("*"):
        original.unlink()
    with closing(sqlite3.connect(filled.data / "conversations.sqlite")) as db:
        db.execute("DELETE FROM said")
        db.commit()
        done = restore(target, filled, chroma_url=filled.store._url)
        assert db.execute("SELECT words FROM said").fetchall() == [("hello",)]
    assert held(filled) == before
    assert verify(filled).sound
    assert retrieve("ships in the harbour", filled)[0].chunk.text.startswith("Seven ships")
    assert len(list((filled.data / "files").glob("*.pdf"))) == 1
    assert done.documents == 2
    assert done.aside
    assert manifest(done.aside).documents == 3


def test_a_library_built_with_other_settings_is_embedded_anew(filled: Library, tmp_path: Path, models: Path) -> None:
    backup(filled.data, tmp_path / "mine.dossier")
    with open_library(
        data=tmp_path / "other", models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=100,
        chroma_url=filled.store._url,
    ) as other:  # fmt: skip
        assert restore(tmp_path / "mine.dossier", other, chroma_url=filled.store._url).aside is None
        assert held(other) == held(filled)
        assert verify(other).sound
        assert '"chunk_tokens": 100' in (other.catalog.meta("built_with") or "")


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes) -> bytes:
    at = len(data) // 3
    return data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_cut, "no backup of a library, or not whole"),
        (_flipped, "it is damaged"),
        (lambda _: b"%PDF-1.7 nothing of the kind", "no backup of a library"),
        (lambda _: b"", "no backup of a library"),
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_changed(
    filled: Library, tmp_path: Path, harm: Callable[[bytes], bytes], said: str
) -> None:
    target, before = tmp_path / "mine.dossier", held(filled)
    backup(filled.data, target)
    target.write_bytes(harm(target.read_bytes()))
    with pytest.raises(BackupError, match=said):
        restore(target, filled, chroma_url=filled.store._url)
    assert held(filled) == before
    assert verify(filled).sound
    assert not list(filled.data.glob("before-restore*"))
    assert not list(filled.data.glob(".restore*"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dossier_backup": 2}, "later version of Dossier"),
        ({"dossier_backup": "one"}, "it is damaged"),
        ({"parts": {}}, "lacks what a library has"),
        ({"parts": {"catalog.sqlite": {"sha256": "0" * 64, "size": 9}}}, "catalog.sqlite in it is not what was"),
        ({"parts": {"catalog.sqlite": {"sha256": "0" * 64, "size": 9}, "../x.sqlite": {"sha256": "0" * 64, "size": 0}}},
         "names what none has"),
        ({"parts": {"catalog.sqlite": {"sha256": "0" * 64, "size": 10**15}}}, "Make room"),
    ],
)  # fmt: skip
def test_a_backup_that_says_what_cannot_be_is_refused(
    filled: Library, tmp_path: Path, change: dict[str, object], said: str
) -> None:
    backup(filled.data, tmp_path / "mine.dossier")
    with zipfile.ZipFile(tmp_path / "mine.dossier") as good, zipfile.ZipFile(tmp_path / "bad", "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            bad.writestr(name, json.dumps(json.loads(data) | change) if name == MANIFEST else data)
    with pytest.raises(BackupError, match=said):
        restore(tmp_path / "bad", filled, chroma_url=filled.store._url)
    assert len(held(filled)) == 2


def test_a_backup_replaces_no_file_and_needs_a_library(filled: Library, tmp_path: Path) -> None:
    (tmp_path / "mine.dossier").write_text("something of mine")
    with pytest.raises(BackupError, match="it exists"):
        backup(filled.data, tmp_path / "mine.dossier")
    with pytest.raises(BackupError, match="cannot be written"):
        backup(filled.data, tmp_path / "no" / "folder" / "mine.dossier")
    with pytest.raises(BackupError, match="no library in it"):
        backup(tmp_path / "empty", tmp_path / "other.dossier")
    assert (tmp_path / "mine.dossier").read_text() == "something of mine"
    assert not list(tmp_path.glob(".backup*"))


def test_a_damaged_library_is_not_backed_up_as_if_it_were_whole(filled: Library, tmp_path: Path) -> None:
    path = filled.data / "conversations.sqlite"
    path.write_bytes(path.read_bytes()[:4096] + b"\0" * 4096)
    with pytest.raises(IndexingError, match=r"conversations\.sqlite: no copy of it can be made.*doctor"):
        backup(filled.data, tmp_path / "mine.dossier")
    assert not list(tmp_path.glob("mine*"))


def test_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    note = tmp_path / "ships.txt"
    note.write_text("Seven ships came to the harbour of Sasebo.")
    file = str(tmp_path / "mine.dossier")
    assert main(["add", str(note)]) == 0
    assert main(["backup", file]) == 0
    assert main(["backup", file]) == 2
    assert main(["restore", file]) == 2
    assert "Say --replace" in capsys.readouterr().err
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "new"))
    assert main(["restore", file]) == 0
    assert "1 documents are here." in capsys.readouterr().out
    assert main(["verify"]) == 0
