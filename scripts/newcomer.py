"""From nothing to a cited answer, timed: clones the project, runs `make run` on empty caches and asks in a browser.

python scripts/newcomer.py [FOLDER]    # FOLDER is made and must not exist
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
QUESTION = "On how many days of 2024 were Chinese ships present around the Senkaku Islands?"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()) / "dossier"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DOSSIER_") and k != "PYTHONPATH"}
    environment |= {"XDG_CACHE_HOME": str(folder.parent / "cache"), "STREAMLIT_SERVER_HEADLESS": "true"}
    for start in ("first", "second"):
        began = time.monotonic()
        app, address = run(folder, environment, began)
        try:
            answer(address, began)
        finally:
            os.killpg(app.pid, signal.SIGTERM)
            app.wait()
        print(f"{start} start: done after {time.monotonic() - began:.0f} s", flush=True)


def run(folder: Path, environment: dict[str, str], began: float) -> tuple[subprocess.Popen[str], str]:
    app = subprocess.Popen(
        ["make", "run"], cwd=folder, env=environment, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert app.stdout is not None
    for line in app.stdout:
        if line.strip() and "WARNING" not in line:
            print(f"{time.monotonic() - began:7.1f} s  {line.strip()[:110]}", flush=True)
        if found := re.search(r"http://(?:localhost|127\.0\.0\.1):\d+", line):
            return app, found[0]
    sys.exit("make run ended before the app was there")


def answer(address: str, began: float) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        page = browser.new_page()
        page.goto(address)
        page.get_by_placeholder("Ask your documents").wait_for(timeout=120_000)
        print(f"{time.monotonic() - began:7.1f} s  the page can be used", flush=True)
        page.get_by_placeholder("Ask your documents").fill(QUESTION)
        page.keyboard.press("Enter")
        page.get_by_text("Senkaku").nth(1).wait_for(timeout=120_000)
        page.get_by_text(re.compile("sentences? checked")).wait_for(timeout=240_000)
        print(f"{time.monotonic() - began:7.1f} s  answered rightly: {page.get_by_text('355').count() > 0}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
