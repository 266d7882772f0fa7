"""A work is killed (SIGKILL) at a random moment, as often as is asked; what each kill leaves of the library."""

import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from evals.errors import BenchError
from evals.faults.scene import Begin, Scene
from evals.faults.works import WORKS, Work
from index.care.verify import verify
from index.errors import IndexingError
from index.library import open_library_of
from index.settings import IndexSettings

START_S = 300
"""Seconds that a process may take until it is at work, and that an undisturbed one may take for it."""


@dataclass(frozen=True, kw_only=True)
class Kill:
    """What one kill left, when what it interrupted was taken back or done again: files whose document is gone, files
    with two documents and documents of no file, and whether the library is not whole. `at_work` is False where the
    work was done before the kill came. `trouble` says what is not whole."""

    after_s: float
    at_work: bool
    lost: int
    doubled: int
    unrepaired: bool
    trouble: str = ""


def killed(name: str, scene: Scene, kills: int, seed: int) -> Iterator[Kill]:
    """Each at a moment within the time that the work takes if it is left alone."""
    work, chance = WORKS[name], random.Random(seed)
    takes = _undisturbed(name, replace(scene, turn=0))
    for turn in range(1, kills + 1):
        now = replace(scene, turn=turn)
        before = now.fill()
        work.prepare(now)
        after = chance.uniform(0, takes)
        at_work = _interrupted(name, now, after)
        kill = look(work, now, before, after_s=after, at_work=at_work)
        yield kill
        if kill.lost or kill.doubled or kill.unrepaired:
            now.clear()


def look(work: Work, scene: Scene, before: Sequence[str], *, after_s: float, at_work: bool) -> Kill:
    """Heals the library as the app or its reader would, and looks through what is there."""
    wanted = set(before) - {str(path) for path in work.may_go(scene)}
    try:
        work.heal(scene)
        found = [_left(settings, wanted) for settings in work.left(scene)]
    except IndexingError as error:
        return Kill(after_s=after_s, at_work=at_work, lost=0, doubled=0, unrepaired=True, trouble=str(error))
    return Kill(
        after_s=after_s,
        at_work=at_work,
        lost=max(lost for lost, _, _ in found),
        doubled=max(doubled for _, doubled, _ in found),
        unrepaired=any(trouble for _, _, trouble in found),
        trouble=" ".join(filter(None, (trouble for _, _, trouble in found))),
    )


def _left(settings: IndexSettings, wanted: set[str]) -> tuple[int, int, str]:
    """Files lost, files and documents doubled, and what is not whole."""
    with open_library_of(settings) as library:
        entries = library.catalog.documents(unfinished=True)
        paths = [path for entry in entries for path in entry.paths]
        compared = verify(library)
        trouble = "" if compared.sound else f"Catalog and Chroma differ: {compared}."
        if bare := [entry.title for entry in entries if not entry.chunks]:
            trouble += f" Without chunks: {', '.join(bare)}."
    doubled = len(paths) - len(set(paths)) + sum(not entry.paths for entry in entries)
    return len(wanted - set(paths)), doubled, trouble


def _undisturbed(name: str, scene: Scene) -> float:
    """Seconds that the work takes."""
    scene.fill()
    WORKS[name].prepare(scene)
    process, _ = _begun(name, scene)
    started = time.monotonic()
    process.join(START_S)
    taken = time.monotonic() - started
    if process.exitcode != 0:
        process.kill()
        raise BenchError(f"{name}: fails without being killed (status {process.exitcode}).", hint="See what it says.")
    WORKS[name].heal(scene)
    return taken


def _interrupted(name: str, scene: Scene, after: float) -> bool:
    """Kills the work so many seconds after it began; whether it was still going on."""
    process, _ = _begun(name, scene)
    time.sleep(after)
    at_work = process.is_alive()
    process.kill()
    process.join()
    return at_work


def _begun(name: str, scene: Scene) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(name, scene, there))
    process.start()
    if not here.poll(START_S):
        process.kill()
        raise BenchError("The process that is to be killed did not start.", hint="Try again on a quieter machine.")
    return process, here


def _work(name: str, scene: Scene, begins: Connection) -> None:
    begin: Begin = lambda: begins.send(True)  # noqa: E731
    WORKS[name].do(scene, begin)
