"""A busy server: what a page has drawn must not be lost when a look of the same page comes in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.running import ask, finished, question_box, running_app
from tests.e2e.test_chat import COST

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def busy(data: Path, app: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another server over the library that the app has made."""
    log = tmp_path_factory.mktemp("busy") / "app.log"
    with running_app(data, "none", log, script="tests/e2e/busy_loop.py") as address:
        yield address


@pytest.fixture
def tab(browser: Browser, busy: str) -> Iterator[Page]:
    expect.set_options(timeout=30_000)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(busy)
        yield page


@pytest.mark.slow
def test_the_question_box_is_free_when_the_answer_stands(tab: Page) -> None:
    for _ in range(5):
        finished(ask(tab, COST))
        expect(question_box(tab)).to_be_enabled(timeout=15_000)
        tab.get_by_role("button", name="New conversation").click()
        expect(tab.locator(".root")).to_have_count(0)
