"""Folders that are looked at until somebody says stop: what comes, changes and goes in them does so in the library."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from watchfiles import watch

from index.build import add
from index.errors import IndexingError
from index.library import Library
from index.progress import OnProgress, Report


def watch_folders(
    folders: Sequence[Path],
    library: Library,
    on_report: Callable[[Report], None],
    on_progress: OnProgress = lambda _: None,
    stop: Event | None = None,
) -> None:
    """Adds the folders, then whatever changes in them; `on_report` hears of each addition that did something."""
    missing = next((folder for folder in folders if not folder.is_dir()), None)
    if missing is not None:
        raise IndexingError(str(missing), "there is no such folder", "Check the path.")
    on_report(add(folders, library, on_progress))
    for _ in watch(*folders, stop_event=stop, raise_interrupt=True, ignore_permission_denied=True):
        report = add(folders, library, on_progress)
        if report.added or report.replaced or report.removed or report.errors or report.duplicates:
            on_report(report)
