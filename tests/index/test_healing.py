"""What is damaged, gone or closed in a data folder is said with its remedy, and mended from what is whole."""

import os
import shutil
import sqlite3
import stat
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.__main__ import main
from index.catalog import Catalog
from index.errors import CatalogError
from index.server import put_aside
from rag.__main__ import main as ask

NOTES = {
    f"note{n}.txt": f"The port of {name}\n\nThe port of {name} counted {n * 7 + 3} ships in 2020.\n\n"
    + f"Filler {n}. " * (1_500 if n == 2 else 30)
    for n, name in enumerate(("Gull", "Tern", "Auk", "Skua", "Crake", "Rail"))
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Path]:
    """A library of six notes with a server of its own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("DOSSIER_DATA", str(folder))
    monkeypatch.setenv("DOSSIER_LLM", "none")
    monkeypatch.delenv("DOSSIER_CHROMA_URL", raising=False)
    (tmp_path / "notes").mkdir()
    for name, text in NOTES.items():
        (tmp_path / "notes" / name).write_text(text, encoding="utf-8")
    assert main(["add", str(tmp_path / "notes")]) == 0
    capsys.readouterr()
    yield folder
    put_aside(folder, "ended")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    shown = capsys.readouterr()
    return " ".join((shown.out + shown.err).split())


def test_vectors_that_are_gone_or_damaged_are_said_and_made_anew(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ["How many ships did the port of Tern count in 2020?"]
    for damage in (lambda: None, lambda: noise(data / "chroma")):
        assert put_aside(data, f"aside-{damage.__hash__()}")
        damage()
        assert ask(question) == 0
        told = said(capsys)
        assert "10 ships" in told
        assert "by their words alone" in told
        assert "index rebuild" in told
        assert main(["list"]) == 0
        assert "note3.txt" in said(capsys)
        assert main(["doctor"]) == 1
        assert "vectors: Chroma" in said(capsys)
        assert main(["rebuild"]) == 0
        assert main(["verify"]) == 0
        said(capsys)
        assert ask(question) == 0
        assert "by their words alone" not in said(capsys)


def noise(folder: Path) -> None:
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(os.urandom(20_000))


def test_a_damaged_catalog_is_said_and_what_is_whole_is_saved(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(
            [
                "edit",
                Catalog(data / "catalog.sqlite").files()[str(tmp_path / "notes" / "note3.txt")][1],
                "--title",
                "My own title",
            ]
        )
        == 0
    )
    file = data / "catalog.sqlite"
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'chunks'").fetchone()
    stored = file.read_bytes()
    pages = [stored[at : at + size] for at in range(0, len(stored), size)]
    pages[root - 1] = os.urandom(size)
    for number, page in enumerate(pages):  # the end of one document's text, wherever it stands
        if b"Filler 2. " * 10 in page and b"The port" not in page:
            pages[number] = os.urandom(size)
    file.write_bytes(b"".join(pages))
    assert ask(["How many ships did the port of Tern count in 2020?"]) == 2
    told = said(capsys)
    assert "is damaged" in told
    assert "doctor --repair" in told
    assert "ove it away" not in told
    main(["doctor", "--repair"])
    told = said(capsys)
    assert "Mended: " in told
    assert "Add again, since they could not be read:" in told
    assert "note2.txt" in told
    assert list(data.glob("catalog.damaged-*.sqlite"))
    assert main(["doctor"]) == 0
    assert main(["list"]) == 0
    left = said(capsys)
    assert [f"note{n}.txt" in left for n in range(6)] == [True, True, False, True, True, True]
    assert "My own title" in left
    assert ask(["How many ships did the port of Tern count in 2020?"]) == 0
    assert "10 ships" in said(capsys)


def test_a_folder_that_cannot_be_written_is_read(data: Path) -> None:
    """As another user, since nothing is closed to root."""
    for path in (data, *data.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in data.parents:
        if parent.owner() == "root" and str(parent).startswith("/tmp/"):
            parent.chmod(parent.stat().st_mode | 0o555)
    child = os.fork() if os.getuid() == 0 else None
    if child in (0, None):
        status = 1
        try:
            if child == 0:
                os.setuid(65_534)
            catalog = Catalog(data / "catalog.sqlite")
            assert catalog.read_only
            assert len(catalog.documents()) == 6
            with pytest.raises(CatalogError, match="cannot be written"):
                catalog.set_meta("a", "b")
            status = 0
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            if child == 0:
                os._exit(status)
    else:
        assert os.waitstatus_to_exitcode(os.waitpid(child or 0, 0)[1]) == 0
    for path in (data, *data.iterdir()):
        path.chmod(0o700 if path.is_dir() else 0o600)


def test_what_is_stored_is_its_owners_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (data, *data.rglob("*")):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077 or path.suffix == ".lock", path
    data.chmod(0o755)
    assert main(["doctor"]) == 1
    assert main(["doctor", "--repair"]) == 0
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert "can be read by other users" in said(capsys)


def test_names_reach_no_terminal_as_they_are(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    for name, text in (("red\x1b[31m.txt", "Some red text."), ("two\nlines.txt", "Some other text.")):
        (folder / name).write_text(text)
    (folder / "bad\x1b[2J.pdf").write_bytes(b"no pdf")
    (folder / "out.txt").symlink_to(tmp_path / "notes" / "note1.txt")
    (folder / "zin.txt").symlink_to(folder / "red\x1b[31m.txt")
    assert main(["add", str(folder)]) == 1
    assert main(["list"]) == 0
    shown = capsys.readouterr()
    assert all(c.isprintable() or c == "\n" for c in shown.out + shown.err)
    assert "link out of the folder" in shown.err
    assert r"two\nlines.txt" in shown.out
    names = [line.split("   ")[-1].strip() for line in shown.out.splitlines() if str(folder) in line]
    assert main(["remove", *(str(folder / n) for n in (r"red\x1b[31m.txt", r"two\nlines.txt"))]) == 0
    assert len(names) == 2
    shutil.rmtree(folder)
