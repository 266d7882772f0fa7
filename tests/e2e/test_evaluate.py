from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from evals.suites.suite import read_suite
from tests.e2e.running import ask, finished

pytestmark = pytest.mark.browser

COST = "How much did building the Lantern Bay bridge cost?"
SUITE = f"""
prompts:
  - {{id: cost, kind: fact, question: "{COST}", must: ["48 million"], cites: [bridge-opens]}}
  - {{id: script, kind: fact, question: "What will repairs to the eastern pier cost?", must: ["<b>no</b>"]}}
  - {{id: vaccine, kind: absent, question: "Which vaccine did Professor Quillfeather patent?", answerable: false}}
"""


def test_a_suite_is_run_left_found_again_and_a_case_opened(page: Page, data: Path) -> None:
    (data / "suites").mkdir(exist_ok=True)
    (data / "suites" / "bridge.yaml").write_text(SUITE)
    page.get_by_role("link", name="Evaluate").click()
    page.get_by_role("button", name="Run 3 prompts").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()
    page.get_by_role("link", name="Evaluate").click()
    expect(page.get_by_test_id("stMetric").first).to_contain_text("2 of 3")
    expect(page.get_by_role("heading", name="Passed, by kind")).to_be_visible()
    _open_row(page, 0)
    case = page.get_by_role("dialog")
    expect(case).to_contain_text(COST)
    expect(case.locator("blockquote").first).to_contain_text("cost 48 million crowns")
    expect(case).to_contain_text("has to cite bridge-opens")
    expect(case).to_contain_text("[77] names no source")
    page.keyboard.press("Escape")
    expect(case).to_have_count(0)
    _open_row(page, 1)
    expect(case).to_contain_text("has to say <b>no</b>")
    expect(case.locator("img")).to_have_count(0)


def test_a_thumb_costs_one_click_and_is_there_after_a_reload(page: Page) -> None:
    exchange = finished(ask(page, COST))
    down = exchange.get_by_role("button", name="Bad answer")
    down.click()
    dialog = page.get_by_role("dialog", name="What was wrong?")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.reload()
    expect(down).to_have_attribute("aria-pressed", "true")
    exchange.get_by_role("button", name="Good answer").click()
    expect(exchange.get_by_role("button", name="Good answer")).to_have_attribute("aria-pressed", "true")
    expect(down).to_have_attribute("aria-pressed", "false")


def test_a_thumb_down_becomes_a_test_prompt(page: Page, data: Path) -> None:
    exchange = finished(ask(page, COST))
    exchange.get_by_role("button", name="Bad answer").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("It is wrong").click()
    dialog.get_by_role("button", name="Save, and make it a test prompt").click()
    expect(dialog).to_contain_text("This very answer would pass")
    dialog.get_by_label("Why?").fill("stale")
    dialog.get_by_label("Has to say").fill("50 million|fifty million")
    dialog.get_by_label("Must not say").fill("tunnel")
    dialog.get_by_role("button", name="Save as a test prompt").click()
    expect(dialog).to_have_count(0)
    prompt = read_suite(data / "suites" / "from-chat.yaml").prompts[-1]
    assert (prompt.question, prompt.notes) == (COST, "stale")
    assert (prompt.must, prompt.must_not) == (("50 million|fifty million",), ("tunnel",))
    page.get_by_role("link", name="Evaluate").click()
    page.get_by_role("combobox", name="Test prompts").click()
    expect(page.get_by_role("option", name="from-chat · 1 prompt · yours")).to_be_visible()


def test_a_thumb_up_keeps_the_documents_and_the_passage(page: Page, data: Path) -> None:
    exchange = finished(ask(page, "What will repairs to the eastern pier cost?"))
    exchange.get_by_role("button", name="Good answer").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    exchange.get_by_role("button", name="Make it a test prompt").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Has to quote")).to_have_value("Repairs to the eastern pier will cost 7 million crowns.")
    dialog.get_by_role("button", name="Save as a test prompt").click()
    expect(dialog).to_have_count(0)
    prompt = read_suite(data / "suites" / "from-chat.yaml").prompts[-1]
    assert prompt.cites == ("bridge-closes.md",)


def _open_row(page: Page, row: int) -> None:
    """Clicks the button in the table, which is drawn on a canvas: rows are 35 pixels high, as is the head."""
    page.wait_for_timeout(1500)  # for the table of the run under way to go, and the charts above to find their height
    table: Locator = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    expect(table.get_by_role("columnheader", include_hidden=True).first).to_be_attached()
    table.click(position={"x": 60, "y": 35 * (row + 1) + 17})
