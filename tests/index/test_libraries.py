"""Several libraries in one data folder: names of any script, folders that hold nobody else's, none made by accident."""

from pathlib import Path

import pytest

from index import libraries
from index.__main__ import main
from index.errors import LibraryError, SettingsError
from index.settings import IndexSettings

NAMES = [
    "Press",
    "Übersee Büro",
    "資料室",
    "قسم الأخبار",
    "../../etc",
    "CON",
    "a" * 80,
    "x/y\\z:*?",
    ".hidden",
    "2024",
    "می‌خواهم",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_makes_a_folder_inside_the_data_folder(tmp_path: Path, name: str) -> None:
    assert libraries.make(tmp_path, name) == name
    folder = libraries.folder(tmp_path, name)
    assert folder.parent == tmp_path / "libraries"
    assert folder.is_dir()
    assert folder.name.isascii()
    assert libraries.names(tmp_path) == ["", name]
    assert IndexSettings(data=tmp_path, library=name).data == folder


@pytest.mark.parametrize(
    ("name", "cause"),
    [("a" * 81, "too long"), ("a\u202eb", "cannot be seen"), ("a\x00b", "cannot be seen"), ("…", "no letter")],
)
def test_what_is_no_name_is_refused(tmp_path: Path, name: str, cause: str) -> None:
    with pytest.raises(LibraryError, match=cause):
        libraries.make(tmp_path, name)
    assert not (tmp_path / "libraries").exists()


def test_one_name_however_it_is_written(tmp_path: Path) -> None:
    libraries.make(tmp_path, " Übersee  Büro ")
    assert libraries.folder(tmp_path, "Pre\u200dss") == libraries.folder(tmp_path, "Press")
    assert libraries.folder(tmp_path, "übersee büro") == libraries.folder(tmp_path, "U\u0308BERSEE B\u00dcRO")
    with pytest.raises(LibraryError, match="there already"):
        libraries.make(tmp_path, "ÜBERSEE BÜRO")


def test_the_library_that_stands_is_the_one_without_a_name(tmp_path: Path) -> None:
    for name in ("", "  ", "main", "Main"):
        assert IndexSettings(data=tmp_path, library=name).data == tmp_path
    with pytest.raises(LibraryError, match="there already"):
        libraries.make(tmp_path, "main")


def test_a_library_that_is_not_there_is_not_made_by_a_slip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    libraries.make(tmp_path, "Press")
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    monkeypatch.setenv("DOSSIER_LIBRARY", "Pres")
    with pytest.raises(LibraryError, match="there are: main, Press"):
        IndexSettings()
    assert libraries.names(tmp_path) == ["", "Press"]


def test_settings_stay_with_their_library(tmp_path: Path) -> None:
    libraries.make(tmp_path, "Press")
    press = IndexSettings(data=tmp_path, library="Press")
    assert (press.root, press.of("").data, press.of("press").data) == (tmp_path, tmp_path, press.data)
    assert IndexSettings(**press.model_dump()).data == press.data
    with pytest.raises(SettingsError):
        IndexSettings(data=tmp_path, chunk_tokens=1)


def test_a_folder_that_says_another_name_is_no_library(tmp_path: Path) -> None:
    libraries.make(tmp_path, "Press")
    libraries.make(tmp_path, "Sport")
    (libraries.folder(tmp_path, "Sport") / "library.json").write_text('{"name": "Press"}')
    (tmp_path / "libraries" / "odd").mkdir()
    (tmp_path / "libraries" / "odd" / "library.json").write_text("{")
    assert libraries.names(tmp_path) == ["", "Press"]


def test_each_command_works_on_the_library_that_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    note = tmp_path / "mill.txt"
    note.write_text("Ada Brook bought the mill at Oster in 1911.")
    assert main(["libraries", "--add", "Presse"]) == 0
    assert "Presse" in capsys.readouterr().out
    assert main(["add", str(note), "--library", "presse"]) == 0
    capsys.readouterr()
    assert main(["list"]) == 0
    assert "mill" not in capsys.readouterr().out
    assert main(["list", "--library", "Presse"]) == 0
    assert "mill" in capsys.readouterr().out
    assert main(["add", str(note), "--library", "Prese"]) == 2
    assert "there are: main, Presse" in " ".join(capsys.readouterr().err.split())
