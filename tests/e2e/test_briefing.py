"""Briefings in the chat: read as what, row by row, each opening its document; read as something else by one click."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.running import ask, finished

pytestmark = pytest.mark.browser


def test_a_timeline_has_days_and_every_row_opens_its_passage(page: Page) -> None:
    exchange = finished(ask(page, "Timeline of the Lantern Bay bridge"))
    expect(exchange.locator(".read")).to_contain_text("Read as a timeline of")
    rows = exchange.locator(".rows.dated li")
    expect(rows.first.locator(".when")).to_contain_text("4 May 2021")
    expect(exchange.locator(".coverage")).to_contain_text("of 3 documents")
    said = rows.first.locator(".sentence").inner_text()
    rows.first.locator(".mark").first.click()
    expect(page.locator(".panel mark.current")).to_have_text(said)


def test_a_count_names_the_documents_and_can_be_read_as_something_else(page: Page) -> None:
    exchange = finished(ask(page, "How many documents mention Lantern Bay?"))
    expect(exchange.locator(".conclusion")).to_contain_text("3")
    expect(exchange.locator(".rows li")).to_have_count(3)
    exchange.get_by_label("Read the question as").select_option("summary")
    expect(exchange.locator(".read")).to_contain_text("Read as a summary")


def test_it_reads_well_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    exchange = finished(ask(page, "Timeline of the Lantern Bay bridge"))
    row = exchange.locator(".rows li").first.bounding_box()
    assert row is not None
    assert row["x"] >= 0
    assert row["x"] + row["width"] <= 390
