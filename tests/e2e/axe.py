"""What axe-core objects to on a page."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_STREAMLITS = [[".stToast"], ['[data-testid="stFileUploaderDropzone"]']]
"""What Streamlit draws and we cannot mend: a toast named by an element that is not there, an upload area that is given
a name and called presentation at once. What stands in them can be read and used all the same."""


def violations(page: Page, where: str) -> Iterator[str]:
    """One line each; `where` says what the page shows."""
    page.wait_for_timeout(500)  # what fades in is paler for a moment
    for violation in Axe().run(page, context={"exclude": _STREAMLITS}).response["violations"]:
        for node in violation["nodes"]:
            why = " ".join(node["failureSummary"].split())
            yield f"{where}: {violation['id']}: {why}: {node['target']} {node['html'][:160]}"
