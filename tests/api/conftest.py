"""A real server on loopback over the sample corpus, answering without a model, and one over a library of its own."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.types import ASGIApp

from api.app import http
from api.guard import Entrance
from index.library import Library
from rag.pipeline import Assistant


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The address of a server that runs the app in a thread."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def assistant(sample: Library) -> Assistant:
    return Assistant(library=sample, model=None, model_name="none")


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with serving(http(lambda: assistant, Entrance())) as found:
        yield found


@pytest.fixture
def served(library: Library) -> Iterator[Callable[[str | None], str]]:
    """Serves the empty library, with a key or without."""
    from contextlib import ExitStack

    own = Assistant(library=library, model=None, model_name="none")
    with ExitStack() as stack:
        yield lambda key: stack.enter_context(serving(http(lambda: own, Entrance(key=key))))
