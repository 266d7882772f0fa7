"""Files are read in another process, with limits of time and memory, ahead of whoever takes their documents.

A file that asks for more than a file may is named and left, and its reader is replaced. One reader is enough: what
takes the time of an addition is to embed. A process keeps its reader for a while; an idle one ends by itself.
"""

import atexit
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from queue import Full, Queue

from index.contextual import Prepared
from index.parts import Item
from index.types import Document
from index.worker import Worker

Source = Path | bytes | Document
"""A file, an upload's bytes, or a document that was read already."""

Reader = Callable[
    [Sequence[tuple[str, Source]]], AbstractContextManager[Iterator[tuple[str, Iterator[Item | Prepared]]]]
]
"""Gives each name with the items of its source, in order. All items of one have to be taken before the next."""

AHEAD = 8
"""Documents that are read before anybody takes them."""

_LOOK = 0.2
"""Seconds between two looks whether anybody still wants what is read."""

_Message = tuple[int, Item | None] | BaseException

_idle: list[Worker] = []
_lock = threading.Lock()


@contextmanager
def read_ahead(sources: Sequence[tuple[str, Source]]) -> Iterator[Iterator[tuple[str, Iterator[Item]]]]:
    """The Reader that works on this machine, and leaves it to the taker to prepare the documents."""
    queue: Queue[_Message] = Queue(AHEAD)
    stop = threading.Event()
    thread = threading.Thread(target=_feed, args=(sources, queue, stop), daemon=True, name="read")
    thread.start()
    try:
        yield ((name, _taken(queue)) for name, _ in sources)
    finally:
        stop.set()
        thread.join()


def read_items(path: Path) -> list[Item]:
    """Everything that one file holds."""
    with read_ahead([(str(path), path)]) as files:
        return [item for _, items in files for item in items]


def _taken(queue: "Queue[_Message]") -> Iterator[Item]:
    while True:
        message = queue.get()
        if isinstance(message, BaseException):
            raise message
        if message[1] is None:
            return
        yield message[1]


def _feed(sources: Sequence[tuple[str, Source]], queue: "Queue[_Message]", stop: threading.Event) -> None:
    def put(message: _Message) -> bool:
        while not stop.is_set():
            with suppress(Full):
                queue.put(message, timeout=_LOOK)
                return True
        return False

    try:
        with _borrowed() as worker:
            for number, (name, source) in enumerate(sources):
                with closing(_items(name, source, worker, stop)) as items:
                    if not all(put((number, item)) for item in items) or not put((number, None)):
                        return
    except BaseException as error:
        put(error)


def _items(name: str, source: Source, worker: Worker, stop: threading.Event) -> Generator[Item]:
    if isinstance(source, Document):
        yield source
    else:
        yield from worker.read(name, source, stop)


@contextmanager
def _borrowed() -> Iterator[Worker]:
    with _lock:
        worker = _idle.pop() if _idle else Worker()
    try:
        yield worker
    except BaseException:
        worker.stop()
        raise
    with _lock:
        if _idle:
            worker.stop()
        else:
            _idle.append(worker)


@atexit.register
def _stop() -> None:
    with _lock:
        while _idle:
            _idle.pop().stop()
