"""Named libraries are taken away and renamed with all that is theirs, and never under anybody's hands."""

from pathlib import Path

import pytest

from api.__main__ import main
from index import build, libraries
from index.errors import LibraryError
from index.library import open_library
from index.settings import IndexSettings
from index.store import Store
from index.types import Filters
from rag.conversation.conversations import Conversations
from serving import libraries as admin
from serving.keys import Keys
from serving.people import Person, Role


@pytest.fixture
def settings(tmp_path: Path, models: Path, chroma_url: str) -> IndexSettings:
    """Two named libraries; Press has a document, a conversation and a key."""
    root = tmp_path / "data"
    for name in ("Press", "Sport"):
        libraries.make(root, name)
    settings = IndexSettings(data=root, models=models, chroma_url=chroma_url)
    (tmp_path / "mill.txt").write_text("Ada Brook bought the mill at Oster in 1911.")
    with _opened(settings, "Press") as library:
        assert not build.add([tmp_path / "mill.txt"], library).errors
    kept = Conversations(settings.of("Press").data / "conversations.sqlite")
    kept.ask(kept.create("Mills"), "Who bought the mill?", Filters())
    return settings


def _opened(settings: IndexSettings, name: str):
    own = settings.of(name)
    return open_library(
        data=own.data, models=own.models, embedding=own.embedding, chunk_tokens=own.chunk_tokens, chroma_url=own.chroma
    )


def _key(settings: IndexSettings, library: str) -> str:
    return Keys(settings.root).add("Ada", Role.READER, library)[0]


def test_a_library_goes_with_its_keys_and_leaves_the_others(settings: IndexSettings) -> None:
    key, other = _key(settings, "Press"), _key(settings, "Sport")
    folder = settings.of("Press").data
    with _opened(settings, "Press") as library:
        collection = library.store.name
    with pytest.raises(LibraryError, match="holds 1 documents"):
        admin.remove(settings, "press")
    assert isinstance(Keys(settings.root).holder(key), Person)
    assert admin.remove(settings, "press", with_documents=True) == "Press"
    assert libraries.names(settings.root) == ["", "Sport"]
    assert not folder.exists()
    assert [path.name for path in folder.parent.iterdir()] == [libraries.folder(settings.root, "Sport").name]
    left = Store(settings.root, collection, settings.chroma, lambda: collection, filled=lambda: True)
    assert "lost the collection" in str(left.trouble)
    libraries.make(settings.root, "Press")
    assert Keys(settings.root).holder(key) == "revoked"
    assert isinstance(Keys(settings.root).holder(other), Person)


def test_a_library_keeps_everything_under_its_new_name(settings: IndexSettings) -> None:
    key, stale = _key(settings, "Press"), _key(settings, "Gone")
    assert admin.rename(settings, "press", " Übersee  Büro ") == "Übersee Büro"
    assert libraries.names(settings.root) == ["", "Sport", "Übersee Büro"]
    with _opened(settings, "Übersee Büro") as library:
        assert [e.title for e in library.catalog.documents()] == ["mill"]
        assert library.store.count() == 1
    kept = Conversations(settings.of("Übersee Büro").data / "conversations.sqlite")
    assert [c.title for c in kept.list()] == ["Mills"]
    holder = Keys(settings.root).holder(key)
    assert isinstance(holder, Person)
    assert holder.may(Role.READER, "Übersee Büro")
    assert not holder.may(Role.READER, "Press")
    assert admin.rename(settings, "Übersee Büro", "ÜBERSEE BÜRO") == "ÜBERSEE BÜRO"
    assert admin.rename(settings, "ÜBERSEE BÜRO", "Gone") == "Gone"
    assert Keys(settings.root).holder(stale) == "revoked"
    assert isinstance(Keys(settings.root).holder(key), Person)


def test_neither_is_done_while_it_is_open_or_being_changed(settings: IndexSettings) -> None:
    key, folder = _key(settings, "Press"), settings.of("Press").data
    tries = (
        lambda: admin.remove(settings, "Press", with_documents=True),
        lambda: admin.rename(settings, "Press", "News"),
    )
    with _opened(settings, "Press") as library:
        for attempt in tries:
            with pytest.raises(LibraryError, match="open elsewhere"):
                attempt()
        lock = library.catalog.lock(folder)
    with lock:
        for attempt in tries:
            with pytest.raises(LibraryError, match="being changed"):
                attempt()
    assert isinstance(Keys(settings.root).holder(key), Person)
    assert libraries.names(settings.root) == ["", "Press", "Sport"]


@pytest.mark.parametrize(
    ("name", "new", "cause"),
    [("Press", "sport", "there already"), ("main", "News", "data folder itself"), ("Pres", "News", "no library"),
     ("Press", "main", "without a name"), ("Press", "a\u202eb", "cannot be seen")],
)  # fmt: skip
def test_what_cannot_be_renamed_is_told(settings: IndexSettings, name: str, new: str, cause: str) -> None:
    with pytest.raises(LibraryError, match=cause):
        admin.rename(settings, name, new)
    assert libraries.names(settings.root) == ["", "Press", "Sport"]


def test_what_was_interrupted_is_finished_by_the_same_command(
    settings: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("serving.libraries.libraries.write_name", killed)
        with pytest.raises(KeyboardInterrupt):
            admin.rename(settings, "Press", "News")
    assert admin.rename(settings, "Press", "News") == "News"
    with monkeypatch.context() as patch:
        patch.setattr("serving.libraries.shutil.rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            admin.remove(settings, "News", with_documents=True)
    assert libraries.names(settings.root) == ["", "Sport"]
    admin.remove(settings, "Sport")
    assert list((settings.root / libraries.FOLDER).iterdir()) == []


def test_a_damaged_library_can_be_removed_when_that_is_said(settings: IndexSettings) -> None:
    (settings.of("Sport").data / "catalog.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(LibraryError, match="damaged"):
        admin.remove(settings, "Sport")
    assert admin.remove(settings, "Sport", with_documents=True) == "Sport"


def test_the_commands(
    settings: IndexSettings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(settings.root))
    monkeypatch.setenv("DOSSIER_CHROMA_URL", str(settings.chroma_url))
    assert main(["libraries", "rename", "Sport", "Games"]) == 0
    assert "called Games" in capsys.readouterr().out
    assert main(["libraries", "remove", "Games"]) == 0
    assert main(["libraries", "remove", "Games"]) == 2
    assert "no library" in capsys.readouterr().err
