"""axe-core finds nothing on any page, in the states in which they are most used, light and dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import violations
from tests.e2e.running import PATIENCE_MS, ask, finished
from tests.e2e.test_chat import COST
from tests.e2e.test_library import choose

pytestmark = pytest.mark.browser


def _states(page: Page) -> Iterator[str]:
    yield from violations(page, "start")
    exchange = finished(ask(page, COST))
    yield from violations(page, "answer")
    exchange.locator(".answer .mark").first.click()
    page.locator(".panel mark.current").wait_for()
    yield from violations(page, "source")
    page.keyboard.press("Escape")
    exchange.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("dialog").wait_for()
    yield from violations(page, "pinning")
    page.get_by_role("button", name="Pin the whole answer").click()
    page.get_by_role("dialog").wait_for(state="detached")
    for name in ("Filters", "Settings"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_test_id("stPopoverBody").wait_for()
        yield from violations(page, name.lower())
        page.keyboard.press("Escape")
    for name, heading in (("Notebook", "Notebook"), ("Check a text", "Check a text"), ("Evaluate", "Evaluate")):
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=heading).first.wait_for()
        yield from violations(page, name.lower())
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    choose(page, "bridge-opens")
    yield from violations(page, "library")
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    yield from violations(page, "editing")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, app: str, scheme: str) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(app)
    page.get_by_text("What would you like to know?").wait_for()
    found = list(_states(page))
    context.close()
    assert not found, "\n".join(dict.fromkeys(found))
