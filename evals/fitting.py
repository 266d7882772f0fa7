"""What the commands that fit weights share: their options, and the file that holds what they found."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.bench.stage import Options
from rag.settings import Settings


def options(description: str | None, arguments: Sequence[str] | None) -> argparse.Namespace:
    """`folders` of question sets, `limit`, `model`, `cache`, `write`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, help="a sample of N questions of each set")
    parser.add_argument("--model", default="none", help="who is asked, where a fit needs that (default: nobody)")
    parser.add_argument("--cache", type=Path, help="indexes (default: bench in the data folder)")
    parser.add_argument("--write", action="store_true", help="write the weights")
    return parser.parse_args(arguments)


def asking(folder: Path, chosen: argparse.Namespace) -> Options:
    """How a set is opened."""
    settings = Settings(llm=chosen.model)
    cache = (chosen.cache or settings.data / "bench").absolute()
    return Options(folder=folder, settings=settings, cache=cache, limit=chosen.limit)


def write(path: Path, command: str, names: Sequence[str], weights: NDArray[np.float64]) -> None:
    """The weights by name, with the command that makes them."""
    rounded = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    path.write_text(json.dumps({"fitted_by": command, "weights": rounded}, indent=1) + "\n", encoding="utf-8")
    print(f"\nwritten to {path.name}: {rounded}")
