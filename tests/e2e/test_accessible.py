"""axe-core finds nothing on any page, in the states in which they are most used, light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import violations
from tests.e2e.running import PATIENCE_MS, ask, finished, running_app
from tests.e2e.test_chat import COST
from tests.e2e.test_evaluate import SUITE
from tests.e2e.test_library import choose

pytestmark = pytest.mark.browser


def _chat(page: Page) -> Iterator[str]:
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
    for name in ("Filters", "Settings", "How to read this answer"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_test_id("stPopoverBody").wait_for()
        yield from violations(page, name.lower())
        page.keyboard.press("Escape")
    exchange.get_by_role("button", name="Edit question").click()
    yield from _dialog(page, "rewording")
    exchange.get_by_role("button", name="Bad answer").click()
    page.get_by_role("dialog", name="What was wrong?").wait_for()
    yield from violations(page, "rating")
    page.get_by_role("button", name="Save, and make it a test prompt").click()
    page.get_by_role("dialog", name="Make this a test prompt").wait_for()
    yield from _dialog(page, "test prompt")
    finished(ask(page, "Which vaccine did Professor Quillfeather patent?"))
    yield from violations(page, "declined")
    finished(ask(page, "Timeline of the Lantern Bay bridge"))
    yield from violations(page, "briefing")
    page.locator('[class*="st-key-row-"] button').nth(1).click()
    page.get_by_role("button", name="Delete").wait_for()
    yield from violations(page, "menu")
    page.get_by_role("button", name="Delete").click()
    yield from _dialog(page, "deleting")


def _library(page: Page) -> Iterator[str]:
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    for name in ("Add a folder", "Paste text", "From the web"):
        page.get_by_role("tab", name=name).click()
        yield from violations(page, name.lower())
    choose(page, "bridge-opens")
    page.get_by_role("heading", name="In the text").wait_for(state="detached")
    yield from violations(page, "library")
    for name in ("Preview", "Edit", "Remove"):
        page.get_by_role("button", name=name, exact=True).click()
        yield from _dialog(page, name.lower())
    for words in ("ribbon", "nothing of that kind"):
        page.get_by_role("textbox", name="Find documents").fill(words)
        page.keyboard.press("Enter")
        page.get_by_text("In the text").or_(page.get_by_text("No document matches that.")).first.wait_for()
        yield from violations(page, f"found: {words}")


def _others(page: Page) -> Iterator[str]:
    page.get_by_role("link", name="Notebook").click()
    page.locator('[class*="st-key-item-"]').first.wait_for()
    yield from violations(page, "notebook")
    page.get_by_role("link", name="Check a text").click()
    page.get_by_role("textbox", name="Your text").fill("Building the bridge cost 58 million crowns.")
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("button", name="JSON").wait_for()
    yield from violations(page, "checked")
    page.get_by_role("link", name="Evaluate").click()
    page.get_by_role("button", name="Run 3 prompts").click()
    page.get_by_test_id("stMetric").first.wait_for()
    yield from violations(page, "evaluated")


def _dialog(page: Page, where: str) -> Iterator[str]:
    expect(page.get_by_role("dialog")).to_be_visible()
    yield from violations(page, where)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")


def _opened(browser: Browser, address: str, scheme: str) -> Page:
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, app: str, data: Path, scheme: str) -> None:
    (data / "suites").mkdir(exist_ok=True)
    (data / "suites" / "bridge.yaml").write_text(SUITE)
    page = _opened(browser, app, scheme)
    page.get_by_text("What would you like to know?").wait_for()
    found = [*_chat(page), *_library(page), *_others(page)]
    page.context.close()
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_nothing_is_yet(browser: Browser, tmp_path: Path, scheme: str) -> None:
    with running_app(tmp_path / "data", "none", tmp_path / "app.log") as address:
        page = _opened(browser, address, scheme)
        page.get_by_text("Your library is empty").wait_for()
        found = list(violations(page, "chat"))
        for name in ("Check a text", "Library", "Notebook", "Evaluate"):
            page.get_by_role("link", name=name).click()
            page.get_by_role("heading", name=name).first.wait_for()
            found += violations(page, name)
        page.context.close()
    assert not found, "\n".join(dict.fromkeys(found))
