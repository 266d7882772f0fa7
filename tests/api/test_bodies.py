"""Bodies that end too soon or are none, and clients that leave: nothing is kept of them, and the next is answered."""

import socket
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from api.app import http
from api.caller import caller
from api.guard import Entrance
from index.library import Library
from rag.pipeline import Assistant
from serving.desk import Desk, served
from serving.gate import Gate
from serving.metrics import Metrics
from tests.api.conftest import serving

QUESTION = "How much did the Lantern Bay bridge cost?"
BOUNDARY = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nThe mill closed'


@pytest.fixture
def desk() -> Desk:
    gate = Gate(1, 1, 30)
    return Desk(gate=gate, metrics=Metrics(gate))


@pytest.fixture
def address(library: Library, desk: Desk) -> Iterator[str]:
    own = Assistant(library=library, model=None, model_name="none")

    def opened(name: str | None = None) -> Assistant:
        return served(own, desk, caller().person, caller().library)

    with serving(http(opened, Entrance(desk=desk))) as found:
        yield found


def _sent(address: str, path: str, head: str, body: bytes) -> bytes:
    """What is said to a request of which no more is sent."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: {place.netloc}\r\n{head}\r\n\r\n".encode() + body)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(65536)


@pytest.mark.parametrize(
    ("path", "head", "body"),
    [
        ("/ask", "Content-Type: application/json\r\nContent-Length: 1000", b'{"question": "Who'),
        ("/chat/completions", "Content-Type: application/json\r\nTransfer-Encoding: chunked", b'5\r\n{"mod\r\n'),
        ("/chat/completions", "Content-Type: application/json\r\nTransfer-Encoding: chunked", b"zz\r\n"),
        ("/documents", "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5000", BOUNDARY),
    ],
)  # fmt: skip
def test_a_body_that_breaks_off_does_nothing(
    address: str, library: Library, desk: Desk, path: str, head: str, body: bytes
) -> None:
    said = _sent(address, path, head, body)
    assert not said.startswith(b"HTTP/1.1 2")
    assert library.catalog.documents(unfinished=True) == []
    assert (desk.gate.running, desk.gate.waiting) == (0, 0)
    assert httpx.get(f"{address}/documents", timeout=60).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"question"', b"\xff\xfe", b"[" * 100_000, b'{"question": 5}', b'{"question": "x", "more": 1}'],
)
def test_a_body_that_is_none_is_told(address: str, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    for path in ("/ask", "/chat/completions", "/responses"):
        reply = httpx.post(f"{address}{path}", content=body, headers=headers, timeout=60)
        assert reply.status_code in (400, 422)
        assert reply.json()["error"]["message"]


def test_who_leaves_the_queue_of_a_stream_leaves_it_empty(address: str, desk: Desk) -> None:
    assert list(desk.gate.wait("before", "")) == []  # somebody's long question
    body = {"stream": True, "messages": [{"role": "user", "content": QUESTION}]}
    with httpx.stream("POST", f"{address}/chat/completions", json=body, timeout=60) as reply:
        assert any(line.startswith(": waiting") for line in reply.iter_lines())
    _await(lambda: not desk.gate.waiting)
    desk.gate.leave("before")


@pytest.mark.parametrize(("path", "name"), [("/ask", "question"), ("/responses", "input")])
def test_who_leaves_before_a_whole_answer_holds_nobody_up(address: str, desk: Desk, path: str, name: str) -> None:
    assert list(desk.gate.wait("before", "")) == []
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{address}{path}", json={name: QUESTION}, timeout=httpx.Timeout(60, read=0.5))
    desk.gate.leave("before")  # nothing is sent before the end, so that it is made all the same; then its place is free
    _await(lambda: not desk.gate.waiting and not desk.gate.running)


def _await(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)
