"""Times the chat in a real browser: from Enter to evidence on the screen and to the first word of the answer, for
Dossier and for LangChain's tutorial chain in a plain Streamlit chat, with the model of the settings.

python scripts/time_chat.py [--questions 20] [--app dossier stock]

Each question is asked on a page of its own, which is closed at the first word. Prints JSON.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Page, TimeoutError

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from evals.metrics.latency import percentile  # noqa: E402
from evals.suites.shelf import BUNDLED  # noqa: E402
from evals.suites.suite import read_suite  # noqa: E402
from index.build import add  # noqa: E402
from index.library import open_library  # noqa: E402
from rag.settings import Settings  # noqa: E402
from tests.e2e.running import question_box, running_app, running_browser  # noqa: E402

SLOW_MS = 300_000
WATCH = """(looks) => {
  window.seen = {}
  document.addEventListener("keydown", (e) => { if (e.key === "Enter") window.asked = performance.now() }, true)
  const inside = (root, selector) => root.querySelector(selector)
    ?? [...root.querySelectorAll("*")].filter((n) => n.shadowRoot)
      .map((n) => inside(n.shadowRoot, selector)).find(Boolean)
  const look = () => {
    for (const [name, selector] of Object.entries(looks)) {
      if (window.asked && !window.seen[name] && inside(document, selector)?.textContent.trim())
        window.seen[name] = (performance.now() - window.asked) / 1000
    }
    requestAnimationFrame(look)
  }
  look()
}"""
"""Seconds from Enter until an element of each selector first has text, seen at the next frame."""

DOSSIER = {"evidence": ".card:not(.ghost)", "first_word": ".answer:not(:empty), .declined"}
STOCK = {"first_word": '[data-testid="stChatMessageAvatarAssistant"] ~ * [data-testid="stMarkdown"]'}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--app", nargs="+", default=["dossier", "stock"], choices=["dossier", "stock"])
    chosen = parser.parse_args()
    questions = [p.question for p in read_suite(BUNDLED / "alliance.yaml").prompts if p.answerable and not p.history]
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder, running_browser() as browser:
        apps = {}
        for name in chosen.app:
            data = apps[name] = Path(folder) / name
            with open_library(
                data=data, models=settings.models, embedding=settings.embedding, chunk_tokens=settings.chunk_tokens
            ) as library:
                add([ROOT / "corpus"], library)
        print(json.dumps(_times(browser, apps, settings.llm, questions[: chosen.questions]), indent=1))


def _times(browser: Browser, apps: dict[str, Path], llm: str, questions: list[str]) -> dict[str, dict[str, object]]:
    found = {}
    for name, script, looks, ready in (
        ("dossier", "ui/server.py", DOSSIER, lambda page: page.get_by_text("What would you like to know?").wait_for()),
        ("stock", "scripts/stock_chat.py", STOCK, lambda page: question_box(page).wait_for()),
    ):
        if name not in apps:
            continue
        with running_app(apps[name], llm, apps[name].parent / f"{name}.log", script) as address:
            _ask(browser, address, questions[0], looks, ready)  # loads the model
            rows = []
            for at, question in enumerate(questions, start=1):
                rows.append(_ask(browser, address, question, looks, ready))
                print(f"{name} {at}/{len(questions)} {rows[-1]}", file=sys.stderr, flush=True)
        found[name] = {
            look: {"p50": percentile(0.5, times), "p95": percentile(0.95, times), "n": len(times)}
            for look in looks
            if (times := [row[look] for row in rows])
        }
    return found


def _ask(
    browser: Browser, address: str, question: str, looks: dict[str, str], ready: Callable[[Page], None]
) -> dict[str, float]:
    page = browser.new_page()
    page.set_default_timeout(SLOW_MS)
    page.goto(address)
    ready(page)
    page.evaluate(WATCH, looks)
    question_box(page).fill(question)
    question_box(page).press("Enter")
    page.wait_for_function("(names) => names.every((n) => window.seen[n])", arg=list(looks))
    seen: dict[str, float] = page.evaluate("() => window.seen")
    stop = page.get_by_role("button", name="Stop")
    if stop.count():
        with suppress(TimeoutError):  # the answer ended by itself
            stop.first.click(timeout=2_000)
    page.wait_for_timeout(1000)
    page.close()
    return seen


if __name__ == "__main__":
    main()
