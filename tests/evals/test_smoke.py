"""Real questions to the real model over the sample corpus: what a user would see break."""

from pathlib import Path

import pytest
import yaml

from evals.__main__ import main
from evals.suites.suite import read_suite
from index.__main__ import main as index
from rag.models.embedded.registry import DEFAULT
from tests.conftest import CORPUS

SUITE = CORPUS.parent / "prompts" / "suites" / "smoke.yaml"
ASKED = ("c06", "c10", "c14", "c50", "c58")
"""Of its ten prompts, which take four minutes; `python -m evals run` asks them all."""


@pytest.mark.slow
@pytest.mark.llm
@pytest.mark.timeout(900)
def test_the_smoke_suite_stays_above_its_thresholds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DOSSIER_LLM", DEFAULT)
    content = yaml.safe_load(SUITE.read_text(encoding="utf-8"))
    content["prompts"] = [prompt for prompt in content["prompts"] if prompt["id"] in ASKED]
    suite = tmp_path / "smoke.yaml"
    suite.write_text(yaml.safe_dump(content), encoding="utf-8")
    assert tuple(prompt.id for prompt in read_suite(suite).prompts) == ASKED
    assert index(["add", str(CORPUS)]) == 0
    assert main(["run", str(suite), "--json", str(tmp_path / "smoke.json")]) == 0


@pytest.mark.parametrize("path", sorted(SUITE.parent.glob("*.yaml")), ids=lambda p: p.stem)
def test_the_suites_that_we_ship_can_be_read(path: Path) -> None:
    assert read_suite(path).prompts


def test_the_main_suite_asks_enough_of_what_it_promises() -> None:
    prompts = read_suite(SUITE.with_name("alliance.yaml")).prompts
    assert len(prompts) >= 40
    assert sum(not p.answerable for p in prompts) >= 12
