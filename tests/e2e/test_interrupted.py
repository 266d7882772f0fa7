"""What comes between a page and its server: a browser that sleeps, and another tab on the same conversation."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rag.conversation.conversations import Conversations
from rag.conversation.exchange import State
from tests.e2e.running import PATIENCE_MS, ask, finished, question_box
from tests.e2e.test_chat import COST

pytestmark = pytest.mark.browser

_SLEEPER = """
const Real = window.WebSocket, open = new Set()
window.WebSocket = class extends Real {
  constructor(url, protocols) { super(window.asleep ? "ws://127.0.0.1:9/" : url, protocols); open.add(this) }
}
window.sleep = () => { window.asleep = true; for (const socket of open) socket.close() }
window.wake = () => { window.asleep = false }
"""


@pytest.fixture
def sleeper(browser: Browser, app: str) -> Iterator[Page]:
    """A page whose connection breaks off, and is not made again, between `sleep()` and `wake()`."""
    expect.set_options(timeout=PATIENCE_MS)
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(_SLEEPER)
        page = context.new_page()
        page.goto(app)
        page.get_by_text("What would you like to know?").wait_for()
        yield page


def test_a_browser_that_slept_through_its_answer_shows_it_when_it_wakes(sleeper: Page, data: Path) -> None:
    exchange = ask(sleeper, COST)
    expect(sleeper).to_have_url(re.compile("c="))
    sleeper.evaluate("sleep()")
    conversations = Conversations(data / "conversations.sqlite")
    (newest, *_) = conversations.list()
    while (kept := conversations.get(newest.id)) is None or kept.exchanges[-1].state is State.ANSWERING:
        sleeper.wait_for_timeout(200)
    sleeper.wait_for_timeout(3000)  # some attempts to connect fail
    sleeper.evaluate("wake()")
    expect(finished(exchange).locator(".answer")).to_contain_text("48 million crowns")
    expect(sleeper.locator(".root")).to_have_count(1)
    finished(ask(sleeper, "What will repairs to the eastern pier cost?"))
    expect(sleeper.locator(".root")).to_have_count(2)


def test_two_tabs_on_one_conversation_lose_nothing_of_each_other(page: Page) -> None:
    finished(ask(page, COST))
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".root")).to_have_count(1)
    finished(ask(other, "What will repairs to the eastern pier cost?"))
    question_box(page).fill("How much did the county pay for the bridge?")
    question_box(page).press("Enter")
    expect(page.locator(".root")).to_have_count(3)
    finished(page.locator(".root").nth(2))
    other.reload()
    expect(other.locator(".root")).to_have_count(3)
