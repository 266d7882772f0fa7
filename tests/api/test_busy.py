"""Many at once over the API: each has their own answer, the queue empties, and whoever hangs up leaves their place."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from api.app import http
from api.caller import caller
from api.guard import Entrance
from rag.pipeline import Assistant
from serving.desk import Desk, served
from serving.gate import Gate
from serving.metrics import Metrics
from tests.api.conftest import serving

QUESTIONS = (
    "How many days were Chinese ships near the Senkakus in 2024?",
    "What does Japan pay for the American forces?",
    "What is the boiling point of osmium on the planet Zarkon?",
)


@pytest.fixture
def desk() -> Desk:
    gate = Gate(2, 2, 30)
    return Desk(gate=gate, metrics=Metrics(gate))


@pytest.fixture
def address(extractive: Assistant, desk: Desk) -> Iterator[str]:
    def opened(library: str | None = None) -> Assistant:
        return served(extractive, desk, caller().person, caller().library)

    with serving(http(opened, Entrance(desk=desk))) as found:
        yield found


def test_twenty_at_once_get_their_own_answers(address: str, desk: Desk) -> None:
    with httpx.Client(base_url=address, timeout=120) as client:
        alone = {asked: _said(client.post("/ask", json={"question": asked})) for asked in QUESTIONS}
        assert len(set(alone.values())) == len(QUESTIONS)
        wanted = [QUESTIONS[n % len(QUESTIONS)] for n in range(20)]
        with ThreadPoolExecutor(20) as people:
            replies = list(people.map(lambda asked: client.post("/ask", json={"question": asked}), wanted))
    assert [reply.status_code for reply in replies] == [200] * 20
    assert [_said(reply) for reply in replies] == [alone[asked] for asked in wanted]
    assert (desk.gate.running, desk.gate.waiting) == (0, 0)


def _said(reply: httpx.Response) -> tuple[str, str, str]:
    said = reply.json()
    return said["read_as"], said["text"], " ".join(found["quote"] for found in said["nearest"])


def test_whoever_hangs_up_in_mid_stream_leaves_their_place(address: str, desk: Desk) -> None:
    body = {"stream": True, "messages": [{"role": "user", "content": QUESTIONS[0]}]}
    for _ in range(3):  # more than may be answered at a time
        with httpx.stream("POST", f"{address}/chat/completions", json=body, timeout=60) as reply:
            next(reply.iter_lines())
    deadline = time.monotonic() + 60
    while desk.gate.running and time.monotonic() < deadline:
        time.sleep(0.05)
    assert desk.gate.running == 0
    assert httpx.post(f"{address}/ask", json={"question": QUESTIONS[0]}, timeout=60).status_code == 200


def test_a_full_queue_is_said_and_can_be_tried_again(address: str, desk: Desk) -> None:
    desk.gate.close()
    reply = httpx.post(f"{address}/ask", json={"question": QUESTIONS[0]}, timeout=60)
    assert reply.status_code == 503
    assert reply.json()["error"]["code"] == "BusyError"
    assert reply.headers["Retry-After"]


def test_a_stream_that_waits_says_so_in_comments(address: str, desk: Desk) -> None:
    for ticket in ("a", "b"):
        assert list(desk.gate.wait(ticket, "")) == []
    body = {"stream": True, "messages": [{"role": "user", "content": QUESTIONS[0]}]}
    with httpx.stream("POST", f"{address}/chat/completions", json=body, timeout=60) as reply:
        lines = reply.iter_lines()
        assert any(line == ": waiting, 0 before this one" for line in lines)
        desk.gate.leave("a")
        assert any(line == "data: [DONE]" for line in lines)
    desk.gate.leave("b")
