"""A library that is grown to a number of chunks by perturbed copies, in a folder of its own, and can be grown on."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ValidationError

from evals.bench.footprint import spent
from evals.bench.replicate import Ready, grown, insert
from evals.progress import Progress
from index import build
from index.commit import recover
from index.library import open_library_of
from index.types import Document
from rag.settings import Settings

_TOGETHER = 100
"""Documents inserted at once: what an interruption costs at most."""

_BUILT = "built.json"


class Built(BaseModel):
    """What growing took so far, over all runs: seconds on the clock, and of the processor for this program and for
    Chroma's server. What an interrupted batch took is not in it."""

    wall_s: float = 0.0
    own_cpu_s: float = 0.0
    chroma_cpu_s: float = 0.0


def grow(
    settings: Settings, originals: Sequence[Ready], kept_back: Sequence[Document], seed: int, chunks: int
) -> Built:
    """Inserts what is missing to `chunks`; an earlier run's documents stay. `kept_back` are those that a measurement
    adds and removes: an interruption may have left some."""
    built = _built(settings.data)
    with open_library_of(settings) as library:
        recover(library)
        there = [document.id for document in kept_back if library.catalog.document(document.id)]
        if there:
            build.remove(there, library)
        documents, held = library.catalog.counts()
        source = grown(originals, seed, documents)
        progress = Progress(f"library grows to {chunks} chunks", max(0, chunks - held))
        while held < chunks:
            some = list(islice(source, _TOGETHER))
            while len(some) > 1 and held + sum(len(item.chunks) for item in some[:-1]) >= chunks:
                some.pop()
            took = spent(lambda some=some: insert(some, library), settings.data)  # type: ignore[misc]
            held += (new := sum(len(item.chunks) for item in some))
            built = Built(
                wall_s=built.wall_s + took.wall,
                own_cpu_s=built.own_cpu_s + took.own,
                chroma_cpu_s=built.chroma_cpu_s + (took.chroma or 0.0),
            )
            _keep(built, settings.data)
            progress.step(by=new)
    return built


def _built(data: Path) -> Built:
    try:
        return Built.model_validate_json((data / _BUILT).read_text("utf-8"))
    except (OSError, ValidationError):
        return Built()


def _keep(built: Built, data: Path) -> None:
    new = data / f"{_BUILT}.new"
    new.write_text(built.model_dump_json(), "utf-8")
    new.replace(data / _BUILT)
