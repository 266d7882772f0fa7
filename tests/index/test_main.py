"""The command line: exit status and what it says."""

import sys
from pathlib import Path

import pytest

from index.__main__ import main
from tests.conftest import CORPUS


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))


def test_add_list_verify_remove(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(CORPUS)]) == 0
    assert "12 added" in capsys.readouterr().out
    assert main(["list"]) == 0
    assert "2024-04-15" in capsys.readouterr().out
    assert main(["verify"]) == 0
    assert main(["remove", str(sorted(CORPUS.glob("*.md"))[0]), "no-such-thing"]) == 1
    said = capsys.readouterr()
    assert "1 removed" in said.out
    assert "no-such-thing" in said.err


def test_a_bad_file_costs_the_status_but_not_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text("Seven ships came to the harbour of Sasebo.")
    (tmp_path / "in" / "bad.pdf").write_bytes(b"PK\x03\x04")
    assert main(["add", str(tmp_path / "in")]) == 1
    said = capsys.readouterr()
    assert "1 added" in said.out
    assert "bad.pdf" in said.err


def test_a_path_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "/no/such/folder"]) == 1
    assert "/no/such/folder" in capsys.readouterr().err


def test_an_edit_is_made_or_refused_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ships.txt"
    path.write_text("Seven ships came to the harbour of Sasebo.")
    assert main(["add", str(path)]) == 0
    assert main(["list"]) == 0
    document_id = capsys.readouterr().out.split("\n")[-2].split()[0]
    assert main(["edit", document_id, "--title", "Ships", "--source", "The Log", "--date", "2 March 2024"]) == 0
    assert "Ships | The Log | 2024-03-02" in capsys.readouterr().out
    assert main(["edit", document_id, "--date", ""]) == 0
    assert "Ships | The Log | undated" in capsys.readouterr().out
    assert main(["edit", document_id, "--date", "March"]) == 2
    assert "Write it like 2024-02-19" in capsys.readouterr().err
    assert main(["edit", "f00d", "--title", "Ships"]) == 2
    assert "it is not in the library" in capsys.readouterr().err


def test_a_list_cuts_neither_id_nor_path_however_narrow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / ("a-folder-with-a-long-name-" * 5)
    folder.mkdir()
    path = folder / "ships [1].txt"
    path.write_text("Seven ships came to the harbour of Sasebo.")
    assert main(["add", str(path)]) == 0
    capsys.readouterr()
    assert main(["list"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "ships" in line]
    assert str(path) in line
    document_id = line.split()[0]
    assert main(["remove", document_id]) == 0


def test_a_folder_named_from_elsewhere_is_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    papers, beside = tmp_path / "papers", tmp_path / "beside"
    papers.mkdir()
    beside.mkdir()
    monkeypatch.chdir(beside)
    (papers / "ships.txt").write_text("Seven ships came to the harbour of Sasebo.")
    assert main(["add", "../papers"]) == 0
    (papers / "ships.txt").write_text("Nine ships came to the harbour of Sasebo.")
    assert main(["add", str(papers)]) == 0
    assert "The library holds 1 documents" in capsys.readouterr().out.splitlines()[-1]
    assert main(["remove", "../papers/ships.txt"]) == 0


def test_a_tag_is_put_on_a_folder_listed_and_taken_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("ships", "ferry"):
        (tmp_path / f"{name}.txt").write_text(f"Of the {name} nothing was heard in the harbour of Sasebo.")
    assert main(["add", str(tmp_path / "ships.txt"), str(tmp_path / "ferry.txt")]) == 0
    assert main(["tag", "Harbour", str(tmp_path)]) == 0
    assert main(["tag", "--remove", "Harbour", str(tmp_path / "ferry.txt")]) == 0
    assert main(["tag", "Harbour", "no-such-thing"]) == 1
    capsys.readouterr()
    assert main(["tag"]) == 0
    assert capsys.readouterr().out == "Harbour: 1\n"
    assert main(["list"]) == 0
    assert "Harbour" in capsys.readouterr().out
    assert main(["tag", " ", str(tmp_path)]) == 2
    assert "it is empty" in capsys.readouterr().err


def test_without_ray_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.delitem(sys.modules, "index.ray_workers", raising=False)
    assert main(["add", "--ray", "auto", str(tmp_path)]) == 2
    assert "requirements-ray.txt" in capsys.readouterr().err
