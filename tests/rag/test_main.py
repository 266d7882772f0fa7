"""The command line: exit status and what it says."""

from pathlib import Path

import pytest

from index.build import add
from index.library import open_library
from rag.__main__ import main
from rag.settings import Settings
from tests.scripted import ScriptedServer

PAPERS = {
    "old.md": "---\ndate: 2021-05-04\n---\n\nThe Lantern Bay bridge cost 48 million crowns to build.\n",
    "new.md": "---\ndate: 2021-05-09\n---\n\nThe Lantern Bay bridge cost 51 million crowns to build.\n",
}
COST = "How much did the Lantern Bay bridge cost to build?"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DOSSIER_MODELS", str(models))
    for name, text in PAPERS.items():
        (tmp_path / name).write_text(text)
    settings = Settings()
    with open_library(
        data=settings.data, models=models, embedding=settings.embedding, chunk_tokens=settings.chunk_tokens
    ) as library:
        add([tmp_path / name for name in PAPERS], library)


def test_an_answer_has_footnotes_and_both_sides_of_a_disagreement(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([COST, "--model", "none"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "(unknown source, 2021-05-04) “The Lantern Bay bridge cost 48 million crowns to build.”" in said
    assert "48 million" in said.split("The sources differ: ")[1]
    assert "51 million" in said.split("The sources differ: ")[1]


def test_struck_sentences_are_not_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_UNSUPPORTED", "strike")
    with ScriptedServer(["The Lantern Bay bridge cost 48 million crowns to build [1]. A whale swam by [1]."]) as server:
        assert main([COST, "--model", server.url]) == 0
    assert "whale" not in capsys.readouterr().out


def test_what_is_declined_is_1_and_what_cannot_be_set_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["How many giraffes live in Ouagadougou?", "--model", "none"]) == 1
    assert main([COST, "--model", "gpt-none"]) == 2
    assert "'gpt-none' names no model" in " ".join(capsys.readouterr().err.split())


def test_a_file_of_weights_that_is_bad_costs_no_answer_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "half.gguf"
    bad.write_bytes(b"GGUF")
    assert main([COST, "--model", str(bad)]) == 0
    said = capsys.readouterr()
    assert "48 million" in said.out
    assert "half.gguf is damaged or was not copied to its end" in " ".join(said.err.split())
