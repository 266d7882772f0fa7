import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.running import ask, finished

pytestmark = pytest.mark.browser


def library(page: Page) -> None:
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Library").wait_for()


def chat(page: Page) -> None:
    page.get_by_role("link", name="Chat").click()
    page.get_by_text("What would you like to know?").wait_for()
    page.get_by_role("heading", name="Library").wait_for(state="detached")


def choose(page: Page, title: str) -> None:
    """Marks the only document of that title in the table, which is a canvas."""
    page.get_by_role("textbox", name="Find documents").fill(title)
    page.keyboard.press("Enter")
    table = page.get_by_test_id("stDataFrame")
    expect(table.locator("tbody tr")).to_have_count(1)
    table.click(position={"x": 18, "y": 52})
    expect(page.get_by_role("button", name="Edit")).to_be_enabled()


def long_text(about: str, lines: int) -> bytes:
    return "\n\n".join(f"In year {n} the {about} paid {n * 7} crowns for its upkeep." for n in range(lines)).encode()


def test_a_good_file_is_added_and_a_bad_one_is_named_with_its_remedy(page: Page) -> None:
    library(page)
    good = "The Gullstone lighthouse was lit for the first time on 2 June 1888. Its keeper was Aldous Finch.\n"
    page.locator('input[type="file"]').first.set_input_files(
        [
            {"name": "gullstone.txt", "mimeType": "text/plain", "buffer": good.encode()},
            {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"PK\x03\x04 this is no PDF"},
        ]
    )
    page.get_by_role("button", name="Add 2 files").click()
    expect(page.get_by_text("1 document added, 1 file could not be read.")).to_be_visible()
    expect(page.get_by_text("broken.pdf")).to_be_visible()
    chat(page)
    exchange = finished(ask(page, "Who was the keeper of the Gullstone lighthouse?"))
    expect(exchange.locator(".card").first).to_contain_text("gullstone", ignore_case=True)


def test_a_filter_holds_while_the_library_is_open_and_says_that_it_is_on(page: Page) -> None:
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("Sources").wait_for()
    page.get_by_role("combobox", name="Sources").fill("Bay Courier")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Filters on")).to_be_visible()
    library(page)
    chat(page)
    expect(page.get_by_role("button", name="Filters on")).to_be_visible()
    exchange = finished(ask(page, "What happened to the Lantern Bay bridge?"))
    expect(exchange.locator(".card").first).to_be_attached()
    assert all("Bay Courier" in text for text in exchange.locator(".card").all_inner_texts())


def test_a_folder_is_added_with_its_readable_files(page: Page, tmp_path: Path) -> None:
    (tmp_path / "papers" / "deep").mkdir(parents=True)
    (tmp_path / "papers" / "weir.txt").write_text("The weir at Thornby was built in 1874 by two brothers.")
    (tmp_path / "papers" / "deep" / "lock.md").write_text("# Thornby lock\n\nThe lock at Thornby was dug in 1881.")
    (tmp_path / "papers" / "photo.jpg").write_bytes(b"\xff\xd8")
    library(page)
    page.get_by_role("tab", name="Add a folder").click()
    page.locator('input[type="file"][webkitdirectory]').set_input_files(tmp_path / "papers")
    page.get_by_role("button", name="Add 2 files").click()
    expect(page.get_by_text("2 documents added.")).to_be_visible()


def test_a_file_over_the_limit_is_refused_and_the_limit_named(page: Page, tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(60_000_000)
    library(page)
    page.locator('input[type="file"]').first.set_input_files(tmp_path / "huge.txt")
    expect(page.get_by_text("must be 50.0MB or smaller")).to_be_visible()
    expect(page.get_by_text("split larger ones").first).to_be_visible()


def test_an_addition_goes_on_while_the_page_is_left_and_the_tab_closed(page: Page, app: str) -> None:
    library(page)
    names = ("Arden", "Brill", "Corby")
    page.locator('input[type="file"]').first.set_input_files(
        [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": long_text(f"{name} canal", 150)} for name in names]
    )
    page.get_by_role("button", name="Add 3 files").click()
    expect(page.get_by_text("Adding 3 files")).to_be_visible()
    chat(page)
    library(page)
    expect(page.get_by_text(re.compile("Adding 3 files|3 documents added"))).to_be_visible()
    page.goto("about:blank")
    other = page.context.new_page()
    other.goto(f"{app}/library")
    expect(other.get_by_text("3 documents added.")).to_be_visible()


def test_a_document_is_looked_at_and_corrected_and_then_cited_as_corrected(page: Page) -> None:
    library(page)
    choose(page, "orchard")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("dialog").get_by_text("Cider was served until midnight.")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Source").fill("Orchard <b>Herald</b>")
    page.get_by_role("textbox", name="Published").fill("2023-09-30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 document changed.")).to_be_visible()
    chat(page)
    exchange = ask(page, "How many visitors came to the Orchard Festival?")
    expect(exchange.locator(".card").first).to_contain_text("Orchard <b>Herald</b>")
    expect(exchange.locator(".card").first).to_contain_text("30 Sep 2023")
    exchange.get_by_role("button", name="Stop").click()
    finished(exchange)


def test_a_document_is_removed_after_a_question(page: Page) -> None:
    library(page)
    page.get_by_role("tab", name="Paste text").click()
    page.get_by_role("textbox", name="Title").fill("Sluice")
    page.get_by_role("textbox", name="Text", exact=True).fill("The sluice at Harrow was shut in 1902.")
    page.get_by_role("button", name="Add text").click()
    expect(page.get_by_text("1 document added.")).to_be_visible()
    choose(page, "Sluice")
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove 1 document").click()
    expect(page.get_by_text("1 document removed.")).to_be_visible()
    expect(page.get_by_text("No document matches that.")).to_be_visible()


def test_documents_are_tagged_found_by_their_words_and_asked_about_alone(page: Page) -> None:
    library(page)
    choose(page, "orchard")
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("combobox", name="Tags").fill("港 <b>Feasts</b>")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")  # the list
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 document changed.")).to_be_visible()
    page.get_by_role("textbox", name="Find documents").fill("visitor drawn")
    page.keyboard.press("Enter")
    expect(page.locator(".hit mark").first).to_have_text("drew")
    page.get_by_role("textbox", name="Find documents").fill("feasts")
    page.keyboard.press("Enter")
    table = page.get_by_test_id("stDataFrame")
    expect(table.locator("tbody tr")).to_have_count(1)
    table.click(position={"x": 18, "y": 52})
    remove = page.get_by_role("button", name="Remove", exact=True)
    expect(remove).to_be_enabled()
    table.hover()
    toolbar, over = page.get_by_test_id("stElementToolbar").first.bounding_box(), remove.bounding_box()
    assert toolbar
    assert over
    assert toolbar["y"] >= over["y"] + over["height"], "the table's own buttons cover none of ours"
    page.get_by_role("button", name="Summarise it").click()
    exchange = finished(page.locator(".root").last)
    expect(exchange).to_contain_text("The Orchard Festival drew 9,000 visitors")
    expect(page.get_by_role("button", name="Filters on")).to_be_visible()
    page.get_by_role("button", name="Filters on").click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_role("dialog", name="Filters", exact=True)).to_be_visible()
    page.get_by_role("combobox", name="Tags").fill("feasts")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Filters on")).to_be_visible()
    page.keyboard.press("Escape")
    exchange = finished(ask(page, "How much did building the Lantern Bay bridge cost?"))
    expect(exchange).to_contain_text("tagged 港 <b>Feasts</b>", ignore_case=True)
    expect(exchange.locator(".answer")).not_to_contain_text("48 million")
