"""The weights are fitted from files of judged claims, and told how they do on claims left out."""

import json
from pathlib import Path

import pytest

from evals.fit_support import PENALTY, fit, main, read
from rag.verification.features import NAMES

PLACES = ("Lund", "Oslo", "Turku", "Malmo", "Bergen", "Odense", "Visby", "Kalmar", "Skagen", "Narvik")


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    path = tmp_path / "made_up" / "claims.jsonl"
    path.parent.mkdir()
    rows = [
        {"claim": f"The ferry to {place} sank.", "evidence": [f"Near {place if told else 'home'} a ferry sank."],
         "label": "supported" if told else "unsupported"}
        for place in PLACES for told in (True, False)
    ]  # fmt: skip
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_figures_are_printed_for_each_file(claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(claims)])
    printed = capsys.readouterr().out
    assert "made_up: 20 claims, 10 supported" in printed
    assert "balanced accuracy" in printed


def test_no_weight_turns_against_the_meaning_of_its_figure(claims: Path) -> None:
    weights = fit(read(claims))
    assert len(weights) == 1 + len(NAMES)
    assert PENALTY > 0
    assert all(weight >= 0 for weight in weights[1:])
    assert weights[1 + NAMES.index("names")] > 0
