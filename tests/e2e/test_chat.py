import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PAPERS
from tests.e2e.running import ask, finished, question_box

pytestmark = pytest.mark.browser

COST = "How much did building the Lantern Bay bridge cost?"


def test_evidence_is_there_before_the_first_token_and_a_silent_model_can_be_stopped(page: Page) -> None:
    exchange = ask(page, "How many visitors did the Orchard Festival draw?")
    expect(exchange.locator(".card").first).to_contain_text("orchard", ignore_case=True)
    expect(exchange.get_by_role("status").first).to_contain_text("Reading")
    expect(exchange.locator(".answer")).to_be_empty()
    exchange.get_by_role("button", name="Stop").click()
    expect(exchange).to_have_attribute("data-state", "stopped")
    expect(exchange.locator(".card").first).to_be_visible()


def test_a_citation_opens_its_document_at_the_very_words(page: Page) -> None:
    exchange = finished(ask(page, COST))
    mark = exchange.locator(".answer .mark").first
    mark.hover()
    expect(exchange.get_by_role("tooltip")).to_contain_text("Lantern Bay bridge opens · Bay Courier · 4 May 2021")
    quote = exchange.get_by_role("tooltip").locator(".quote").inner_text().strip("“”")
    mark.click()
    expect(page.locator(".panel h2")).to_have_text("Lantern Bay bridge opens")
    highlight = page.locator(".panel mark.current")
    expect(highlight).to_have_text(quote)
    expect(highlight).to_contain_text("48 million crowns")
    expect(highlight).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)


def test_the_keyboard_alone_asks_opens_and_walks(page: Page) -> None:
    exchange = finished(ask(page, COST))
    exchange.locator(".card").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel .where")).to_have_text(re.compile("Passage 1 of"))
    expect(page.locator(".panel mark.current")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".panel .where")).to_have_text(re.compile("Passage 2 of"))


def test_a_marker_that_names_no_source_is_shown_as_a_failure(page: Page) -> None:
    exchange = finished(ask(page, COST))
    expect(exchange.locator(".failed")).to_have_text("[77] no such source")
    expect(exchange.locator(".sentence.unsupported, .sentence.contradicted")).to_have_count(1)


def test_a_question_that_the_documents_do_not_answer_is_declined(page: Page) -> None:
    exchange = finished(ask(page, "Which vaccine did Professor Quillfeather patent in Bolivia?"))
    expect(exchange).to_have_attribute("data-state", "declined")
    expect(exchange.get_by_role("heading", name="No answer found")).to_be_visible()
    expect(exchange.locator(".sentence")).to_have_count(0)
    expect(exchange.locator(".declined")).to_contain_text(
        re.compile(r"No answer was found in the (\d+ passages|passage) nearest")
    )


def test_a_reload_shows_the_same_answer(page: Page) -> None:
    exchange = finished(ask(page, COST))
    before = exchange.locator(".answer").inner_text()
    sources = exchange.locator(".sources").inner_text()
    page.wait_for_url(re.compile(r"\?c=\w+"))
    page.reload()
    exchange = page.locator(".root").first
    expect(exchange).to_have_attribute("data-state", "done")
    assert exchange.locator(".answer").inner_text() == before
    assert exchange.locator(".sources").inner_text() == sources


def test_what_documents_and_models_plant_is_inert(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    exchange = finished(ask(page, "What will repairs to the eastern pier cost?"))
    expect(exchange.locator(".answer")).to_contain_text("7 million")
    exchange.locator(".card", has_text="Cracks found").first.click()
    expect(page.locator(".panel h2")).to_have_text("Cracks found <script>window.pwned = 1</script>")
    expect(page.locator(".panel .text")).to_contain_text('<img src=x onerror="window.pwned = 3">')
    expect(page.locator('.root img, .panel img, .root a[href^="javascript"], .panel .origin a')).to_have_count(0)
    assert page.evaluate("window.pwned") is None
    assert not [url for url in requests if "pixel.png" in url or url.endswith("/x")]


def test_a_model_that_dies_leaves_the_evidence_and_the_next_question_works(page: Page) -> None:
    exchange = finished(ask(page, "Who is the mayor that cut the ribbon at the Lantern Bay bridge?"))
    expect(exchange.locator(".notice, .failure").first).to_be_visible()
    expect(exchange.locator(".card").first).to_be_attached()
    following = finished(ask(page, COST))
    expect(following).to_have_attribute("data-state", "done")
    expect(following.locator(".answer .mark").first).to_be_visible()


def test_stop_keeps_what_was_written(page: Page) -> None:
    exchange = ask(page, "How often does the ferry run in the meantime?")
    expect(exchange.locator(".answer")).to_contain_text("every hour")
    exchange.get_by_role("button", name="Stop").click()
    expect(exchange).to_have_attribute("data-state", "stopped")
    expect(exchange.locator(".answer")).to_contain_text("The ferry runs every hour")
    expect(exchange.locator(".notice")).to_contain_text("You stopped this answer")
    expect(question_box(page)).to_be_enabled()


def test_an_edited_question_is_asked_in_place_of_the_old_one(page: Page) -> None:
    exchange = finished(ask(page, "Which vaccine did Professor Quillfeather patent in Bolivia?"))
    exchange.get_by_role("button", name="Edit question").click()
    dialog = page.get_by_role("dialog", name="Edit the question")
    dialog.get_by_role("textbox", name="Question").fill(COST)
    dialog.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name=COST)).to_have_count(1)
    expect(page.get_by_role("heading", name=COST)).to_be_visible()
    expect(page.locator(".root")).to_have_count(1)
    expect(page.locator(".root")).to_have_attribute("data-state", "done")


def test_a_declined_question_is_asked_again_more_readily_by_one_click(page: Page) -> None:
    page.get_by_role("button", name="Settings").click()
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("End")
    page.keyboard.press("Escape")
    exchange = finished(ask(page, COST))
    expect(exchange).to_have_attribute("data-state", "declined")
    expect(exchange.locator(".nearest .card")).to_have_count(len(PAPERS))
    exchange.get_by_role("button", name="Ask again more readily").click()
    expect(page.locator(".root .answer")).to_contain_text("48 million crowns")
    expect(page.locator(".root")).to_have_count(1)
