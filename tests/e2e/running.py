"""The real app in a process of its own, and a browser to look at it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PATIENCE_MS = int(os.environ.get("PATIENCE_MS", 120_000))
"""A slow machine at work on other things is no defect."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running_app(
    data: Path, llm: str, log: Path, script: str = "ui/server.py", options: Sequence[str] = (), **settings: str
) -> Iterator[str]:
    """Starts the app, or another script of the project; gives its address. `settings` are Dossier's, by their names in
    lower case."""
    with running_server(data, llm, log, script, options, **settings) as (_, address):
        yield address


@contextmanager
def running_server(
    data: Path, llm: str, log: Path, script: str = "ui/server.py", options: Sequence[str] = (), **settings: str
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """As `running_app`, with the process."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", *options]
    given = {f"DOSSIER_{name.upper()}": value for name, value in settings.items()}
    environment = os.environ | {"DOSSIER_DATA": str(data), "DOSSIER_LLM": llm} | given
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        _await(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def running_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def question_box(page: Page) -> Locator:
    return page.get_by_test_id("stChatInputTextArea")


def ask(page: Page, question: str) -> Locator:
    """Types a question; gives the place of its answer."""
    before = page.locator(".root").count()
    expect(question_box(page)).to_be_enabled()
    question_box(page).fill(question)
    question_box(page).press("Enter")
    exchange = page.locator(".root").nth(before)
    exchange.wait_for()
    return exchange


def finished(exchange: Locator) -> Locator:
    """The same place, once the answer stands."""
    expect(exchange).to_have_attribute("data-state", re.compile("done|declined|stopped|failed"))
    return exchange


def _await(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the app did not start: {log.read_text(errors='replace')[-2000:]}")
