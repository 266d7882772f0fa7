"""The table of settings in docs/serving.md is that of the code."""

from pathlib import Path

import pytest

from index.settings import IndexSettings
from serving.settings import ServingSettings

_TEXT = (Path(__file__).parents[2] / "docs" / "serving.md").read_text(encoding="utf-8")
_OWN = [name for name in ServingSettings.model_fields if name not in IndexSettings.model_fields]


@pytest.mark.parametrize("name", _OWN)
def test_every_setting_stands_there_with_what_it_means(name: str) -> None:
    (row,) = [line for line in _TEXT.splitlines() if line.startswith(f"| `DOSSIER_{name.upper()}` |")]
    assert str(ServingSettings.model_fields[name].description) in row


def test_no_setting_stands_there_that_there_is_not() -> None:
    rows = [line.split("`")[1] for line in _TEXT.splitlines() if line.startswith("| `DOSSIER_")]
    assert set(rows) == {f"DOSSIER_{name.upper()}" for name in (*_OWN, "data", "library")}
