"""Every widget that shows what is in force shows it, whenever it is drawn."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.running import ask, finished, question_box
from tests.e2e.test_chat import COST
from ui.background.preferences import FILE

pytestmark = pytest.mark.browser


def _open(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _settings(page: Page, strictness: str, doubtful: str, language: str) -> None:
    """The settings say this."""
    _open(page, "Settings")
    expect(page.get_by_role("slider")).to_have_value(strictness)
    expect(page.get_by_role("radio", name=doubtful)).to_have_attribute("aria-checked", "true")
    expect(page.get_by_role("combobox", name="Language of the answer")).to_have_value(language)
    expect(page.get_by_role("combobox", name="Model, for everybody")).not_to_have_value("")
    page.keyboard.press("Escape")


def _choose(page: Page) -> None:
    """Other settings than those of a new library."""
    _open(page, "Settings")
    page.get_by_role("slider").press("ArrowLeft")
    page.get_by_role("radio", name="Leave out").click()
    page.get_by_role("combobox", name="Language of the answer").click()
    page.get_by_role("option", name="Français").click()
    page.keyboard.press("Escape")


def test_what_is_in_force_is_shown_after_a_question(page: Page) -> None:
    finished(ask(page, COST))
    _settings(page, "0.4", "Show, with a warning", "Language of the question")
    page.locator('[class*="st-key-row-"] button').nth(1).click()
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value(COST)


def test_settings_last_from_page_to_page_and_beyond_a_reload(page: Page, data: Path) -> None:
    _choose(page)
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    page.get_by_role("link", name="Chat").click()
    question_box(page).wait_for()
    _settings(page, "0.35", "Leave out", "Français")
    page.reload()
    question_box(page).wait_for()
    _settings(page, "0.35", "Leave out", "Français")
    assert "Français" in (data / FILE).read_text()


def test_filters_show_what_they_let_through_until_they_are_cleared(page: Page) -> None:
    _open(page, "Filters")
    page.get_by_role("spinbutton", name="year, From").click()
    page.keyboard.type("20200102")
    page.get_by_text("Leave out undated documents").click()
    page.get_by_role("combobox", name=re.compile("Sources")).click()
    page.get_by_role("option", name="Bay Courier").click()
    page.keyboard.press("Escape")  # the list
    page.keyboard.press("Escape")
    finished(ask(page, COST))
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    page.get_by_role("link", name="Chat").click()
    _open(page, "Filters on")
    shown = page.get_by_test_id("stPopoverBody")
    expect(shown.get_by_text("Bay Courier")).to_be_visible()
    expect(shown.get_by_role("spinbutton", name="year, From")).to_have_text("2020")
    expect(shown.get_by_role("checkbox")).to_be_checked()
    shown.get_by_role("button", name="Clear", exact=True).click()
    expect(shown.get_by_text("Bay Courier")).to_have_count(0)
    expect(shown.get_by_role("spinbutton", name="year, From")).not_to_have_text("2020")
    expect(shown.get_by_role("checkbox")).not_to_be_checked()
    expect(page.get_by_role("button", name="Filters on")).to_have_count(0)
