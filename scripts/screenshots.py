"""Takes the screenshots in docs/: the real app over the sample corpus, with the model of the settings. Only `chat.png`
is kept in the repository.

python scripts/screenshots.py
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from evals.reports.archive import new_file  # noqa: E402
from evals.runs.command import keep  # noqa: E402
from evals.suites.documents import file_names  # noqa: E402
from evals.suites.shelf import BUNDLED  # noqa: E402
from evals.suites.suite import read_suite  # noqa: E402
from index.build import add  # noqa: E402
from index.library import Library, open_library  # noqa: E402
from index.types import Filters  # noqa: E402
from rag.conversation.conversations import Conversations  # noqa: E402
from rag.conversation.exchange import State  # noqa: E402
from rag.pipeline import Assistant, Options, answer  # noqa: E402
from rag.settings import Settings  # noqa: E402
from rag.types import Question  # noqa: E402
from tests.e2e.running import ask, finished, running_app, running_browser  # noqa: E402

DOCS = ROOT / "docs"
WIDE = {"width": 1440, "height": 900}
COST = "How much does Japan pay a year under the Special Measures Agreement of January 2022?"
ABSENT = "Which company will build the new embassy cafeteria in Canberra?"


def main() -> None:
    DOCS.mkdir(exist_ok=True)
    expect.set_options(timeout=300_000)
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder, running_browser() as browser:
        data = Path(folder) / "data"
        with running_app(data, settings.llm, Path(folder) / "empty.log") as address:
            _shot(_open(browser, address, "Your library is empty"), "empty")
        with open_library(
            data=data, models=settings.models, embedding=settings.embedding, chunk_tokens=settings.chunk_tokens
        ) as library:
            add([ROOT / "corpus"], library)
            disagreement = _stored_disagreement(library, data)
            _stored_runs(library)
        with running_app(data, settings.llm, Path(folder) / "app.log") as address:
            link = _chat(browser, address)
            _declined(browser, address)
            _settings(browser, address)
            _library(browser, address)
            _evaluation(browser, address)
            _again(browser, f"{address}/?c={disagreement}", "disagreement", cite=False)
            _again(browser, link, "dark", color_scheme="dark")
            _again(browser, link, "narrow", width=400, height=860, cite=False)
            _again(browser, link, "wide", width=1920, height=1080)
        shutil.rmtree(data, ignore_errors=True)


def _stored_disagreement(library: Library, data: Path) -> str:
    """A conversation whose answer finds two documents at odds; returns its id."""
    question = "How many days were Chinese coast guard ships near the Senkakus in 2024?"
    found = answer(Assistant(library=library, model=None, model_name="none"), Question(text=question))
    conversations = Conversations(data / "conversations.sqlite")
    conversation = conversations.create(question)
    exchange = conversations.ask(conversation, question, Filters())
    conversations.save(exchange.id, State.DONE, answer=found)
    return conversation


def _stored_runs(library: Library) -> None:
    """Two runs of the sample's suite, so that the page has something to compare."""
    suite = read_suite(BUNDLED / "alliance.yaml")
    for options in (Options(abstain_threshold=0.6), Options()):
        assistant = Assistant(library=library, model=None, model_name="none", options=options)
        keep([suite], assistant, file_names(library), new_file(library.data, suite.name), resume=False)


def _chat(browser: Browser, address: str) -> str:
    """Start page, an answer coming, and the answer with its source beside it; returns the conversation's address."""
    page = _open(browser, address, "What would you like to know?")
    page.locator(".st-key-starter-0").wait_for(timeout=300_000)
    _shot(page, "start")
    exchange = ask(page, COST)
    exchange.locator(".card:not(.ghost)").first.wait_for(timeout=300_000)
    _shot(page, "answering")
    finished(exchange)
    link = page.url
    _cite(page)
    _shot(page, "chat")
    return link


def _declined(browser: Browser, address: str) -> None:
    page = _open(browser, address, "What would you like to know?")
    finished(ask(page, ABSENT))
    _shot(page, "declined")


def _library(browser: Browser, address: str) -> None:
    page = _open(browser, address, "What would you like to know?")
    page.get_by_role("link", name="Library").click()
    broken = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"PK\x03\x04 a zip by another name"}
    page.locator('input[type="file"]').first.set_input_files([broken])
    page.get_by_role("button", name="Add 1 file").click()
    page.get_by_test_id("stAlert").first.wait_for()
    _shot(page, "library")


def _settings(browser: Browser, address: str) -> None:
    page = _open(browser, address, "What would you like to know?")
    page.get_by_role("button", name="Settings").click()
    page.get_by_text("Language of the answer").wait_for()
    _shot(page, "settings")


def _evaluation(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
    page.goto(f"{address}/evaluate")
    page.get_by_role("heading", name="Against the run before").wait_for()
    page.wait_for_timeout(3000)  # for the charts
    _shot(page, "evaluation")


def _again(
    browser: Browser, link: str, name: str, *, width: int = 1440, height: int = 900, cite: bool = True, **options: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(link, wait_until="commit")
    finished(page.locator(".root").first)
    if cite:
        _cite(page)
    _shot(page, name)


def _cite(page: Page) -> None:
    page.locator(".answer .mark, .nearest .card").first.click()
    page.locator(".panel mark.current").wait_for()


def _open(browser: Browser, address: str, text: str) -> Page:
    page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
    page.goto(address, wait_until="commit")
    page.get_by_text(text).wait_for(timeout=300_000)
    return page


def _shot(page: Page, name: str) -> None:
    page.mouse.move(2, 2)
    page.wait_for_timeout(700)  # for fonts, and for the end of transitions
    page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    main()
