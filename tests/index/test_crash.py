"""kill -9 while indexing, at random points: a rerun ends where an undisturbed run ends."""

import multiprocessing
import random
import sqlite3
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from index.care.verify import verify
from index.catalog import Catalog
from index.library import open_library
from tests.index.crash import index_folder

KILLS = 10
"""`evals bench --stage faults` makes them by the hundred."""


def documents(folder: Path, version: int) -> None:
    """Forty notes; a third of them differ from version to version, so that replacing is killed as well."""
    folder.mkdir(exist_ok=True)
    for number in range(40):
        edition = version if number % 3 == 0 else 0
        sentences = [f"Ship {number} of edition {edition} came to harbour {line} in the morning." for line in range(60)]
        (folder / f"{number:02}.txt").write_text("\n\n".join(sentences), encoding="utf-8")


def start(data: Path, models: Path, folder: Path) -> BaseProcess:
    """The process, at work. The fork server has imported everything, which else takes most of the time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.index.crash"])
    here, there = context.Pipe()
    child = context.Process(target=index_folder, args=(data, models, folder, there))
    child.start()
    assert here.recv()
    return child


def finish(data: Path, models: Path, folder: Path) -> None:
    child = start(data, models, folder)
    child.join()
    assert child.exitcode == 0


def contents(data: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(data / "catalog.sqlite")
    queries = {
        "documents": "SELECT id, text, title, state FROM documents ORDER BY id",
        "files": "SELECT * FROM files ORDER BY path",
        "chunks": 'SELECT id, document_id, start, "end", embedding FROM chunks ORDER BY id',
        "passages": "SELECT title, text FROM passages ORDER BY text",
    }
    return {name: db.execute(query).fetchall() for name, query in queries.items()}


@pytest.mark.slow
@pytest.mark.timeout(900)  # on a machine that may be busy
def test_a_rerun_after_kills_ends_like_an_undisturbed_run(tmp_path: Path, models: Path) -> None:
    chance = random.Random(11)
    folder, disturbed, calm = tmp_path / "in", tmp_path / "disturbed", tmp_path / "calm"
    killed = 0
    for attempt in range(KILLS):
        documents(folder, version=attempt // 3)
        child = start(disturbed, models, folder)
        time.sleep(chance.uniform(0.0, 1.5))
        killed += child.is_alive()
        child.kill()
        child.join()
    assert killed >= KILLS // 2, "the process was mostly done before it was killed: nothing was tested"
    finish(disturbed, models, folder)
    finish(calm, models, folder)
    assert contents(disturbed) == contents(calm)
    settings = {"models": models, "embedding": "all-MiniLM-L6-v2", "chunk_tokens": 200}
    with open_library(data=disturbed, **settings) as one, open_library(data=calm, **settings) as other:
        assert one.store.ids() == other.store.ids() == Catalog(calm / "catalog.sqlite").chunk_ids()
        assert verify(one).sound
