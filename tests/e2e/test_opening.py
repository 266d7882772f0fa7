"""Pages that are there before the assistant is open: nobody has to click to see what came of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.types import Filters
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import State
from tests.e2e.running import PATIENCE_MS, running_app
from tests.ui.answers import ANSWER

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    expect.set_options(timeout=PATIENCE_MS)
    with browser.new_context() as context:
        yield context.new_page()


def test_a_first_start_that_fails_names_the_remedy(tab: Page, tmp_path: Path) -> None:
    with running_app(tmp_path / "data", "nobody:knows", tmp_path / "app.log") as address:
        tab.goto(address)
        expect(tab.get_by_role("button", name="Try again")).to_be_visible()
        expect(tab.get_by_text("DOSSIER_LLM")).to_be_visible()


def test_a_page_opened_by_link_names_the_model_once_it_is_there(tab: Page, tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "data" / "conversations.sqlite")
    link = conversations.create("Mills")
    exchange = conversations.ask(link, "When did the mill close?", Filters())
    conversations.save(exchange.id, State.DONE, answer=ANSWER)
    with running_app(tmp_path / "data", "none", tmp_path / "app.log") as address:
        tab.goto(f"{address}/?c={link}")
        expect(tab.get_by_text("Starting the model…").first).to_be_visible()
        expect(tab.get_by_text("quotations only, no model · 0 documents")).to_be_visible()
