"""Connections to SQLite end with the threads that opened them."""

import gc
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.engines.sqlite import SqliteEngine


@pytest.mark.skipif(sys.platform != "linux", reason="open files are counted in /proc")
def test_threads_that_ended_leave_no_file_open(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "catalog.sqlite")

    def ask() -> None:
        assert engine.session.execute("SELECT count(*) FROM meta").fetchone() is not None

    def opened() -> int:
        links = [Path("/proc/self/fd") / number for number in os.listdir("/proc/self/fd")]
        return sum(str(tmp_path) in os.readlink(link) for link in links if link.is_symlink())

    gc.collect()
    gc.disable()  # it would tidy up by chance
    try:
        for _ in range(3):
            _in_a_thread(ask)
        before = opened()
        for _ in range(30):
            _in_a_thread(ask)
        assert opened() == before
    finally:
        gc.enable()
        engine.close()
    assert opened() == 0


def _in_a_thread(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
