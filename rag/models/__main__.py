"""The command that fetches, lists and times chat models.

python -m rag.models                 fetches the default model
python -m rag.models NAME…           fetches others of the table, or hf:OWNER/REPO/FILE.gguf[@SHA256]
python -m rag.models --list          what is known and what is here
python -m rag.models --list --speed  also how quickly this machine reads and writes with what is here
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from index.errors import IndexingError
from index.fetch import Progress
from rag.errors import ModelError, ModelSetupError
from rag.models.embedded.local import HUB, hub_file, is_local, obtain, weights_path
from rag.models.embedded.registry import DEFAULT, embedded, fetch_model
from rag.models.embedded.speed import measure
from rag.models.listing import Listed, listed


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0, or 1 where something could not be fetched."""
    from rag.settings import Settings

    parser = argparse.ArgumentParser(prog="python -m rag.models", description="Fetch, list and time chat models.")
    parser.add_argument("names", nargs="*", metavar="NAME", default=[DEFAULT], help=f"default: {DEFAULT}")
    parser.add_argument("--list", action="store_true", help="show what is known and what is here")
    parser.add_argument("--speed", action="store_true", help="with --list: time each model that is here (a minute)")
    options = parser.parse_args(arguments)
    try:
        settings = Settings()
        if options.list or options.speed:
            named = [weights_path(settings.llm, settings.models)] if is_local(settings.llm) else []
            rows = listed(settings.models, named)
            speeds = [_timed(row, settings.threads) for row in rows] if options.speed else []
            _print_table(rows, settings.models, speeds)
            return 0
        for name in options.names:
            print(_fetch_showing(name, settings.models))
    except (IndexingError, ModelSetupError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _timed(row: Listed, threads: int | None) -> tuple[str, str]:
    """Tokens a second of reading and of writing, or why there are none."""
    if row.path is None:
        return "–", "–"
    print(f"timing {row.name} …", file=sys.stderr)
    try:
        speed = measure(row.path, threads=threads)
    except ModelError as error:
        return error.message, "–"
    return f"{speed.reads:.1f}", f"{speed.writes:.1f}"


def _print_table(rows: Sequence[Listed], folder: Path, speeds: Sequence[tuple[str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("model", "size", "state", *(["reads, tokens/s", "writes, tokens/s"] if speeds else []), "note")
    for at, row in enumerate(rows):
        size = "?" if row.size is None else f"{row.size / 1e9:.2f} GB"
        table.add_row(row.name, size, row.state, *(speeds[at] if speeds else ()), row.note)
    Console(markup=False).print(table, f"in {folder}", sep="\n")


def _fetch_showing(name: str, folder: Path) -> Path:
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    with Bar(TextColumn(name), BarColumn(), DownloadColumn(), TimeElapsedColumn()) as bar:
        task = bar.add_task(name, total=None if name.startswith(HUB) else embedded(name).file.size)
        path = _fetch(name, folder, lambda done, total: bar.update(task, completed=done, total=total or None))
        bar.update(task, completed=path.stat().st_size, total=path.stat().st_size)
    return path


def _fetch(name: str, folder: Path, on_progress: Progress) -> Path:
    if not name.startswith(HUB):
        return fetch_model(name, folder, on_progress)
    try:
        hub_file(name)
    except ValueError as error:
        raise ModelSetupError(f"{error}.", hint="The names are those of the model's page on the hub.") from error
    return obtain(name, folder, on_progress)


if __name__ == "__main__":
    sys.exit(main())
