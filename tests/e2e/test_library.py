import pytest
from playwright.sync_api import Page, expect

from tests.e2e.running import ask, finished

pytestmark = pytest.mark.browser


def test_a_good_file_is_added_and_a_bad_one_is_named_with_its_remedy(page: Page) -> None:
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    good = "The Gullstone lighthouse was lit for the first time on 2 June 1888. Its keeper was Aldous Finch.\n"
    page.locator('input[type="file"]').set_input_files(
        [
            {"name": "gullstone.txt", "mimeType": "text/plain", "buffer": good.encode()},
            {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"PK\x03\x04 this is no PDF"},
        ]
    )
    page.get_by_role("button", name="Add 2 files").click()
    expect(page.get_by_text("1 document added.")).to_be_visible()
    expect(page.get_by_text("broken.pdf").first).to_be_visible()
    page.get_by_role("link", name="Chat").click()
    exchange = finished(ask(page, "Who was the keeper of the Gullstone lighthouse?"))
    expect(exchange.locator(".card").first).to_contain_text("gullstone", ignore_case=True)


def test_a_filter_holds_while_the_library_is_open_and_says_that_it_is_on(page: Page) -> None:
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("Sources").wait_for()
    page.get_by_role("combobox", name="Sources").fill("Bay Courier")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Filters on")).to_be_visible()
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    page.get_by_role("link", name="Chat").click()
    expect(page.get_by_role("button", name="Filters on")).to_be_visible()
    exchange = finished(ask(page, "What happened to the Lantern Bay bridge?"))
    expect(exchange.locator(".card").first).to_be_attached()
    assert all("Bay Courier" in text for text in exchange.locator(".card").all_inner_texts())
