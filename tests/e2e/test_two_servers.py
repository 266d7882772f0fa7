"""Two app servers on one PostgreSQL and one Chroma server behind nginx: what holds when one of them is killed."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.running import PATIENCE_MS, ask, finished, free_port, running_server
from tests.postgres import Server

_LINES = Path(__file__).parents[2] / "deploy" / "nginx.conf"
_NOTE = "The Lantern Bay bridge cost 48 million crowns to build. It was opened on 4 May 2021.\n"
_PATIENCE_S = 120
_KEY = {"Authorization": "Bearer open-sesame"}


@dataclass(frozen=True, kw_only=True)
class House:
    """`address` is nginx's; `servers` are the apps behind it, at `addresses`."""

    address: str
    servers: list[subprocess.Popen[bytes]]
    addresses: list[str]


@pytest.fixture
def house(tmp_path: Path, postgres: Server, chroma_url: str) -> Iterator[House]:
    nginx = shutil.which("nginx")
    if nginx is None:
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    given = {"database": postgres.url(), "chroma_url": chroma_url, "api_key": "open-sesame", "open_to": "anybody"}
    with ExitStack() as stack:
        started = [
            stack.enter_context(running_server(tmp_path / "data", "none", tmp_path / f"{n}.log", **given))
            for n in (1, 2)
        ]
        port = free_port()
        config = tmp_path / "nginx.conf"
        config.write_text(_config(port, [address for _, address in started], tmp_path))
        proxy = stack.enter_context(subprocess.Popen([nginx, "-c", config, "-g", "daemon off;"]))
        try:
            yield House(
                address=f"http://127.0.0.1:{port}", servers=[p for p, _ in started], addresses=[a for _, a in started]
            )
        finally:
            proxy.send_signal(signal.SIGTERM)


def _config(port: int, addresses: list[str], folder: Path) -> str:
    """The lines that ship, with these ports in the place of theirs."""
    lines = _LINES.read_text().replace("listen 80;", f"listen 127.0.0.1:{port};")
    for shipped, address in zip(("10.0.0.1:8501", "10.0.0.2:8501"), addresses, strict=True):
        assert shipped in lines
        lines = lines.replace(shipped, address.removeprefix("http://"))
    own = f"pid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\n" + ("user root;\n" if os.getuid() == 0 else "")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    return f"{own}events {{}}\nhttp {{\naccess_log off;\n{temporary}{lines}}}\n"


@pytest.mark.parametrize("killed", [0, 1])  # one of them is the one that the requests go to
def test_a_killed_server_is_not_missed(house: House, killed: int) -> None:
    with httpx.Client(base_url=house.address, timeout=_PATIENCE_S, headers=_KEY) as client:
        _until(lambda: client.get("/healthz").status_code == 200)
        _add(client, "bridge.txt", _NOTE)
        for address in (house.address, *house.addresses):  # all know what one of them has added
            assert "48 million" in _answer(address)
        house.servers[killed].kill()
        house.servers[killed].wait()
        for _ in range(3):
            assert "48 million" in _answer(house.address)
        _add(client, "ferry.txt", "The Oster ferry was sold in 2019 for nine crowns.\n")
        listed = client.get("/v1/documents").json()
        assert sorted(document["title"] for document in listed) == ["bridge", "ferry"]


def _add(client: httpx.Client, name: str, text: str) -> None:
    added = client.post("/v1/documents", files={"files": (name, text.encode(), "text/plain")})
    assert added.status_code == 200, added.text


def _answer(address: str) -> str:
    asked = {"question": "How much did the Lantern Bay bridge cost?"}
    reply = httpx.post(f"{address}/v1/ask", json=asked, headers=_KEY, timeout=_PATIENCE_S)
    assert reply.status_code == 200, reply.text
    return reply.text


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if done():
                return
        time.sleep(0.2)
    raise AssertionError("it did not come to pass in time")


@pytest.mark.browser
def test_a_page_goes_on_at_the_other_server(house: House, browser: Browser) -> None:
    with httpx.Client(base_url=house.address, timeout=_PATIENCE_S, headers=_KEY) as client:
        _until(lambda: client.get("/healthz").status_code == 200)
        _add(client, "bridge.txt", _NOTE)
    expect.set_options(timeout=PATIENCE_MS)
    page = browser.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(house.address)
    finished(ask(page, "How much did the Lantern Bay bridge cost?"))
    serving = _serving(house)
    serving.kill()
    serving.wait()
    connecting = page.get_by_text("Connecting")
    expect(connecting.first).to_be_visible()
    expect(connecting).to_have_count(0)
    exchange = ask(page, "When was the Lantern Bay bridge opened?")
    finished(exchange)
    expect(exchange).to_contain_text("4 May 2021")
    expect(page.get_by_role("button", name=re.compile("How much did the Lantern Bay"))).to_have_count(1)
    page.close()


def _serving(house: House) -> subprocess.Popen[bytes]:
    """The server that this machine's requests go to: without it they are not answered."""
    for server in house.servers:
        server.send_signal(signal.SIGSTOP)
        try:
            httpx.get(f"{house.address}/healthz", timeout=2)
        except httpx.TimeoutException:
            return server
        finally:
            server.send_signal(signal.SIGCONT)
    raise AssertionError("no server is missed")
