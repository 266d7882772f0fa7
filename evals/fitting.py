"""What the commands that fit weights share: their options, and the file that holds what they found."""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

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


def balanced_logistic(
    table: NDArray[np.float64], kinds: Sequence[tuple[str, bool]], penalty: float
) -> NDArray[np.float64]:
    """Weights of a logistic regression on the rows of `table`, whose first column is the intercept's.

    `kinds` says of each row its set and whether it is a yes; every kind weighs the same. No weight but the intercept is
    negative.
    """
    counts = Counter(kinds)
    share = np.array([1 / len(counts) / counts[kind] for kind in kinds])
    sign = np.array([1.0 if yes else -1.0 for _, yes in kinds])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (table @ weights)
        penalised = np.concatenate([[0.0], weights[1:]])
        return (
            float(share @ np.logaddexp(0, -margin) + penalty * penalised @ penalised / 2),
            table.T @ (-share * sign / (1 + np.exp(margin))) + penalty * penalised,
        )

    bounds = [(None, None)] + [(0.0, None)] * (table.shape[1] - 1)
    found: NDArray[np.float64] = minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B").x
    return found


def write(path: Path, command: str, names: Sequence[str], weights: NDArray[np.float64]) -> None:
    """The weights by name, with the command that makes them."""
    rounded = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    path.write_text(json.dumps({"fitted_by": command, "weights": rounded}, indent=1) + "\n", encoding="utf-8")
    print(f"\nwritten to {path.name}: {rounded}")
