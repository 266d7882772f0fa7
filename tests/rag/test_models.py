from pathlib import Path

import pytest

from rag.errors import ModelSetupError
from rag.models import DEFAULT, MODELS, embedded, main


def test_every_model_of_the_table_is_pinned_and_has_both_sources() -> None:
    for name, model in MODELS.items():
        assert model.name == name
        assert len(model.file.sha256) == 64
        assert model.file.size
        assert model.file.hub
        assert len(set(model.file.parts)) == len(model.file.parts) > 0
        assert all("==" in part for part in model.file.parts)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ModelSetupError, match=DEFAULT):
        embedded("gpt-none")


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
