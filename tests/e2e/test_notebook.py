"""Pinning, ordering and taking away, by the keyboard alone; what is taken away is re-checked without the library."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from rag.conversation import recheck
from rag.conversation.conversations import Conversations
from tests.e2e.running import ask, finished
from tests.e2e.test_chat import COST

pytestmark = pytest.mark.browser


def _pressed(button: Locator) -> None:
    """What the keyboard reaches and Enter sets off."""
    button.focus()
    expect(button).to_be_focused()
    button.press("Enter")


def test_what_is_pinned_is_ordered_noted_exported_and_confirmed(
    page: Page, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Conversations(data / "conversations.sqlite").notebook
    for item in kept.items():  # of other tests
        kept.remove(item.id)
    exchange = finished(ask(page, COST))
    for name in ("Pin the whole answer", "Pin what is ticked"):
        _pressed(exchange.get_by_role("button", name="Pin", exact=True))
        dialog = page.get_by_role("dialog", name="Pin to the notebook")
        if "ticked" in name:
            expect(dialog.get_by_role("button", name=name)).to_be_disabled()
            dialog.get_by_role("checkbox").first.press("Space")
            expect(dialog.get_by_role("button", name=name)).to_be_enabled()
        _pressed(dialog.get_by_role("button", name=name))
        expect(dialog).to_have_count(0)
        expect(page.get_by_text("Pinned. The page “Notebook” has it.").last).to_be_visible()
    _pressed(page.get_by_role("link", name="Notebook"))
    page.get_by_role("heading", name="Notebook").wait_for()
    items = page.locator('[class*="st-key-item-"]')
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("A tunnel opened in 1911")
    expect(items.last).not_to_contain_text("A tunnel opened in 1911")
    _pressed(items.last.get_by_role("button", name="Up"))
    expect(items.first).not_to_contain_text("A tunnel opened in 1911")
    _pressed(items.first.get_by_role("button", name="Note below"))
    expect(items).to_have_count(3)
    note = items.nth(1).get_by_role("textbox")
    note.fill("Ask <b>the county</b> 港.")
    note.press("Control+Enter")
    while not any(item.note for item in kept.items()):
        page.wait_for_timeout(100)  # a reload would come before what was typed is sent
    page.reload()
    expect(items.nth(1).get_by_role("textbox")).to_have_value("Ask <b>the county</b> 港.")
    for name, suffix in (("Markdown", "md"), ("HTML", "html"), ("JSON", "json")):
        with page.expect_download() as download:
            _pressed(page.get_by_role("button", name=name, exact=True))
        file = tmp_path / f"notebook.{suffix}"
        download.value.save_as(file)
        assert recheck.main([str(file), "--documents", str(data.parent / "papers")]) == 0
        assert " confirmed." in capsys.readouterr().out
    _pressed(items.first.get_by_role("button", name="Remove"))
    expect(items).to_have_count(2)
