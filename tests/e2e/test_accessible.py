"""axe-core finds nothing on any page, in the states in which they are most used, light and dark."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.running import PATIENCE_MS, ask, finished
from tests.e2e.test_chat import COST
from tests.e2e.test_library import choose

pytestmark = pytest.mark.browser


_STREAMLITS = [[".stToast"], ['[data-testid="stFileUploaderDropzone"]']]
"""What Streamlit draws and we cannot mend: a toast named by an element that is not there, an upload area that is given
a name and called presentation at once. What stands in them can be read and used all the same."""


def _found(page: Page, where: str) -> Iterator[str]:
    """What axe objects to, a line each."""
    page.wait_for_timeout(500)  # what fades in is paler for a moment
    for violation in Axe().run(page, context={"exclude": _STREAMLITS}).response["violations"]:
        for node in violation["nodes"]:
            why = " ".join(node["failureSummary"].split())
            yield f"{where}: {violation['id']}: {why}: {node['target']} {node['html'][:160]}"


def _states(page: Page) -> Iterator[str]:
    yield from _found(page, "start")
    exchange = finished(ask(page, COST))
    yield from _found(page, "answer")
    exchange.locator(".answer .mark").first.click()
    page.locator(".panel mark.current").wait_for()
    yield from _found(page, "source")
    page.keyboard.press("Escape")
    exchange.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("dialog").wait_for()
    yield from _found(page, "pinning")
    page.get_by_role("button", name="Pin the whole answer").click()
    page.get_by_role("dialog").wait_for(state="detached")
    for name in ("Filters", "Settings"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_test_id("stPopoverBody").wait_for()
        yield from _found(page, name.lower())
        page.keyboard.press("Escape")
    for name, heading in (("Notebook", "Notebook"), ("Check a text", "Check a text"), ("Evaluate", "Evaluate")):
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=heading).first.wait_for()
        yield from _found(page, name.lower())
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    choose(page, "bridge-opens")
    yield from _found(page, "library")
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    yield from _found(page, "editing")


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
