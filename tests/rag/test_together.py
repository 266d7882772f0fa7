"""A chat that answers while the command line adds: two processes, one library."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.build import add
from index.care.verify import verify
from index.library import open_library
from rag.pipeline import Assistant, answer
from rag.types import Outcome, Question
from tests.conftest import CORPUS

NEW = 200


@pytest.mark.slow
def test_two_hundred_documents_come_in_while_questions_are_answered(tmp_path: Path, models: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(NEW):
        text = f"The lighthouse of Cape {number} was lit again in the night.\n\nKeeper {number} had waited for it."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    data = tmp_path / "data"
    with open_library(data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        add([CORPUS], library)
        assistant = Assistant(library=library, model=None, model_name="none")
        adding = subprocess.Popen(
            [sys.executable, "-m", "index", "add", str(folder)], env=os.environ | {"DOSSIER_DATA": str(data)}
        )
        answered = 0
        while adding.poll() is None:
            given = answer(assistant, Question(text="Who is the first commander of Japan's Joint Operations Command?"))
            assert given.outcome is Outcome.ANSWERED
            assert "Nagumo" in given.text
            answered += 1
        assert adding.returncode == 0
        assert answered >= 3
        assert library.catalog.counts()[0] == 12 + NEW
        assert verify(library).sound
        _, evidence = assistant.retrieve(Question(text="Was the lighthouse of Cape 137 lit again?"))
        assert "Cape 137 " in evidence[0].text
