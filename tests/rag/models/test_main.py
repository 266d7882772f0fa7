"""The command `python -m rag.models`."""

from pathlib import Path

import pytest

from rag.models.__main__ import main
from rag.models.registry import MODELS


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
