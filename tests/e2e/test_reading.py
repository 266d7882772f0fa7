"""Reading an answer: its numbers, its cards, and the wait for it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.running import ask, finished
from tests.e2e.test_chat import COST

pytestmark = pytest.mark.browser


def test_every_answer_counts_its_sources_from_1(page: Page) -> None:
    finished(ask(page, COST))
    exchange = finished(ask(page, "What will repairs to the eastern pier cost?"))
    numbers = exchange.locator(".cards .n").all_inner_texts()
    assert numbers == [str(i) for i in range(1, len(numbers) + 1)]
    cited = exchange.locator(".answer .mark").first
    number = cited.inner_text()
    expect(exchange.locator(".sources li .n").first).to_have_text(number)
    cited.click()
    title = exchange.locator(".cards .doc", has=page.locator(f'.n:text-is("{number}")')).locator(".title").inner_text()
    expect(page.locator(".panel h2")).to_have_text(title)


def test_cards_that_do_not_fit_are_counted_and_reached(page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 860})
    exchange = finished(ask(page, COST))
    more = exchange.locator(".more")
    expect(more).to_have_text(re.compile(r"^\+[12] more$"))
    hidden = exchange.locator(".cards .card").last
    expect(hidden).not_to_be_in_viewport(ratio=0.9)
    more.click()
    expect(exchange.locator(".cards")).not_to_have_js_property("scrollLeft", 0)
    exchange.locator(".cards").evaluate("node => node.scrollTo({ left: node.scrollWidth, behavior: 'instant' })")
    expect(hidden).to_be_in_viewport(ratio=0.9)
    expect(more).to_be_hidden()


def test_a_wait_tells_its_seconds_and_a_stop_that_wrote_nothing_says_so(page: Page) -> None:
    exchange = ask(page, "How many visitors did the Orchard Festival draw?")
    expect(exchange.locator(".status")).to_contain_text(re.compile("Reading [0-9]+ passages?…"))
    expect(exchange.locator(".clock")).to_have_text(re.compile(r"^[1-9]\d* s$"))
    exchange.get_by_role("button", name="Stop").click()
    expect(exchange.locator(".notice")).to_contain_text("before anything was written; the passages found are above")
    expect(exchange.locator(".clock")).to_have_count(0)


def test_the_stop_stays_where_it_is_while_the_answer_grows(page: Page) -> None:
    exchange = ask(page, "How often does the ferry run in the meantime?")
    stop = exchange.get_by_role("button", name="Stop")
    exchange.locator(".cards .card").first.wait_for()
    before = stop.bounding_box()
    expect(exchange.locator(".answer .mark").first).to_be_visible()
    assert stop.bounding_box() == before
    stop.click()
    finished(exchange)
