"""A new user's first ten minutes, in a browser, with the seconds of each step: 300 files are added, three questions
asked, a briefing made, an answer pinned, the notebook exported and re-checked.

python scripts/first_ten_minutes.py [--files N] [--llm NAME]
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from rag.settings import Settings  # noqa: E402
from tests.e2e.running import ask, finished, running_app, running_browser  # noqa: E402

_PATIENCE_MS = 600_000
_TOWNS = "Arden Brill Corby Dunmere Eastwick Fenbury Garth Harrow Illston Jarrow".split()
_WORKS = "bridge canal ferry library lighthouse market mill orchard station tunnel".split()


def main() -> int:
    options = _options()
    expect.set_options(timeout=_PATIENCE_MS)
    with tempfile.TemporaryDirectory() as name, running_browser() as browser:
        folder = Path(name)
        papers = folder / "papers"
        _write(papers, options.files)
        with running_app(folder / "data", options.llm, folder / "app.log") as address:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(_PATIENCE_MS)
            with _step("open the page"):
                page.goto(address)
                page.get_by_text("Your library is empty").wait_for()
            return _walk(page, address, papers, options.files, folder)


def _walk(page: Page, address: str, papers: Path, files: int, folder: Path) -> int:
    with _step(f"add {files} files"):
        page.goto(f"{address}/library")
        page.locator('input[type="file"]').first.set_input_files(sorted(papers.iterdir()))
        page.get_by_role("button", name=f"Add {files} files").click()
        page.get_by_text(f"{files} documents added.").wait_for()
    page.goto(address)
    page.get_by_text("What would you like to know?").wait_for()
    questions = (
        "Who paid for the mill of Eastwick?", "When was the bridge of Corby opened?",
        "How much did the lighthouse of Jarrow cost?",
    )  # fmt: skip
    for question in questions:
        with _step(f"ask: {question}"):
            finished(ask(page, question))
    page.get_by_role("button", name="New conversation").click()
    page.locator(".root").first.wait_for(state="detached")
    with _step("brief: Timeline of Harrow"):
        exchange = finished(ask(page, "Timeline of Harrow"))
    with _step("pin"):
        exchange.get_by_role("button", name="Pin", exact=True).click()
        pinned, whole = page.get_by_text("Pinned."), page.get_by_role("button", name="Pin the whole answer")
        whole.or_(pinned).first.wait_for()
        if whole.is_visible():  # an answer of one sentence is pinned at once
            whole.click()
        pinned.first.wait_for()
    with _step("export the notebook"):
        page.get_by_role("link", name="Notebook").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Markdown", exact=True).click()
        download.value.save_as(folder / "notebook.md")
    with _step("re-check it"):
        command = [sys.executable, "-m", "rag", "recheck", str(folder / "notebook.md"), "--documents", str(papers)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    print(done.stdout.strip().splitlines()[-1] if done.stdout else done.stderr.strip())
    return done.returncode


def _write(papers: Path, files: int) -> None:
    """Notes on what ten towns built, each a page long: no two say the same."""
    papers.mkdir()
    for number in range(files):
        town, work = _TOWNS[number % 10], _WORKS[number // 10 % 10]
        year = 1850 + number * 7 % 150
        told = [
            f"The {work} of {town} was opened on {1 + number % 28} May {year}.",
            f"It cost {number * 37 + 900:,} crowns, and the guild of {town} paid for it.",
            *(f"In its year {n} the {work} of {town} was mended for {number + n * 11} crowns." for n in range(2, 20)),
        ]
        title = f"The {work} of {town}, part {number // 100 + 1}"
        head = f"---\ntitle: {title}\nsource: {town} Post\ndate: {year}-05-04\n---\n"
        (papers / f"{number:04}-{town}-{work}.md").write_text(f"{head}\n{' '.join(told[:2])}\n\n{' '.join(told[2:])}\n")


@contextmanager
def _step(name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:8.1f} s  {name}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--llm", default=Settings().llm, help="who answers, as DOSSIER_LLM; none quotes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
