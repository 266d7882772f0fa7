"""Reading an answer: its numbers, its cards, and the wait for it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.running import ask, finished, question_box
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
    expect(more).to_have_text(re.compile(r"^\+\d more$"))
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


def test_the_question_box_has_the_focus_at_load_and_after_an_answer(page: Page) -> None:
    expect(question_box(page)).to_be_focused()
    page.keyboard.type(COST)
    page.keyboard.press("Enter")
    finished(page.locator(".root"))
    expect(question_box(page)).to_be_focused()


def test_light_and_dark_can_be_chosen(page: Page) -> None:
    page.get_by_test_id("stMainMenu").get_by_role("button").first.click()
    page.get_by_role("menuitemradio", name="Dark").click()
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(21, 24, 27)")


def test_a_tooltip_leaves_its_sentence_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 860})
    exchange = finished(ask(page, COST))
    exchange.locator(".flag").first.click()
    tip = exchange.get_by_role("tooltip")
    expect(tip).to_be_visible()
    words = exchange.locator(".sentence.unsupported").first.bounding_box()
    shown = tip.bounding_box()
    assert words
    assert shown
    assert shown["y"] >= words["y"] + words["height"] or shown["y"] + shown["height"] <= words["y"]


def test_conversations_stand_under_their_day(page: Page) -> None:
    finished(ask(page, COST))
    expect(page.get_by_test_id("stSidebar").get_by_text("Today", exact=True)).to_be_visible()


def test_the_page_goes_to_every_new_question_however_soon_it_is_answered(page: Page) -> None:
    finished(ask(page, COST))
    for question in ("Timeline of the pier", "And in 2024?", "Shorter"):
        exchange = finished(ask(page, question))
        expect(exchange.locator(".question")).to_be_in_viewport(timeout=5_000)
