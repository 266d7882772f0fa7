"""What all stages share: their options, and rows asked one by one and kept as they come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from evals.bench.rows import Rows
from evals.progress import Progress
from rag.settings import Settings

RowT = TypeVar("RowT", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Options:
    """`systems` empty means those of the stage. `carrier` is the set whose documents carry planted texts;
    `held_out` asks only what nothing was fitted on (`evals.bench.halves`); `summary_only` keeps and quotes no row."""

    folder: Path
    settings: Settings
    cache: Path
    systems: tuple[str, ...] = ()
    limit: int | None = None
    seed: int = 0
    carrier: Path | None = None
    held_out: bool = False
    summary_only: bool = False

    @property
    def bench(self) -> str:
        return self.folder.resolve().name

    def rows(self, name: str, kind: type[RowT]) -> Rows[RowT]:
        """The rows that earlier runs kept under that name."""
        return Rows(None if self.summary_only else self.cache / "rows" / f"{self.bench}.{name}.jsonl", kind)


def collect(
    jobs: Sequence[tuple[str, Callable[[], RowT]]],
    rows: Rows[RowT],
    label: str,
    keep: Callable[[RowT], bool] = lambda _: True,
    watch: Callable[[Sequence[RowT]], None] = lambda _: None,
) -> list[RowT]:
    """The row of every (key, ask) pair, in order. Only what `keep` accepts is kept; `watch` may raise to stop."""
    progress = Progress(label, len(jobs))
    result: list[RowT] = []
    for key, ask in jobs:
        known = rows.get(key)
        row = known or ask()
        if known is None and keep(row):
            rows.put(key, row)
        result.append(row)
        progress.step(cached=known is not None)
        watch(result)
    return result
