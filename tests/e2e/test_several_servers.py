"""Two servers behind nginx with the lines that ship, one of them killed while it is asked. Skipped without nginx."""

import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from playwright.sync_api import Browser, expect

from index.build import add
from index.library import open_library
from tests.e2e.running import PATIENCE_MS, ROOT, ask, running_app
from tests.postgres import Server

pytestmark = pytest.mark.browser

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
QUESTION = "How high is the weir at Tannock?"
SAID = "31 metres"
KEY = "a-key-for-two-servers"


@contextmanager
def nginx(folder: Path, apps: Sequence[str]) -> Iterator[str]:
    """The address of nginx with the lines that ship, in front of the apps."""
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = shipped.replace("listen 80;", f"listen 127.0.0.1:{port};")
    for number, app in enumerate(apps, start=1):
        assert f"10.0.0.{number}:8501" in lines
        lines = lines.replace(f"10.0.0.{number}:8501", app.removeprefix("http://"))
    kept = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ {kept}\n"
        f"log_format who '$upstream_addr'; access_log {folder}/access.log who;\n{lines} }}"
    )
    command = [str(NGINX), "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command)
    try:
        _until_answered(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _until_answered(url: str) -> None:
    for _ in range(100):
        try:
            httpx.get(url)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


def _kill(app: str) -> None:
    port = app.rpartition(":")[2]
    for child in psutil.Process().children():
        if f"--server.port={port}" in child.cmdline():
            child.send_signal(signal.SIGKILL)
            child.wait(20)
            return
    raise AssertionError(f"nothing of ours listens on {port}")


def _answer(client: httpx.Client) -> tuple[int, bool]:
    """The status, and whether the answer is right."""
    response = client.post("/v1/ask", json={"question": QUESTION})
    return response.status_code, SAID in response.text


@pytest.mark.slow
@pytest.mark.skipif(NGINX is None, reason="no nginx is installed")
@pytest.mark.timeout(600)
def test_one_of_two_servers_dies_and_the_other_goes_on(
    tmp_path: Path, models: Path, postgres: Server, chroma_url: str, browser: Browser
) -> None:
    data, database = tmp_path / "data", postgres.url()
    note = tmp_path / "weir.md"
    note.write_text("# The weir at Tannock\n\nThe weir at Tannock is 31 metres high. It was finished in 1961.\n")
    settings = {"embedding": "all-MiniLM-L6-v2", "chunk_tokens": 200}
    with open_library(data=data, models=models, database=database, chroma_url=chroma_url, **settings) as library:
        assert add([note], library).added
    given = {"database": database, "chroma_url": chroma_url, "models": str(models), "api_key": KEY}
    (tmp_path / "nginx").mkdir()
    (tmp_path / "nginx").chmod(0o777)
    tmp_path.chmod(0o755)
    with ExitStack() as stack:
        apps = [
            stack.enter_context(running_app(data, "none", tmp_path / f"{n}.log", **given, open_to="anybody"))
            for n in (1, 2)
        ]
        address = stack.enter_context(nginx(tmp_path / "nginx", apps))

        def client() -> httpx.Client:
            headers = {"Authorization": f"Bearer {KEY}"}
            return stack.enter_context(httpx.Client(base_url=address, headers=headers, timeout=120))

        def served() -> Counter[str]:
            return Counter((tmp_path / "nginx" / "access.log").read_text().split())

        strangers = [client() for _ in range(12)]
        assert [_answer(one) for one in strangers] == [(200, True)] * 12
        assert {app.removeprefix("http://") for app in apps} <= set(served())  # both were asked

        page = stack.enter_context(closing(browser.new_page(base_url=address)))
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        page.goto("/")
        ask(page, QUESTION)
        expect(page.locator(".root").last).to_contain_text(SAID)

        before = served()
        faithful = client()
        (at,) = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "dossier_at"]
        faithful.cookies.set("dossier_at", at)  # at the server of the page
        assert [_answer(faithful) for _ in range(4)] == [(200, True)] * 4
        (its_own,) = {line for line in (served() - before) if line in {a.removeprefix("http://") for a in apps}}

        with ThreadPoolExecutor(8) as threads:
            under_way = [threads.submit(_answer, one) for one in [faithful, *strangers[:7]]]
            _kill(f"http://{its_own}")
            outcomes = [done.result() for done in under_way]
        assert set(outcomes) <= {(200, True), (502, False)}
        assert [_answer(one) for one in (faithful, *strangers)] == [(200, True)] * 13

        later = {"files": ("ferry.txt", b"The Oster ferry was sold in 2019 for nine crowns.\n", "text/plain")}
        assert faithful.post("/v1/documents", files=later).status_code == 200
        assert len(faithful.get("/v1/documents").json()) == 2

        expect(page.get_by_text("Connecting")).to_have_count(0)
        ask(page, "When was it finished?")  # the page has gone on by itself, at the other server
        expect(page.locator(".root").last).to_contain_text("1961")
        expect(page.get_by_text(QUESTION).first).to_be_visible()
