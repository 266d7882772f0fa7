"""A fixed sample of a set: the same seed gives the same rows, and a larger sample holds the smaller one."""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TypeVar

from evals.bench import read
from evals.bench.read import ClaimRow

T = TypeVar("T")


def sample(
    rows: Sequence[T],
    limit: int | None,
    *,
    seed: int,
    identity: Callable[[T], str],
    stratum: Callable[[T], Hashable] = lambda _: None,
) -> list[T]:
    """At most `limit` rows, every stratum with its share, in the order of the set. None takes all.

    A row's place depends on its id and the seed only, so rows added to a set move no other.
    """
    if limit is None or limit >= len(rows):
        return list(rows)
    strata: dict[Hashable, list[int]] = {}
    for position in sorted(range(len(rows)), key=lambda p: _lot(identity(rows[p]), seed)):
        strata.setdefault(stratum(rows[position]), []).append(position)
    # The k-th of n rows of a stratum lies at (k + ½) / n: taking the lowest keeps the shares at every limit.
    queue = sorted(
        ((k + 0.5) / len(positions), _lot(identity(rows[position]), seed), position)
        for positions in strata.values()
        for k, position in enumerate(positions)
    )
    return [rows[position] for _, _, position in sorted(queue[:limit], key=lambda entry: entry[2])]


def sampled_claims(folder: Path, limit: int | None, *, seed: int) -> list[ClaimRow]:
    """Of the labelled claims of a set, every label with its share."""
    return sample(
        read.claims(folder), limit, seed=seed, identity=lambda row: row.id, stratum=lambda row: row.label
    )  # fmt: skip


def _lot(identity: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{identity}".encode()).hexdigest()
