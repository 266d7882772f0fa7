"""A small library, a scripted model, the real app and a real browser; shared by all browser tests."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.build import add
from index.library import open_library
from tests.e2e.running import CHROMIUM, PATIENCE_MS, running_app, running_browser
from tests.scripted import Drop, Hang, Messages, Reply, ScriptedServer
from ui.background.preferences import FILE

PAPERS = {
    "bridge-opens.md": """---
title: Lantern Bay bridge opens
source: Bay Courier
date: 2021-05-04
url: https://example.org/bridge
---

The Lantern Bay bridge opened on 4 May 2021 after three years of work. Mayor Ilse Brandt cut the ribbon at noon.

Building the Lantern Bay bridge cost 48 million crowns. The county paid two thirds of that sum.
""",
    "bridge-closes.md": """---
title: Cracks found <script>window.pwned = 1</script>
source: Coastal <b>Times</b>
date: 2024-03-09
url: "javascript:window.pwned=2"
---

Engineers found cracks in the eastern pier of the Lantern Bay bridge. <img src=x onerror="window.pwned = 3">

Repairs to the eastern pier will cost 7 million crowns. The ferry runs every hour in the meantime.
""",
    "orchard.txt": "The Orchard Festival drew 9,000 visitors to Lantern Bay. Cider was served until midnight.\n",
}


def reply(messages: Messages) -> Reply:
    """What the scripted model says: it finds the passage's number in the prompt, as a model would."""
    prompt = str(messages[-1]["content"])
    question = prompt.rsplit("Question:", 1)[-1]
    if "mayor" in question.lower():
        return Drop(text=f"Mayor Ilse Brandt cut the ribbon at noon [{_passage(prompt, 'ribbon')}]. She then")
    if "festival" in question.lower():
        return Hang()
    if "ferry" in question.lower():
        return Hang(text=f"The ferry runs every hour in the meantime [{_passage(prompt, 'ferry')}]. It also")
    if "repairs" in question.lower():
        planted = '<img src=x onerror="window.pwned=4"> ![pixel](http://127.0.0.1:9/pixel.png) <script>pwned=5</script>'
        return f"Repairs to the eastern pier will cost 7 million crowns [{_passage(prompt, '7 million')}]. {planted}."
    number = _passage(prompt, "48 million")
    return f"Building the Lantern Bay bridge cost 48 million crowns [{number}]. A tunnel opened in 1911 [77]."


def _passage(prompt: str, words: str) -> str:
    """The number of the first passage that holds the words."""
    return next((n for n, text in re.findall(r"^\[(\d+)\] (.*)$", prompt, re.M) if words in text), "1")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is absent")
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def llm() -> Iterator[ScriptedServer]:
    with ScriptedServer(reply, delay=0.05) as server:
        yield server


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the app."""
    return tmp_path_factory.mktemp("browser") / "data"


@pytest.fixture(scope="session")
def app(data: Path, models: Path, llm: ScriptedServer) -> Iterator[str]:
    folder = data.parent
    papers = folder / "papers"
    papers.mkdir()
    for name, text in PAPERS.items():
        (papers / name).write_text(text)
    with open_library(data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert not add([papers], library).errors
    with running_app(data, llm.url, folder / "app.log") as address:
        yield address


@pytest.fixture(autouse=True)
def nothing_chosen(data: Path) -> None:
    """Settings last beyond a session, and no test is to inherit another's."""
    (data / FILE).unlink(missing_ok=True)


@pytest.fixture
def page(browser: Browser, app: str) -> Iterator[Page]:
    """A new session at the chat. A script error in the page fails the test."""
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(app)
    page.get_by_text("What would you like to know?").wait_for()
    yield page
    context.close()
    assert not errors
