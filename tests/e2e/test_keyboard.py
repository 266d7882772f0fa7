"""The chat without a mouse, and without the hover that only a mouse has."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.running import ask, finished
from tests.e2e.test_chat import COST

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_the_focus_goes_into_the_source_and_back_to_the_mark(page: Page, key: str) -> None:
    mark = finished(ask(page, COST)).locator(".answer .mark").first
    mark.press("Enter")
    expect(page.locator(".panel .shut")).to_be_focused()
    expect(mark).to_have_class("mark open")
    page.keyboard.press(key)
    expect(page.locator(".panel")).to_have_count(0)
    expect(mark).to_be_focused()
    expect(mark).to_have_class("mark")


def test_a_flag_and_a_failed_marker_say_why_when_they_are_tapped(page: Page) -> None:
    exchange = finished(ask(page, COST))
    for flag, why in ((".failed", "not among the passages"), (".flag", "Checked: ")):
        exchange.locator(flag).click()
        expect(exchange.get_by_role("tooltip")).to_contain_text(why)
        expect(exchange.locator(flag)).to_have_accessible_description(re.compile(why))


def test_keys_in_a_dialog_leave_the_source_behind_it_alone(page: Page) -> None:
    exchange = finished(ask(page, COST))
    exchange.locator(".card").first.press("Enter")
    where = page.locator(".panel .where")
    expect(where).to_have_text(re.compile("Passage 1 of"))
    exchange.get_by_role("button", name="Bad answer").press("Enter")
    page.get_by_role("dialog").press("ArrowRight")
    page.wait_for_timeout(1000)
    expect(where).to_have_text(re.compile("Passage 1 of"))


def test_a_conversation_is_deleted_and_the_deletion_confirmed(page: Page) -> None:
    finished(ask(page, COST))
    page.locator('[class*="st-key-row-"] button').nth(1).press("Enter")
    page.get_by_role("button", name="Delete").press("Enter")
    dialog = page.get_by_role("dialog", name="Delete this conversation?")
    dialog.get_by_text("This cannot be undone.").wait_for()
    expect(dialog).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the one that closes it
    expect(dialog.get_by_role("button", name="Delete for good")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("What would you like to know?")).to_be_visible()
    expect(page.locator(".root")).to_have_count(0)
