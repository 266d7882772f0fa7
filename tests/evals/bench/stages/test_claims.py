from dataclasses import replace

import pytest

from evals.bench import read
from evals.bench.stages import claims
from tests.evals.bench.conftest import write_set

DEED = "The mill was sold to Ada Brook in 1911."


@pytest.fixture
def asked(options, tmp_path):
    rows = [
        {"id": "1", "claim": "The mill was sold to Ada Brook in 1911.", "evidence": [DEED], "label": "supported"},
        {"id": "2", "claim": "The mill was sold in 1911.", "evidence": ["No.", DEED], "label": "supported"},
        {"id": "3", "claim": "The mill was sold to Ada Brook in 1912.", "evidence": [DEED], "label": "unsupported"},
        {"id": "4", "claim": "Sheep grazed on the northern hills.", "evidence": [DEED], "label": "partial"},
    ]
    return replace(options, folder=write_set(tmp_path / "deeds", claims=rows))


def values(found):
    return {name: metric.estimate.value for name, metric in found.metrics.items()}


def test_every_verifier_gets_the_agreed_figures(asked):
    found = {figures.system: figures for figures in claims.run(asked)}
    assert set(found) == {"dossier", "always", "overlap"}
    assert {"f1", "precision", "recall", "balanced_accuracy"} <= set(found["dossier"].metrics)
    assert found["dossier"].n == 4


def test_dossier_tells_a_changed_year_from_the_true_one(asked):
    dossier, always, _ = (values(found) for found in claims.run(asked))
    assert dossier["f1"] == 1.0
    assert always["balanced_accuracy"] == 0.5
    assert always["f1"] == pytest.approx(2 / 3)


def test_a_verifier_turned_upside_down_falls_below_chance(asked):
    rows = read.claims(asked.folder)
    upside_down = claims.figures("bad", lambda c, e: not claims.SYSTEMS["dossier"](c, e), rows, asked)
    assert values(upside_down)["balanced_accuracy"] == 0.0
