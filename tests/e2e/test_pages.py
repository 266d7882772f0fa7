"""A citation into a PDF shows its page, with the passage lit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.build import add_uploads
from index.library import open_library
from tests.e2e.axe import violations
from tests.e2e.running import PATIENCE_MS, ask, finished, running_app
from tests.index.samples import LEFT, RIGHT, column, placed
from tests.scripted import ScriptedServer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def orchard(tmp_path_factory: pytest.TempPathFactory, models: Path, llm: ScriptedServer) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("pages")
    pages = [
        [(60.0, 700.0, 10.0, "This report tells how the orchards of the coast came to be.")],
        [*column(60, 700, LEFT), *column(240, 700, RIGHT)],
    ]
    with open_library(data=folder / "data", models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert not add_uploads([("orchards.pdf", placed(pages))], library).errors
    with running_app(folder / "data", llm.url, folder / "app.log") as address:
        yield address


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_of_a_passage_is_shown_with_the_passage_lit(browser: Browser, orchard: str, width: int) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(viewport={"width": width, "height": 844})
    context.set_default_timeout(PATIENCE_MS)
    page: Page = context.new_page()
    page.goto(orchard)
    exchange = finished(ask(page, "Who planted the orchard of Vell?"))
    exchange.locator(".answer .mark").first.click()
    panel = page.locator(".panel")
    expect(panel.locator(".text")).to_contain_text("three sisters")
    panel.get_by_role("button", name="Page", exact=True).click()
    picture = panel.get_by_role("img", name="Page 2 as a picture")
    expect(picture).to_be_visible()
    assert not list(violations(page, "page of a PDF"))
    expect(panel.locator(".text")).to_be_hidden()
    expect(panel.locator(".lit").first).to_be_in_viewport()
    lit, whole = panel.locator(".lit").first.bounding_box(), picture.bounding_box()
    assert lit
    assert whole
    assert whole["x"] <= lit["x"] < whole["x"] + whole["width"] / 2
    assert lit["width"] < whole["width"] / 2
    panel.get_by_role("button", name="Larger").click()
    assert (picture.bounding_box() or whole)["width"] > whole["width"]
    panel.get_by_role("button", name="Previous page").click()
    expect(panel.get_by_role("img", name="Page 1 as a picture")).to_be_visible()
    expect(panel.get_by_role("button", name="Previous page")).to_be_disabled()
    panel.get_by_role("button", name="Text", exact=True).click()
    expect(panel.locator(".text")).to_be_visible()
    expect(panel.locator("img")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
