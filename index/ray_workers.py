"""Files read, cut and embedded on the nodes of a Ray cluster; what is made of them is written by who asked for it.

A node needs the packages of requirements.txt and requirements-ray.txt and the embedding model; this package's code and
the bytes of the files come to it. A worker that is killed, or whose node is lost, has written nothing: its file is
asked for again. Ray is told to report nothing to its makers, and imported here alone.
"""

import os
import platform
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

import numpy as np

from index import models
from index.catalog import Catalog
from index.contextual import Prepared, prepare
from index.embed import TokenEmbeddings, Vectors, open_embeddings
from index.errors import DocumentError, IndexingError
from index.fetch import is_verified
from index.library import Library
from index.load import file_bytes
from index.parts import Item
from index.reading import Reader, Source, read_ahead
from index.settings import IndexSettings
from index.types import Document

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # looked at when Ray is imported
try:
    import ray
    from ray import exceptions
except ImportError as error:
    raise IndexingError(
        "--ray", f"it needs a package that is not installed ({error.name})",
        "Run `pip install -r requirements-ray.txt`.",
    ) from error  # fmt: skip

TRIES = 3
"""Workers that may be lost at one file. The third time it is the file's fault more likely than chance."""

AHEAD = 8
"""Files a processor of the cluster that are asked for before their turn: a slow one then holds up few others."""

BYTES = 200_000_000
"""Of files that are asked for at once. What is made of a text takes some 20 times its bytes."""

CHUNKS = 50_000
"""Prepared at most of one file, some 700 MB, which a worker hands over at once; the rest comes unprepared."""

_REACH_SECONDS = 10
_LOOK_SECONDS = 10
"""Between two looks whether there still is a cluster, while an answer is waited for."""
_HEAD_SECONDS = 30
"""Both together less than the minute after which Ray ends the process."""

_PROBE = "Seven ships came to the harbour of Sasebo in the morning."
_SAME = 0.99
"""Cosine of the probe here and on a node from which both have the same model; its exports differ far less."""

_LOST = (
    exceptions.WorkerCrashedError, exceptions.NodeDiedError, exceptions.OutOfMemoryError, exceptions.ObjectLostError,
)  # fmt: skip
_Made = list[Item | Prepared]


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """How all documents are prepared. `probe` is the vector that the model gives for _PROBE here."""

    embedding: str
    chunk_tokens: int
    probe: Vectors


@dataclass(frozen=True, kw_only=True)
class _Call:
    """A file under way. Who takes its `items` waits until they have come."""

    name: str
    size: int
    items: Iterator[Item | Prepared]


def reader(address: str, library: Library) -> Reader:
    """Reads on the cluster at `address`: auto (that of this machine), local (one for as long as it takes), HOST:PORT
    (of which this machine is a node) or ray://HOST:PORT. Raises IndexingError where it cannot."""
    (probe,) = library.embeddings.encode([_PROBE])
    wanted = _Wanted(embedding=library.embeddings.name, chunk_tokens=library.chunk_tokens, probe=probe)

    @contextmanager
    def read(sources: Sequence[tuple[str, Source]]) -> Iterator[Iterator[tuple[str, Iterator[Item | Prepared]]]]:
        with _connected(address):
            # Once: the head is told of it, and a head that is lost would hold that up.
            work = ray.remote(num_cpus=1, max_retries=0, scheduling_strategy="SPREAD")(_work)
            yield _in_order(sources, lambda name, source: _asked(name, source, library.catalog, work, wanted))

    return read


@contextmanager
def _connected(address: str) -> Iterator[None]:
    options: dict[str, Any] = {}
    try:
        if address == "local":
            options = {"include_dashboard": False}
        elif address != "auto":
            host, _, port = address.removeprefix("ray://").rpartition(":")
            socket.create_connection((host, int(port)), timeout=_REACH_SECONDS).close()  # Ray alone tries for minutes
        ray.init(
            address, log_to_driver=False, logging_level="ERROR", **options,
            runtime_env={
                "py_modules": [str(Path(__file__).parent)],
                "excludes": ["**/__pycache__"],
                "env_vars": {"HF_HUB_OFFLINE": "1", "ORT_DISABLE_TELEMETRY": "1"},
            },
        )  # fmt: skip
    except (OSError, ValueError, RuntimeError, SystemExit, exceptions.RayError) as error:
        raise IndexingError(
            f"the Ray cluster {address}", f"it cannot be reached ({' '.join(str(error).split())[:200]})",
            "Start it with `ray start --head`, or say `--ray local` for one on this machine alone.",
        ) from error  # fmt: skip
    try:
        yield
    finally:
        ray.shutdown()


def _in_order(
    sources: Sequence[tuple[str, Source]], asked: Callable[[str, Source], _Call]
) -> Iterator[tuple[str, Iterator[Item | Prepared]]]:
    """Each name with what was made of its source, in order: what comes of two files may depend on which is first."""
    left, calls = deque(sources), deque[_Call]()
    while left or calls:
        with _understood("the Ray cluster"):
            most = AHEAD * _processors()
            while left and (not calls or (len(calls) < most and sum(call.size for call in calls) < BYTES)):
                calls.append(asked(*left.popleft()))
        call = calls.popleft()
        yield call.name, call.items


def _asked(name: str, source: Source, catalog: Catalog, work: Any, wanted: _Wanted) -> _Call:
    try:
        data = file_bytes(source) if isinstance(source, Path) else source
    except DocumentError as error:
        return _Call(name=name, size=0, items=iter([error]))
    # Parts that are here already would be embedded in vain.
    known = {found[1] for path in catalog.parts(name) if (found := catalog.file(path))}
    again = partial(work.remote, name, data, known, wanted)
    size = len(data) if isinstance(data, bytes) else len(data.text)
    return _Call(name=name, size=size, items=_items(name, again(), again))


def _items(name: str, made: Any, again: Callable[[], Any]) -> Iterator[Item | Prepared]:
    """Waits for what `made` refers to, and asks `again` when whoever makes it is lost."""
    lost = ""
    for left in reversed(range(TRIES)):
        with _understood(f"the Ray cluster, at {name}"):
            try:
                while not ray.wait([made], timeout=_LOOK_SECONDS)[0]:
                    _processors()
                answer = ray.get(made)
            except _LOST as error:
                lost = type(error).__name__
                made = again() if left else None
                continue
        if isinstance(answer, IndexingError):
            raise answer
        yield from cast(_Made, answer)
        return
    cause = f"{TRIES} workers that had it were lost, the last one by {lost}"
    yield DocumentError(name, cause, "Add it without --ray, or split it into smaller files.")


@contextmanager
def _understood(subject: str) -> Iterator[None]:
    try:
        yield
    except (exceptions.RayError, ConnectionError) as error:
        raise IndexingError(
            subject, f"it failed ({(str(error).strip() or type(error).__name__).splitlines()[-1][:300]})",
            "Run the same command again to go on. Nodes need what requirements.txt and requirements-ray.txt name.",
        ) from error  # fmt: skip


def _processors() -> int:
    """Of the cluster. Raises IndexingError where it has none, or its head is lost."""
    processors = int(_answered(ray.cluster_resources).get("CPU", 0))
    if processors < 1:
        raise IndexingError("the Ray cluster", "it has no node with a processor to work with", "Start one.")
    return processors


def _answered(ask: Callable[[], dict[str, float]]) -> dict[str, float]:
    """What the head says. For one that is lost Ray waits a minute, then ends the process without a word on how to go
    on: so another thread waits. From outside the cluster the connection breaks at once."""
    if ray.util.client.ray.is_connected():
        return ask()
    answer = Future[dict[str, float]]()

    def wait() -> None:
        try:
            answer.set_result(ask())
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=wait, daemon=True, name="asks the head").start()
    try:
        return answer.result(_HEAD_SECONDS)
    except TimeoutError as error:
        raise IndexingError(
            "the Ray cluster", f"its head has not answered for {_HEAD_SECONDS} s",
            "Run the same command again to go on, with a cluster that runs or without --ray.",
        ) from error  # fmt: skip


def _work(name: str, source: bytes | Document, known: set[str], wanted: _Wanted) -> _Made | IndexingError:
    """On a node: everything that a file holds, documents prepared but for those `known`."""
    try:
        embeddings = _embeddings(wanted.embedding)
        if float(np.dot(embeddings.encode([_PROBE])[0], wanted.probe)) < _SAME:
            raise IndexingError(f"embedding model {wanted.embedding}", "it is another than here", _MODEL)
    except IndexingError as error:
        node = f"{platform.node()} ({ray.util.get_node_ip_address()})"
        return IndexingError(f"{error.subject} on the Ray node {node}", error.cause, error.remedy)
    made: _Made = []
    left = CHUNKS
    with read_ahead([(name, source)]) as files:
        for item in (item for _, items in files for item in items):
            if isinstance(item, Document) and item.id not in known and left > 0:
                made.append(ready := prepare(item, embeddings, wanted.chunk_tokens))
                left -= len(ready.chunks)
            else:
                made.append(item)
    return made


@lru_cache(maxsize=1)
def _embeddings(name: str) -> TokenEmbeddings:
    """Once a worker, from what is on its node: nothing is fetched."""
    folder = IndexSettings(library="").models
    own = folder / models.EMBEDDING_NAME
    if name == models.EMBEDDING_NAME and not (
        (own / "encoder.onnx").exists() and all(is_verified(file, own) for file in models.EMBEDDING_FILES)
    ):
        raise IndexingError(f"embedding model {name}", f"it is not in {folder}", _MODEL)
    return open_embeddings(name, folder, threads=1)  # a worker a processor


_MODEL = "Run `python -m rag.models` there, or say in DOSSIER_MODELS where it is before `ray start`."
