"""axe-core finds nothing on any page, in the states in which they are most used, light and dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import violations
from tests.e2e.running import PATIENCE_MS, ask, finished
from tests.e2e.test_chat import COST
from tests.e2e.test_checking import DRAFT
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


def _rarer_states(page: Page) -> Iterator[str]:
    timeline = finished(ask(page, "Timeline of the Lantern Bay bridge"))
    yield from violations(page, "briefing")
    timeline.locator(".rows .mark").first.click()
    page.locator(".panel mark.current").wait_for()
    yield from violations(page, "source of a row")
    page.keyboard.press("Escape")
    declined = finished(ask(page, "Which vaccine did Professor Quillfeather patent?"))
    expect(declined).to_have_attribute("data-state", "declined")
    yield from violations(page, "declined")
    declined.get_by_role("button", name="Bad answer").click()
    page.get_by_role("dialog", name="What was wrong?").wait_for()
    yield from violations(page, "rating")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.locator('[class*="st-key-row-"] button').nth(1).click()
    page.get_by_test_id("stPopoverBody").wait_for()
    page.mouse.move(640, 10)  # Streamlit's tooltip, which the pointer calls, stands in no landmark
    yield from violations(page, "menu of a conversation")
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog", name="Delete this conversation?").wait_for()
    yield from violations(page, "deleting")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("link", name="Check a text").click()
    page.get_by_role("textbox", name="Your text").fill(DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("button", name="JSON").wait_for()
    page.get_by_role("button", name="Building it cost 58 million crowns.").click()
    yield from violations(page, "a checked text")
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    for tab in page.get_by_role("tab").all():
        tab.click()
        yield from violations(page, f"library: {tab.inner_text()}")
    page.get_by_role("textbox", name="Find documents").fill("visitors drew")
    page.keyboard.press("Enter")
    page.locator(".hit mark").first.wait_for()
    yield from violations(page, "hits")
    choose(page, "bridge-closes")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("dialog").wait_for()
    yield from violations(page, "preview")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove 1 document").wait_for()
    yield from violations(page, "removing")


def test_axe_finds_nothing_in_rarer_states(page: Page) -> None:
    found = list(_rarer_states(page))
    assert not found, "\n".join(dict.fromkeys(found))
