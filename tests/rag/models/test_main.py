"""The command `python -m rag.models`."""

from pathlib import Path

import pytest

from index.fetch import is_verified
from rag.models.__main__ import main
from rag.models.embedded.registry import DEFAULT, MODELS
from rag.models.embedded.speed import measure
from rag.settings import Settings
from tests.rag.models.made_up import CHAT, gguf, weights


def test_the_list_shows_every_model_and_where_they_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOSSIER_MODELS", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["--list"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in MODELS)
    assert str(tmp_path) in said.replace("\n", "")


def test_the_command_reports_an_unknown_model_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gpt-none"]) == 1
    assert "gpt-none" in capsys.readouterr().err


def test_the_list_shows_other_files_in_the_folder_and_the_one_that_is_set_and_why_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "models"
    weights(folder, gguf({**CHAT, "general.name": "Tiny"}), "o/r/tiny.gguf")
    weights(folder, b"nothing", "bad.gguf")
    weights(folder, name=".fetching-1/draft.gguf")
    named = weights(tmp_path, name="named.gguf")
    monkeypatch.setenv("DOSSIER_MODELS", str(folder))
    monkeypatch.setenv("DOSSIER_LLM", str(named))
    monkeypatch.setenv("COLUMNS", "400")
    assert main(["--list"]) == 0
    lines = {line.split()[1]: line for line in capsys.readouterr().out.splitlines() if line.startswith("│")}
    assert set(lines) == {*MODELS, str(folder / "o/r/tiny.gguf"), str(folder / "bad.gguf"), str(named)}
    assert "absent" in lines[DEFAULT]
    assert "Tiny (llama)" in lines[str(folder / "o/r/tiny.gguf")]
    assert "refused" in lines[str(folder / "bad.gguf")]
    assert "is no GGUF file" in lines[str(folder / "bad.gguf")]
    assert "here" in lines[str(named)]


def test_the_speed_of_a_file_that_cannot_be_served_is_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    weights(tmp_path)  # a good header, and no model behind it
    monkeypatch.setenv("DOSSIER_MODELS", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")
    assert main(["--speed"]) == 0
    said = capsys.readouterr().out
    assert "reads, tokens/s" in said
    assert "ended with status" in said


@pytest.mark.llm
def test_reading_and_writing_are_timed() -> None:
    folder = Settings().models
    here = [folder / model.file.name for model in MODELS.values() if is_verified(model.file, folder)]
    if not here:
        pytest.skip(f"no embedded model in {folder}: fetch one with python -m rag.models")
    speed = measure(here[-1], threads=None)
    assert 400 < speed.read < 600
    assert speed.written == 60
    assert speed.reads > 0
    assert speed.writes > 0


@pytest.mark.parametrize("name", ["hf:o/m.gguf", "hf:o/r/m.gguf"])
def test_the_command_fetches_from_the_hub_by_name_or_says_why_not(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOSSIER_MODELS", str(tmp_path))
    assert main([name]) == 1
    said = capsys.readouterr().err
    assert "hf:OWNER/REPO/FILE.gguf" in said if name == "hf:o/m.gguf" else "HF_HUB_OFFLINE" in said
