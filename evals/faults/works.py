"""The kinds of work that are killed: what stands before, the work itself, and what a person or the app does after."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from evals.faults import moves
from evals.faults.scene import Begin, Scene, repaired
from index import server
from index.build import add, edit, remove
from index.care.verify import rebuild
from index.commit import recover
from index.library import CATALOG, Library
from index.settings import IndexSettings


@dataclass(frozen=True, kw_only=True)
class Work:
    """`heal` is what happens next time: the app opens the library, or the person repeats what was interrupted. All the
    libraries that there are then, of which each has to hold everything, are those of `left`. `may_go` are files that
    the work takes out."""

    do: Callable[[Scene, Begin], None]
    prepare: Callable[[Scene], None] = lambda scene: None
    heal: Callable[[Scene], None] = lambda scene: _opened(scene)
    left: Callable[[Scene], Sequence[IndexSettings]] = lambda scene: [scene.own]
    may_go: Callable[[Scene], Sequence[Path]] = lambda scene: []


def _opened(scene: Scene) -> None:
    with scene.library() as library:
        recover(library)


def _in_library(work: Callable[[Scene, Library], object]) -> Callable[[Scene, Begin], None]:
    def do(scene: Scene, begin: Begin) -> None:
        with scene.library() as library:
            begin()
            work(scene, library)

    return do


def _more(scene: Scene) -> None:
    for path in scene.third():
        text = f"{path.read_text('utf-8')}\n\nIn turn {scene.turn}."
        path.with_stem(f"{path.stem}-{scene.turn}").write_text(text, "utf-8")


def _others(scene: Scene) -> None:
    for path in scene.third():
        path.write_text(f"{path.read_text('utf-8')}\n\nEdition {scene.turn}.", "utf-8")


def _edit(scene: Scene, library: Library) -> None:
    files = library.catalog.files()
    for document_id in [files[str(path)][1] for path in scene.third()]:
        entry = library.catalog.document(document_id)
        assert entry is not None
        edit(document_id, library, title=f"{entry.title.split(' (')[0]} ({scene.turn})")


def _without_vectors(scene: Scene) -> None:
    server.put_aside(scene.own.data, "gone")
    shutil.rmtree(scene.own.data / "gone", ignore_errors=True)
    (scene.own.data / "chroma").mkdir()
    (scene.own.data / "chroma" / "chroma.sqlite3").write_bytes(os.urandom(20_000))


def _without_a_page(scene: Scene) -> None:
    """One that holds nothing but what can be made anew."""
    file = scene.own.data / CATALOG
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'chunks'").fetchone()
    with file.open("r+b") as pages:
        pages.seek((root - 1) * size)
        pages.write(os.urandom(size))


def _repair(scene: Scene, begin: Begin) -> None:
    begin()
    repaired(scene.own)


def _repaired(scene: Scene) -> None:
    repaired(scene.own)
    for aside in scene.own.data.glob("*.damaged-*"):
        shutil.rmtree(aside) if aside.is_dir() else aside.unlink()


WORKS: Mapping[str, Work] = {
    "add": Work(prepare=_more, do=_in_library(lambda scene, library: add([scene.folder], library))),
    "replace": Work(prepare=_others, do=_in_library(lambda scene, library: add([scene.folder], library))),
    "remove": Work(
        do=_in_library(lambda scene, library: remove(map(str, scene.third()), library)),
        may_go=lambda scene: scene.third(),
    ),
    "edit": Work(do=_in_library(_edit)),
    "rebuild": Work(do=_in_library(lambda _, library: rebuild(library))),
    "repair vectors": Work(prepare=_without_vectors, do=_repair, heal=_repaired),
    "repair catalog": Work(prepare=_without_a_page, do=_repair, heal=_repaired),
    "move": Work(prepare=moves.prepare, do=moves.do, heal=moves.heal, left=moves.left),
}
"""By name."""
