"""Fitted weights, read once from the file beside the module that uses them."""

import json
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def load(path: Path) -> dict[str, float]:
    """Weight by name. The commands in `evals/fit_*.py` write such files and say in them where the weights come from."""
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return weights
