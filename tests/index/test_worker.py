"""Reading in another process: what takes too long or too much is named and left, and nothing hangs."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from index import reading
from index.build import add
from index.errors import DocumentError
from index.library import Library
from index.reading import read_ahead, read_items
from index.types import Document
from index.worker import Worker
from tests.conftest import SHARED
from tests.index import office
from tests.index.samples import FERRY

GO_ON = threading.Event()


def read(worker: Worker, data: bytes, name: str = "a.txt") -> list[object]:
    return list(worker.read(name, data, GO_ON))


def test_a_reader_is_used_again_and_replaced_when_it_was_killed() -> None:
    worker = Worker()
    try:
        assert isinstance(read(worker, FERRY[0].encode())[0], Document)
        process = worker._process
        assert process is not None
        assert isinstance(read(worker, FERRY[1].encode())[0], Document)
        assert worker._process is process
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert isinstance(read(worker, FERRY[2].encode())[0], Document)
    finally:
        worker.stop()


def test_a_file_that_takes_too_long_is_named_and_the_next_is_read() -> None:
    worker = Worker(seconds=1)
    slow = office.packed({"content.xml": b"x"})
    try:
        assert isinstance(read(worker, FERRY[0].encode())[0], Document)
        os.kill(worker._process.pid, signal.SIGSTOP)  # type: ignore[union-attr]
        (error,) = read(worker, slow, "slow.odt")
        assert isinstance(error, DocumentError)
        assert (error.subject, error.cause) == ("slow.odt", "it takes more than 10 s to read")
        assert isinstance(read(worker, FERRY[0].encode())[0], Document)
    finally:
        worker.stop()


def test_what_counts_is_the_processor_not_the_clock() -> None:
    worker = Worker(seconds=2)
    try:
        assert isinstance(read(worker, FERRY[0].encode())[0], Document)
        process = worker._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        threading.Timer(4, os.kill, (process.pid, signal.SIGCONT)).start()  # as on a machine that has no time for it
        assert isinstance(read(worker, FERRY[1].encode())[0], Document)
        (error,) = read(worker, b"Boats came. " * 3_000_000, "endless.txt")
        assert isinstance(error, DocumentError)
        assert error.cause == "it takes more than 2 s of the processor to read"
        assert isinstance(read(worker, FERRY[0].encode())[0], Document)
    finally:
        worker.stop()


def test_a_file_that_takes_too_much_memory_is_named_and_the_next_is_read() -> None:
    worker = Worker(memory=200_000_000)
    large = office.packed({"content.xml": b"<a>" + b"<b>boats</b>" * 6_000_000 + b"</a>"})
    try:
        (error,) = read(worker, large, "large.odt")
        assert isinstance(error, DocumentError)
        assert error.subject == "large.odt"
        assert error.cause == "it takes more than 200 MB of memory to read"
        assert isinstance(read(worker, FERRY[0].encode())[0], Document)
    finally:
        worker.stop()


def test_a_reader_that_is_killed_at_a_file_names_it() -> None:
    worker = Worker()
    try:
        read(worker, FERRY[0].encode())
        process = worker._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        threading.Timer(0.5, process.kill).start()
        (error,) = read(worker, FERRY[0].encode(), "b.txt")
        assert isinstance(error, DocumentError)
        assert "broke off" in error.cause
    finally:
        worker.stop()


def test_who_leaves_early_leaves_no_process_at_work(tmp_path: Path) -> None:
    sources = [(f"{number}.txt", f"Boat {number} came.".encode()) for number in range(50)]
    with read_ahead(sources) as files:
        name, items = next(files)
        assert name == "0.txt"
        assert isinstance(next(items), Document)
    assert not [thread for thread in threading.enumerate() if thread.name == "read"]
    (tmp_path / "a.txt").write_text(FERRY[0])
    (item,) = read_items(tmp_path / "a.txt")
    assert isinstance(item, Document)


def test_readers_in_many_threads_do_not_mix_up_what_they_read() -> None:
    def work(number: int) -> None:
        sources = [(f"{number}-{n}.txt", f"Boat {number}-{n} came.".encode()) for n in range(20)]
        with read_ahead(sources) as files:
            found[number] = [item.text for _, items in files for item in items if isinstance(item, Document)]

    found: dict[int, list[str]] = {}
    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: [f"Boat {number}-{n} came." for n in range(20)] for number in range(3)}
    assert len(reading._idle) <= 1


@pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason="the shared cases are not here")
def test_small_files_that_ask_for_endless_work_stop_no_neighbour(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = next((SHARED / "cases").glob("rel-04-*"))
    monkeypatch.setattr(reading, "Worker", lambda: Worker(seconds=6))
    idle: list[Worker] = []
    monkeypatch.setattr(reading, "_idle", idle)
    start = time.monotonic()
    report = add([folder], library)
    for worker in idle:
        worker.stop()
    assert time.monotonic() - start < 120
    names = {Path(error.subject).name for error in report.errors} | {Path(path).name for path in report.added}
    assert names >= {"flate.pdf", "forms.pdf", "neighbour.txt"}
    assert str(folder / "neighbour.txt") in report.added
