"""The page Check a text, in a real browser."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DRAFT = """# The bridge

The Lantern Bay bridge opened on 4 May 2021. Building it cost 58 million crowns. Who paid for that?

Cracks were found in the eastern pier. A tunnel to the island opened in 1911. <img src=x onerror="window.pwned=6">
"""


def _check(page: Page, text: str) -> None:
    page.get_by_role("link", name="Check a text").click()
    box = page.get_by_role("textbox", name="Your text")
    box.fill(text)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("button", name="JSON")).to_be_visible()
    expect(box).to_have_value(text)


def test_a_draft_is_checked_filtered_and_kept(page: Page) -> None:
    _check(page, DRAFT)
    wrong = page.get_by_role("button", name="Building it cost 58 million crowns.")
    expect(wrong).to_have_attribute("aria-label", "Contradicted: Building it cost 58 million crowns.")
    wrong.click()
    told = page.get_by_role("region", name="What the library says")
    expect(told).to_contain_text("wrong figure")
    expect(told.locator("mark").first).to_contain_text("48 million crowns")
    expect(told).to_contain_text("Bay Courier · 4 May 2021")
    page.get_by_role("button", name="Not borne out").click()
    expect(page.get_by_role("button", name="Supported: The Lantern Bay bridge opened")).to_have_count(0)
    expect(wrong).to_be_visible()
    page.get_by_role("button", name="All", exact=False).first.click()
    page.get_by_role("button", name="Supported: The Lantern Bay bridge opened").press("Enter")
    expect(told).to_contain_text("The Lantern Bay bridge opened on 4 May 2021 after three years of work.")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="JSON").click()
    kept = json.loads(Path(waiting.value.path()).read_text("utf-8"))
    assert kept["counts"]["contradicted"] >= 1
    assert kept["statements"][0]["verdict"] == "no statement of fact"
    assert page.evaluate("window.pwned") is None
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    page.get_by_role("link", name="Check a text").click()
    expect(wrong).to_be_visible()
    expect(page.get_by_role("textbox", name="Your text")).to_have_value(DRAFT)


def test_it_reads_on_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(page.url.rstrip("/") + "/check")
    box = page.get_by_role("textbox", name="Your text")
    box.fill(DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    wrong = page.get_by_role("button", name="Building it cost 58 million crowns.")
    expect(page.get_by_role("button", name="JSON")).to_be_visible()
    wrong.click()
    told = page.get_by_role("region", name="What the library says")
    expect(told).to_be_visible()
    below, above = told.bounding_box(), wrong.bounding_box()
    assert below is not None
    assert above is not None
    assert below["y"] > above["y"]
    assert below["x"] >= 0
    assert below["x"] + below["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_cannot_be_checked_is_told(page: Page) -> None:
    page.get_by_role("link", name="Check a text").click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("the pasted text: it holds no text.")
    page.get_by_role("button", name="Open a file").click()
    page.locator("input[type=file]").set_input_files({"name": "broken.docx", "mimeType": "x/y", "buffer": b"PK no zip"})
    expect(page.get_by_text("it is not a readable Word document")).to_be_visible()
