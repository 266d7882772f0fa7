"""Signing in at a provider in the browser: what each person then sees, and nothing before."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index import libraries
from index.build import add
from index.library import open_library
from tests.e2e.axe import violations
from tests.e2e.running import PATIENCE_MS, ask, finished, running_app

pytestmark = pytest.mark.browser

_ROLES = '{"staff": "reader", "desk": {"Press": "owner"}}'
_PEOPLE = {"ada": ["staff"], "ben": ["desk"], "cleo": ["staff"], "eve": []}
_NOTE = "The Lantern Bay bridge cost 48 million crowns to build.\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[str]:
    """The app with two libraries behind a provider."""
    folder = tmp_path_factory.mktemp("signed")
    data = folder / "data"
    (folder / "bridge.txt").write_text(_NOTE)
    libraries.make(data, "Press")
    with open_library(data=data, models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200) as library:
        assert not add([folder / "bridge.txt"], library).errors
    users = [User(sub=sub, claims={"name": sub.title(), "groups": groups}) for sub, groups in _PEOPLE.items()]
    with run_server_in_thread(user_claims=users) as provider:
        url = f"http://localhost:{provider.server_port}/.well-known/openid-configuration"
        given = {
            "sign_in_url": url, "sign_in_client": "dossier", "sign_in_secret": "secret", "cookie_secret": "c" * 40,
            "address": "http://127.0.0.1:{port}", "roles": _ROLES, "audit": "1",
        }  # fmt: skip
        with running_app(data, "none", folder / "app.log", **given) as address:
            yield address


@pytest.fixture
def visit(browser: Browser, house: str) -> Iterator[BrowserContext]:
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def _signed_in(context: BrowserContext, house: str, who: str) -> Page:
    page = context.new_page()
    page.goto(house)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(re.compile(re.escape(house)))
    return page


def test_nobody_sees_anything_before_signing_in(visit: BrowserContext, house: str) -> None:
    page = visit.new_page()
    for path in ("", "/library", "/evaluate?library=Press"):
        page.goto(f"{house}{path}")
        page.get_by_role("button", name="Sign in").wait_for()
        expect(page.get_by_test_id("stChatInputTextArea")).to_have_count(0)
        expect(page.get_by_text("bridge")).to_have_count(0)
    assert not list(violations(page, "signing in"))
    assert httpx.get(f"{house}/v1/documents", timeout=120).status_code == 401
    assert httpx.post(f"{house}/mcp/", json={}, timeout=120).status_code == 401


def test_a_reader_asks_and_adds_nothing_and_signs_out(visit: BrowserContext, house: str) -> None:
    page = _signed_in(visit, house, "ada")
    page.get_by_text("What would you like to know?").wait_for()
    expect(finished(ask(page, "How much did the Lantern Bay bridge cost?"))).to_contain_text("48 million")
    expect(page.get_by_role("link", name="Evaluate")).to_have_count(0)
    page.get_by_role("link", name="Library", exact=True).click()
    page.get_by_role("button", name="Preview").wait_for()
    expect(page.get_by_text("Add files")).to_have_count(0)
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("end_session"))
    page.goto(house)
    page.get_by_role("button", name="Sign in").wait_for()


def test_another_person_has_their_library_alone_and_no_conversation_of_another(
    visit: BrowserContext, house: str, browser: Browser
) -> None:
    ada = _signed_in(visit, house, "ada")
    finished(ask(ada, "What did the bridge of Lantern Bay cost?"))
    link = ada.url
    assert "c=" in link
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    ben = _signed_in(other, house, "ben")
    ben.get_by_text("Your library is empty").wait_for()
    expect(ben.get_by_text("What did the bridge of Lantern Bay cost?")).to_have_count(0)
    ben.goto(link)
    ben.get_by_text("Your library is empty").wait_for()
    expect(ben.get_by_text("48 million")).to_have_count(0)
    ben.get_by_role("link", name="Library", exact=True).click()
    ben.get_by_text("Add files").first.wait_for()
    other.close()


def test_a_conversation_is_shared_for_reading_until_that_is_taken_back(
    visit: BrowserContext, house: str, browser: Browser
) -> None:
    ada = _signed_in(visit, house, "ada")
    finished(ask(ada, "How many crowns did the Lantern Bay bridge cost?"))
    ada.get_by_test_id("stSidebar").get_by_test_id("stPopover").get_by_role("button").click()
    ada.get_by_role("button", name="Share for reading").click()
    link = str(ada.get_by_test_id("stCode").inner_text()).strip()
    link = house + link[link.index("/?") :]
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    other.set_default_timeout(PATIENCE_MS)
    cleo = _signed_in(other, house, "cleo")
    cleo.goto(link)
    expect(cleo.locator(".root")).to_contain_text("48 million")
    expect(cleo.get_by_test_id("stChatInputTextArea")).to_have_count(0)
    expect(cleo.get_by_role("button", name="Ask again")).to_have_count(0)
    assert not list(violations(cleo, "shared"))
    ada.get_by_role("button", name="Stop sharing").click()
    ada.get_by_role("button", name="Share for reading").wait_for()
    cleo.goto(link)
    cleo.get_by_text("not shared, or not any more").wait_for()
    other.close()


def test_whom_no_group_lets_in_is_told(visit: BrowserContext, house: str) -> None:
    page = _signed_in(visit, house, "eve")
    page.get_by_text("No group of yours opens a library").wait_for()
    assert not list(violations(page, "nothing open"))
    expect(page.get_by_test_id("stChatInputTextArea")).to_have_count(0)
