"""A library for one case at a time, in a folder that goes when the case is done. All share one Chroma server."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.cases.read import Case, documents
from index import build
from index.catalog import Catalog
from index.report import failures, notes, summary, warnings
from index.server import connect
from rag.pipeline import Assistant, open_assistant
from rag.settings import Settings


@contextmanager
def shared_server(settings: Settings) -> Iterator[Settings]:
    """The settings with a Chroma server for all cases: the one that they name, or one of its own."""
    if settings.chroma_url:
        yield settings
        return
    # The server outlives its last user a little, and its folder is gone by then: nothing in it is wanted any more.
    with TemporaryDirectory(prefix="dossier-cases-", ignore_cleanup_errors=True) as folder:
        yield settings.model_copy(update={"chroma_url": f"http://127.0.0.1:{connect(Path(folder))}"})


@contextmanager
def open_case(case: Case, settings: Settings) -> Iterator[tuple[Assistant, list[str]]]:
    """An assistant over the case's documents alone, and all that was said on adding them, titles and days included."""
    with TemporaryDirectory(prefix="dossier-case-") as folder:
        data, given = Path(folder, "data"), Path(folder, case.folder.name)
        given.mkdir()
        for path in documents(case):
            copy = shutil.copytree if path.is_dir() else shutil.copy2
            copy(path, given / path.name)
        catalog = Catalog(data / "catalog.sqlite")
        catalog.set_meta("collection", f"case-{uuid.uuid4()}")
        catalog.close()
        with open_assistant(settings.model_copy(update={"data": data, "database": None})) as assistant:
            report = build.add([given], assistant.library)
            listed = [
                " | ".join(filter(None, [entry.title, entry.source, str(entry.published or "")]))
                for entry in assistant.library.catalog.documents()
            ]
            told = [*failures(report), *warnings(report), *notes(report), summary(report, assistant.library)]
            # Where the case was copied to is no word of what was said.
            said = [line.replace(f"{given}/", "") for line in told]
            try:
                yield assistant, [*said, *listed]
            finally:
                assistant.library.store.drop()
