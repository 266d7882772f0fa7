"""What a day at the chat brings beside a plain question: other widths and lights, other sessions, failures."""

import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.catalog import Catalog
from index.types import Filters
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import State
from rag.types import Conflict, Position
from tests.e2e.running import PATIENCE_MS, ask, finished, question_box
from tests.e2e.test_chat import COST
from tests.ui.answers import ANSWER, CLOSED, WORKERS

pytestmark = pytest.mark.browser


def test_ask_again_replaces_the_answer(page: Page) -> None:
    exchange = finished(ask(page, COST))
    exchange.get_by_role("button", name="Ask again").click()
    expect(page.locator(".root")).to_have_count(1)
    expect(finished(page.locator(".root")).locator(".answer")).to_contain_text("48 million crowns")


def test_a_page_whose_timer_got_lost_still_shows_the_answer(browser: Browser, app: str) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context()
    context.add_init_script("const s = setInterval; window.setInterval = (f, ms) => (ms < 2000 ? 0 : s(f, ms))")
    page = context.new_page()
    page.goto(app)
    question_box(page).wait_for(timeout=PATIENCE_MS)
    expect(finished(ask(page, COST)).locator(".answer")).to_contain_text("48 million crowns")
    context.close()


def test_filters_that_let_nothing_through_offer_to_be_lifted(page: Page) -> None:
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("spinbutton", name="year, From").click()
    page.keyboard.type("20310101")
    page.get_by_text("Leave out undated documents").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filters on").wait_for()
    exchange = finished(ask(page, COST))
    expect(exchange.locator(".declined")).to_contain_text("The filters let none of the")
    page.get_by_role("button", name="Lift the filters and ask again").click()
    expect(page.locator(".root .answer")).to_contain_text("48 million crowns")
    expect(page.get_by_role("button", name="Filters on")).to_have_count(0)


def test_an_export_can_be_checked_against_the_documents(page: Page, data: Path) -> None:
    exchange = finished(ask(page, COST))
    expect(exchange).to_have_attribute("data-state", "done")
    page.locator('[class*="st-key-row-"] button').nth(1).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    exported = json.loads(download.value.path().read_text())
    assert exported["exchanges"][0]["answer"]["sentences"], exported
    (citation, *_) = exported["exchanges"][0]["answer"]["sentences"][0]["citations"]
    catalog = Catalog(data / "catalog.sqlite")
    document = catalog.document(citation["document_id"])
    catalog.close()
    assert document is not None
    assert document.text[citation["start"] : citation["end"]] == citation["quote"]
    assert "48 million crowns" in citation["quote"]


def test_a_question_that_is_suggested_is_asked_by_a_click(page: Page) -> None:
    exchange = finished(ask(page, COST))
    suggestion = exchange.locator(".suggestion", has_text="Orchard Festival")
    question = suggestion.inner_text()
    suggestion.click()
    expect(page.get_by_role("heading", name=question)).to_be_visible()
    expect(page.locator(".root")).to_have_count(2)
    page.get_by_role("button", name="Stop").click()  # the scripted model says nothing to this one


def test_a_starter_is_a_question_that_the_documents_answer(page: Page) -> None:
    starter = page.locator('[class*="st-key-starter-"] button').first
    question = starter.inner_text()
    starter.click()
    expect(page.get_by_role("heading", name=question)).to_be_visible()
    expect(page.locator(".root .card").first).to_be_visible()


def test_settings_shape_the_next_answer(page: Page) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("radio", name="Leave out").click()
    page.keyboard.press("Escape")
    exchange = finished(ask(page, COST))
    expect(exchange.locator(".answer")).to_contain_text("48 million crowns")
    expect(exchange.locator(".answer")).not_to_contain_text("tunnel")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_light_of_the_system(browser: Browser, app: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(app)
    question_box(page).wait_for(timeout=PATIENCE_MS)
    paper = page.locator(".stApp").evaluate("node => getComputedStyle(node).backgroundColor")
    assert paper == {"light": "rgb(253, 252, 249)", "dark": "rgb(21, 24, 27)"}[scheme]
    context.close()


@pytest.mark.parametrize("width", [400, 1920])
def test_nothing_runs_out_of_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 860})
    exchange = finished(ask(page, COST))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    exchange.locator(".answer .mark").first.click()
    panel = page.locator(".panel")
    expect(panel.locator("mark.current")).to_be_in_viewport()
    box = panel.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    main = page.get_by_test_id("stMain").evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert main[0] <= main[1]


def test_a_disagreement_stands_side_by_side_with_its_dates(page: Page, app: str, data: Path) -> None:
    later = replace(WORKERS, published=None, source="Hill Gazette")
    sides = (Position(statement="It closed in 1931.", citation=CLOSED), Position(statement="Never.", citation=later))
    answer = replace(ANSWER, conflicts=(Conflict(about="the mill", positions=sides),))
    link = _stored(data, answer)
    page.goto(f"{app}/?c={link}")
    box = page.locator(".conflict")
    expect(box).to_contain_text("The sources differ: the mill")
    left, right = box.locator(".side").all()
    expect(left).to_contain_text("Valley Post · 3 Feb 1931")
    expect(right).to_contain_text("Hill Gazette · undated")
    places = [side.bounding_box() for side in (left, right)]
    assert places[0]
    assert places[1]
    assert places[0]["y"] == places[1]["y"]
    right.locator(".mark").click()
    expect(page.locator(".panel mark.current")).to_have_text(WORKERS.quote)


def test_what_is_planted_anywhere_is_shown_as_text(page: Page, app: str, data: Path) -> None:
    planted = (
        '<script>window.pwned=1</script><img src=x onerror="window.pwned=2"> [go](javascript:window.pwned=3) '
        "&lt;b&gt; ![p](http://127.0.0.1:9/p.png) \u202egpj.exe"
    )
    shown = planted.replace("\u202e", "\ufffd")
    cited = replace(CLOSED, title=planted, source=planted, url="javascript:window.pwned=4")
    spoken = replace(ANSWER.sentences[0], text=planted, start=0, end=len(planted), citations=(cited,))
    item = replace(ANSWER.evidence[0], title=planted, source=planted, text=planted)
    conflict = Conflict(about=planted, positions=(Position(statement=planted, citation=cited),))
    answer = replace(
        ANSWER, text=planted, sentences=(spoken,), evidence=(item,), conflicts=(conflict,), missing=planted,
        model=planted,
    )  # fmt: skip
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{app}/?c={_stored(data, answer, question=planted)}")
    for part in (".question", ".answer .sentence", ".card .title", ".conflict .said", ".sources .title"):
        expect(page.locator(part).first).to_have_text(shown)
    page.locator(".answer .mark").click()
    expect(page.locator(".panel h2")).to_have_text(shown)
    expect(page.locator('[data-testid="stSidebar"]')).to_contain_text("<script>window.pwned=1</script>")
    expect(page.locator('.root img, .panel img, a[href^="javascript"]')).to_have_count(0)
    assert page.evaluate("window.pwned") is None
    assert not [url for url in requests if url.endswith(("p.png", "/x"))]


def test_a_tab_closed_in_the_middle_of_an_answer_loses_nothing(page: Page, browser: Browser) -> None:
    exchange = ask(page, COST)
    exchange.locator(".card:not(.ghost)").first.wait_for()
    page.wait_for_url(re.compile(r"\?c=\w+"))
    link = page.url
    page.close()
    again = browser.new_page()
    again.goto(link)
    expect(finished(again.locator(".root")).locator(".answer")).to_contain_text("48 million crowns")
    again.close()


def test_a_locked_database_is_named_and_the_page_recovers(page: Page, data: Path) -> None:
    with sqlite3.connect(data / "conversations.sqlite") as lock:
        lock.execute("begin exclusive")
        question_box(page).fill(COST)
        question_box(page).press("Enter")
        expect(page.get_by_text("could not be reached")).to_be_visible()
        lock.execute("rollback")
    page.get_by_role("button", name="Try again").click()
    expect(finished(ask(page, COST)).locator(".answer")).to_contain_text("48 million crowns")


def test_ten_sessions_at_once_keep_to_themselves(page: Page, app: str) -> None:
    names = [f"Visitor{chr(65 + i)}" for i in range(10)]
    # Tabs of one browser: each is a session of its own, and scripts load only once.
    pages = [page.context.new_page() for _ in names]
    for tab in pages:
        tab.goto(app, wait_until="commit")
    for tab, name in zip(pages, names, strict=True):
        expect(question_box(tab)).to_be_enabled()
        question_box(tab).fill(f"{COST} {name} asks.")
        question_box(tab).press("Enter")
    for tab, name in zip(pages, names, strict=True):
        exchange = finished(tab.locator(".root"))
        expect(exchange.locator(".question")).to_have_text(f"{COST} {name} asks.")
        expect(exchange.locator(".answer")).to_contain_text("48 million crowns")
        expect(tab.locator(".root")).to_have_count(1)


def _stored(data: Path, answer: object, question: str = "When did the mill close?") -> str:
    conversations = Conversations(data / "conversations.sqlite")
    conversation = conversations.create(question)
    exchange = conversations.ask(conversation, question, Filters())
    conversations.save(exchange.id, State.DONE, answer=answer)  # type: ignore[arg-type]
    return conversation


def test_nothing_jumps_while_an_answer_is_written(page: Page) -> None:
    finished(ask(page, COST))
    exchange = ask(page, "How often does the ferry run in the meantime?")  # says a sentence and then hangs
    exchange.locator(".card:not(.ghost)").first.wait_for()
    page.evaluate(
        """() => { window.shift = 0
          new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shift += e.value })
            .observe({ type: "layout-shift" }) }"""
    )
    expect(exchange.locator(".answer")).to_contain_text("The ferry runs every hour")
    expect(exchange.locator(".answer .mark").first).to_be_visible()
    exchange.get_by_role("button", name="Stop").click()
    finished(exchange)
    # What Core Web Vitals calls good is below 0.1: https://web.dev/articles/cls
    assert page.evaluate("() => window.shift") < 0.1
