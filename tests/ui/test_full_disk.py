"""A full disk: what fails says so, nothing typed is lost, and it works again once there is room."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from index import originals
from index.errors import IndexingError
from ui import session

ROOT = Path(__file__).parent.parent.parent
_SIZE = 16 * 2**20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small one of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", folder], capture_output=True)
    except OSError:
        pytest.skip("no disk can be mounted here")
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)  # Chroma's server goes a little later


@pytest.fixture
def app(disk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DOSSIER_DATA", str(disk / "data"))
    monkeypatch.setenv("DOSSIER_LLM", "none")
    st.cache_resource.clear()
    session.services().assistant()
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    st.cache_resource.clear()


def _fill(disk: Path) -> Path:
    """Leaves no byte free; removing the file makes room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (2**16, 2**12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    assert not os.statvfs(disk).f_bavail
    return filler


def test_a_question_that_cannot_be_kept_is_given_back(app: AppTest, disk: Path) -> None:
    app.run()
    filler = _fill(disk)
    app.chat_input[0].set_value("Who *runs* the mill?").run()
    assert not app.exception
    assert "full" in app.error[0].value
    assert app.code[0].value == "Who *runs* the mill?"
    filler.unlink()
    assert not session.services().conversations.list()
    app.run()
    app.chat_input[0].set_value("Who *runs* the mill?").run()
    assert not app.error
    assert len(session.services().conversations.list()) == 1


def test_a_click_that_cannot_be_kept_says_so_and_leaves_the_page(app: AppTest, disk: Path) -> None:
    conversation = session.services().conversations.create("Mills")
    app.query_params["c"] = conversation
    app.run()
    filler = _fill(disk)
    name = next(box for box in app.text_input if box.label == "Name")
    name.input("Weirs").run()
    assert not app.exception
    assert "full" in app.toast[0].value
    filler.unlink()
    app.run()
    assert not app.error
    assert next(box for box in app.text_input if box.label == "Name").value == "Mills"
    next(box for box in app.text_input if box.label == "Name").input("Weirs").run()
    assert session.services().conversations.list()[0].title == "Weirs"


def test_an_upload_of_which_no_copy_can_be_kept_names_the_disk(disk: Path) -> None:
    _fill(disk)
    with pytest.raises(IndexingError, match="No space left on device"):
        originals.keep("mill.pdf", b"%PDF-1.7 " + b"x" * 9000, disk)
    assert not list(disk.rglob("*.part"))
