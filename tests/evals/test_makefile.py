"""`make run` over a real library; only the chat model's fetching and the chat itself are left out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CORPUS

ROOT = CORPUS.parent


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An installed checkout with a corpus of two notes, whose `.env` names a data folder that is not there yet."""
    monkeypatch.delenv("DOSSIER_DATA", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "corpus").mkdir()
    for note in sorted(CORPUS.glob("*.md"))[:2]:
        shutil.copy(note, tmp_path / "corpus")
    (tmp_path / ".env").write_text(f"DOSSIER_DATA={tmp_path / 'my notes'}\n")
    (tmp_path / "requirements.txt").touch()
    command(tmp_path / ".venv" / "bin" / "python", f'[ "$2" = rag.models ] || exec {sys.executable} "$@"')
    for name in ("pip", "streamlit"):
        command(tmp_path / ".venv" / "bin" / name, "true")
    (tmp_path / ".venv" / ".run").touch()
    return tmp_path


def command(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{line}\n")
    file.chmod(0o755)


def make(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=project, capture_output=True, text=True, check=False)


def listed(project: Path) -> list[str]:
    wide = os.environ | {"COLUMNS": "400"}
    shown = subprocess.check_output([sys.executable, "-m", "index", "list"], cwd=project, env=wide, text=True)
    return [line for line in shown.splitlines() if ".md" in line]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="make is absent")
def test_sample_notes_go_once_where_dotenv_says_and_a_removed_one_stays_away(project):
    first = make(project, "run")
    assert first.returncode == 0, first.stderr
    assert not (project / "data").exists()
    one, two = listed(project)
    subprocess.run([sys.executable, "-m", "index", "remove", one.split()[0]], cwd=project, check=True)
    later = (project / ".venv" / ".run").stat().st_mtime + 10
    os.utime(project / "requirements.txt", (later, later))
    again = make(project, "run", f"PYTHON={sys.executable}")
    assert again.returncode == 0, again.stderr
    assert listed(project) == [two]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is absent")
def test_a_wrong_setting_ends_the_run_in_a_line_that_says_so(project):
    (project / ".env").write_text("DOSSIER_CHUNK_TOKENS=many\n")
    run = make(project, "run")
    assert run.returncode != 0
    assert "DOSSIER_CHUNK_TOKENS" in run.stderr
    assert "Traceback" not in run.stderr
