"""The app as it is installed: the default embedded model, the sample corpus, a browser. Slow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.build import add
from index.library import open_library
from rag.models.embedded.registry import DEFAULT, fetch_model
from tests.conftest import CORPUS
from tests.e2e.running import ask, finished, running_app

pytestmark = [pytest.mark.browser, pytest.mark.llm, pytest.mark.slow, pytest.mark.timeout(900)]

COMMANDER = "Who is the first commander of Japan's Joint Operations Command?"
SLOW_MS = 300_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[str]:
    fetch_model(DEFAULT, models)
    data = tmp_path_factory.mktemp("embedded") / "data"
    with open_library(data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert not add([CORPUS], library).errors
    with running_app(data, DEFAULT, data.parent / "app.log") as address:
        yield address


@pytest.fixture
def chat(browser: Browser, address: str) -> Iterator[Page]:
    expect.set_options(timeout=SLOW_MS)
    context = browser.new_context()
    context.set_default_timeout(SLOW_MS)
    page = context.new_page()
    page.goto(address)
    page.get_by_text("What would you like to know?").wait_for()
    yield page
    context.close()


def test_an_answer_is_cited_and_its_source_says_so(chat: Page) -> None:
    exchange = finished(ask(chat, COMMANDER))
    expect(exchange.locator(".answer")).to_contain_text("Nagumo")
    exchange.locator(".answer .mark").first.click()
    expect(chat.locator(".panel mark.current")).to_contain_text("Nagumo")


def test_what_the_corpus_does_not_say_is_declined(chat: Page) -> None:
    exchange = finished(ask(chat, "How many elephants live in the zoo of Wroclaw?"))
    expect(exchange).to_have_attribute("data-state", "declined")


def test_after_a_stop_the_next_question_is_answered(chat: Page) -> None:
    exchange = ask(chat, "How many U.S. troops does Japan host?")
    exchange.locator(".card:not(.ghost)").first.wait_for()
    exchange.get_by_role("button", name="Stop").click()
    expect(exchange).to_have_attribute("data-state", "stopped")
    expect(finished(ask(chat, COMMANDER)).locator(".answer")).to_contain_text("Nagumo")
