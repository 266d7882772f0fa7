"""What all stages share: their options, and rows asked one by one and kept as they come."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from evals.bench.bed import Bed
from evals.bench.rows import Rows, code_version, digest
from evals.progress import Progress
from rag.settings import Settings

RowT = TypeVar("RowT", bound=BaseModel)
AskedT = TypeVar("AskedT", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Options:
    """`systems` empty means those of the stage. `carrier` is the set whose documents carry planted texts;
    `held_out` asks only what nothing was fitted on (`evals.bench.halves`); `summary_only` keeps and quotes no row.
    `people` are those of the stages load, browsers and drill, `processes` and `pause` (seconds) those of load, `minutes`
    those of load and browsers, `documents` those of drill, `kills`, `places`, `files` and `mutated` those of faults,
    `sizes` (chunks) those of scale."""

    folder: Path
    settings: Settings
    cache: Path
    systems: tuple[str, ...] = ()
    limit: int | None = None
    seed: int = 0
    carrier: Path | None = None
    held_out: bool = False
    summary_only: bool = False
    people: int = 20
    processes: int = 10
    minutes: float | None = None
    pause: float = 0.0
    kills: int = 80
    places: int = 20
    files: tuple[str, ...] = ()
    mutated: int = 200
    sizes: tuple[int, ...] = ()
    documents: int = 300

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


EVIDENCE_SETTINGS = ("evidence_tokens", "evidence_passages")
"""Settings that what is found depends on."""


def asked_each(
    name: str,
    ask: Callable[[AskedT], RowT],
    questions: Iterable[AskedT],
    *,
    depends: Iterable[str],
    settings: Collection[str],
    kind: type[RowT],
    stage: str,
    bed: Bed,
    options: Options,
    models: Iterable[str] = (),
    keep: Callable[[RowT], bool] = lambda _: True,
    watch: Callable[[Sequence[RowT]], None] = lambda _: None,
) -> list[RowT]:
    """What a system of a stage says to each question, in order; asked anew where it is not kept, or anything that it
    hangs on has changed: the files of `depends`, the corpus, the values of `settings`, the names of `models`. `keep`
    and `watch` as for `collect`."""
    version = code_version(depends)
    set_to = bed.settings.model_dump_json(include=set(settings))
    jobs = [
        (digest(name, *models, version, set_to, bed.corpus, row.model_dump_json()), lambda row=row: ask(row))
        for row in questions
    ]
    rows = options.rows(f"{stage}.{name}", kind)
    return collect(jobs, rows, f"{options.bench} {stage} {name}", keep=keep, watch=watch)
