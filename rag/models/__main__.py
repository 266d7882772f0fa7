"""The command that fetches and lists chat models.

python -m rag.models                 fetches the default model
python -m rag.models NAME…           fetches others of the table
python -m rag.models --list
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from index.errors import IndexingError
from index.fetch import is_verified
from rag.errors import ModelSetupError
from rag.models.registry import DEFAULT, MODELS, embedded, fetch_model


def main(arguments: Sequence[str] | None = None) -> int:
    from rag.settings import Settings

    parser = argparse.ArgumentParser(prog="python -m rag.models", description="Fetch and verify embedded chat models.")
    parser.add_argument("names", nargs="*", metavar="NAME", default=[DEFAULT], help=f"default: {DEFAULT}")
    parser.add_argument("--list", action="store_true", help="show the table and what is here")
    options = parser.parse_args(arguments)
    try:
        folder = Settings().models
        if options.list:
            _print_table(folder)
            return 0
        for name in options.names:
            print(_fetch_showing(name, folder))
    except (IndexingError, ModelSetupError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _print_table(folder: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("model", "file", "here", "context", "note")
    for model in MODELS.values():
        size = f"{(model.file.size or 0) / 1e9:.2f} GB"
        here = "yes" if is_verified(model.file, folder) else "no"
        table.add_row(model.name, size, here, str(model.context), model.note)
    Console().print(table, f"in {folder}", sep="\n")


def _fetch_showing(name: str, folder: Path) -> Path:
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    with Bar(TextColumn(name), BarColumn(), DownloadColumn(), TimeElapsedColumn()) as bar:
        task = bar.add_task(name, total=embedded(name).file.size)
        path = fetch_model(name, folder, lambda done, total: bar.update(task, completed=done, total=total or None))
        bar.update(task, completed=path.stat().st_size, total=path.stat().st_size)
    return path


if __name__ == "__main__":
    sys.exit(main())
