"""The faults stage: what is left of a library whose process is killed (SIGKILL) at a random moment of its work.

A system is a kind of work: adding files, replacing them, removing them, correcting an origin, rebuilding Chroma. After
each kill the library is opened as the app opens it, and looked through: is any document lost that was not being
removed, does any stand twice, do catalog and Chroma agree once `recover` has run? `--limit` is the number of kills of
each kind. Needs no LLM; takes some seconds a kill.
"""

import multiprocessing
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.bench import read
from evals.bench.figures import Figures, Metric
from evals.bench.stage import Options
from evals.errors import BenchError
from evals.progress import Progress
from index.build import add, edit, remove
from index.care.verify import rebuild, verify
from index.commit import recover
from index.library import Library, open_library
from rag.settings import Settings

KILLS = 20
"""Of each kind of work, without --limit."""
DOCUMENTS = 24
"""Files that the library has before; each kind of work takes a third of them."""
LONGEST = 4_000
"""Characters of a file: its work has to be as long as a kill takes to come."""
LATEST_S = 1.2
"""Seconds after which the kill has come at the latest."""
START_S = 300
"""Seconds that a process may take until it is at work."""


@dataclass(frozen=True, kw_only=True)
class Kill:
    """What one kill left: files whose document is gone, files with two documents and documents of no file, and whether
    catalog and Chroma agree. `at_work` is False where the work was done before it came."""

    at_work: bool
    lost: int
    doubled: int
    unrepaired: bool


def _add(library: Library, folder: Path, turn: int) -> None:
    add([folder], library)


def _remove(library: Library, folder: Path, turn: int) -> None:
    remove([str(path) for path in _third(folder, turn)], library)


def _edit(library: Library, folder: Path, turn: int) -> None:
    for entry in library.catalog.documents():
        edit(entry.id, library, title=f"{entry.title.split(' (')[0]} ({turn})")


def _rebuild(library: Library, folder: Path, turn: int) -> None:
    rebuild(library)


def _more(folder: Path, turn: int) -> None:
    for path in _third(folder, turn):
        path.with_stem(f"{path.stem}-{turn}").write_text(f"{path.read_text('utf-8')}\n\nIn turn {turn}.", "utf-8")


def _others(folder: Path, turn: int) -> None:
    for path in _third(folder, turn):
        path.write_text(f"{path.read_text('utf-8')[:LONGEST]}\n\nEdition {turn}.", "utf-8")


def _none(folder: Path, turn: int) -> None:
    pass


_WORKS: Mapping[str, tuple[Callable[[Path, int], None], Callable[[Library, Path, int], None]]] = {
    "add": (_more, _add),
    "replace": (_others, _add),
    "remove": (_none, _remove),
    "edit": (_none, _edit),
    "rebuild": (_none, _rebuild),
}
"""What happens to the files before, and the work that is killed."""

SYSTEMS = tuple(_WORKS)


def run(options: Options) -> Iterator[Figures]:
    """One kind of work after the other, each on a library of its own."""
    texts = [row.text[:LONGEST] for row, _ in zip(read.corpus(options.folder), range(DOCUMENTS), strict=False)]
    if len(texts) < 3:
        raise BenchError(f"{options.folder}: has fewer than three documents.", hint="Name a larger set.")
    for name in options.systems or SYSTEMS:
        with TemporaryDirectory() as place:
            yield _figures(name, list(_killed(name, texts, Path(place), options)), options)


def _killed(name: str, texts: Sequence[str], place: Path, options: Options) -> Iterator[Kill]:
    folder, data = place / "in", place / "data"
    folder.mkdir()
    chance = random.Random(options.seed)
    kills = options.limit or KILLS
    progress = Progress(f"{options.bench} faults {name}", kills)
    for turn in range(kills):
        for path in folder.glob("*-*.txt"):
            path.unlink()  # what the turn before added
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(f"Text {number}.\n\n{text}", "utf-8")
        with _library(options.settings, data) as library:
            add([folder], library)
            before = [path for entry in library.catalog.documents() for path in entry.paths]
        _WORKS[name][0](folder, turn)
        at_work = _interrupted(name, data, folder, turn, options.settings, chance.uniform(0, LATEST_S))
        with _library(options.settings, data) as library:
            recover(library)
            yield _left(library, before, folder, turn, at_work=at_work, removing=name == "remove")
        progress.step()


def _interrupted(name: str, data: Path, folder: Path, turn: int, settings: Settings, after: float) -> bool:
    """Kills the work so many seconds after it began; whether it was still going on."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(name, data, folder, turn, settings, there))
    process.start()
    if not here.poll(START_S):
        raise BenchError("The process that is to be killed did not start.", hint="Try again on a quieter machine.")
    time.sleep(after)
    at_work = process.is_alive()
    process.kill()
    process.join()
    return at_work


def _work(name: str, data: Path, folder: Path, turn: int, settings: Settings, begins: Connection) -> None:
    with _library(settings, data) as library:
        begins.send(True)
        _WORKS[name][1](library, folder, turn)


def _left(library: Library, before: Sequence[str], folder: Path, turn: int, *, at_work: bool, removing: bool) -> Kill:
    entries = library.catalog.documents(unfinished=True)
    paths = [path for entry in entries for path in entry.paths]
    may_go = {str(path) for path in _third(folder, turn)} if removing else set()
    return Kill(
        at_work=at_work,
        lost=len(set(before) - set(paths) - may_go),
        doubled=len(paths) - len(set(paths)) + sum(not entry.paths for entry in entries),
        unrepaired=not verify(library).sound,
    )


def _figures(name: str, kills: Sequence[Kill], options: Options) -> Figures:
    return Figures(
        bench=options.bench,
        stage="faults",
        system=name,
        n=len(kills),
        metrics={
            "at_work": Metric(scores=[float(k.at_work) for k in kills]),
            "lost": Metric(scores=[float(k.lost) for k in kills]),
            "doubled": Metric(scores=[float(k.doubled) for k in kills]),
            "unrepaired": Metric(scores=[float(k.unrepaired) for k in kills]),
        },
        notes=(f"{sum(k.at_work for k in kills)} of {len(kills)} kills came while the work went on",),
        details=[{"turn": n} for n, _ in enumerate(kills)],
    )


def _third(folder: Path, turn: int) -> list[Path]:
    """Every third of the files that were there first, another third each turn."""
    return sorted(path for path in folder.glob("*.txt") if "-" not in path.stem)[turn % 3 :: 3]


def _library(settings: Settings, data: Path) -> AbstractContextManager[Library]:
    return open_library(
        data=data, models=settings.models, embedding=settings.embedding, chunk_tokens=settings.chunk_tokens
    )
