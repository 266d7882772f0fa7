"""The ingest stage: chunks per second into an empty library, beside the stock pipeline and the embedding model alone.

`dossier` is `index.build.add_documents`; `stock` splits, embeds and stores as LangChain's tutorial does, all documents
together; `embedder` embeds the texts that Dossier embeds, in one call, and does nothing else: the limit. The three take
turns, so that a noisy machine hits all alike, and ratios are taken within a turn. Needs no LLM.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.bench import read
from evals.bench.bed import as_documents
from evals.bench.figures import Figures, Metric
from evals.bench.sample import sample
from evals.bench.stage import Options
from evals.errors import BenchError
from evals.progress import Progress
from evals.systems.recursive import fill
from evals.systems.stock import SPLIT
from index import build
from index.catalog import Catalog
from index.chunk import chunk, embedding_text
from index.library import Library, open_library
from index.server import connect
from index.types import Document

DOCUMENTS = 100
"""How many are ingested without --limit."""
TURNS = 5


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What one system did in one turn."""

    chunks: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.chunks / self.seconds


def _dossier(documents: Sequence[Document], library: Library) -> Turn:
    started = time.perf_counter()
    report = build.add_documents(documents, library)
    seconds = time.perf_counter() - started
    if report.errors:
        raise BenchError(str(report.errors[0]), hint="A document of the set cannot be indexed.")
    return Turn(chunks=report.chunks, seconds=seconds)


def _stock(documents: Sequence[Document], library: Library) -> Turn:
    started = time.perf_counter()
    chunks = fill(library.store, documents, library, SPLIT)
    return Turn(chunks=chunks, seconds=time.perf_counter() - started)


def _embedder(documents: Sequence[Document], library: Library) -> Turn:
    tokens, most = library.embeddings.count_tokens, library.chunk_tokens
    texts = [embedding_text(c, d) for d in documents for c in chunk(d, count_tokens=tokens, max_tokens=most)]
    started = time.perf_counter()
    library.embeddings.encode(texts)
    return Turn(chunks=len(texts), seconds=time.perf_counter() - started)


SYSTEMS: Mapping[str, Callable[[Sequence[Document], Library], Turn]] = {
    "dossier": _dossier,
    "stock": _stock,
    "embedder": _embedder,
}


def run(options: Options) -> Iterator[Figures]:
    """All systems turn by turn, then a line each. Nothing is kept: times of another hour are no comparison."""
    rows = read.corpus(options.folder)
    chosen = sample(rows, options.limit or DOCUMENTS, seed=options.seed, identity=lambda row: row.id)
    documents = list({d.id: d for d in as_documents(chosen).values()}.values())
    names = options.systems or tuple(SYSTEMS)
    turns: dict[str, list[Turn]] = {name: [] for name in names}
    progress = Progress(f"{options.bench} ingest", TURNS * len(names))
    with _libraries(options) as empty:
        for _ in range(TURNS):
            for name in names:
                with empty() as library:
                    library.embeddings.encode(["The first call of a model is slower than the others."])
                    turns[name].append(SYSTEMS[name](documents, library))
                progress.step()
    for name in names:
        yield figures(name, turns, len(documents), options)


def figures(name: str, turns: Mapping[str, Sequence[Turn]], documents: int, options: Options) -> Figures:
    """Rates of the system, and for `dossier` its ratios to the others: a score is a turn."""
    own = turns[name]
    metrics = {
        "chunks": Metric(scores=[float(turn.chunks) for turn in own]),
        "chunks_per_s": Metric(scores=[turn.rate for turn in own]),
        "documents_per_s": Metric(scores=[documents / turn.seconds for turn in own]),
    }
    if name == "dossier" and "embedder" in turns:
        shares = [turn.rate / limit.rate for turn, limit in zip(own, turns["embedder"], strict=True)]
        metrics["share_of_limit"] = Metric(scores=shares)
    if name == "dossier" and "stock" in turns:
        # In documents too: chunks that overlap are more chunks for the same text.
        pairs = list(zip(own, turns["stock"], strict=True))
        metrics["chunks_to_stock"] = Metric(scores=[turn.rate / stock.rate for turn, stock in pairs])
        metrics["documents_to_stock"] = Metric(scores=[stock.seconds / turn.seconds for turn, stock in pairs])
    return Figures(
        bench=options.bench,
        stage="ingest",
        system=name,
        n=documents,
        metrics=metrics,
        notes=(f"intervals are over {len(own)} turns",),
    )


@contextmanager
def _libraries(options: Options) -> Iterator[Callable[[], AbstractContextManager[Library]]]:
    """Makes empty libraries that share one Chroma server, each with a collection of its own."""
    settings = options.settings
    options.cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="ingest-", dir=options.cache, ignore_cleanup_errors=True) as folder:
        url = f"http://127.0.0.1:{connect(Path(folder))}"
        numbers = count(1)

        @contextmanager
        def empty() -> Iterator[Library]:
            name = f"library-{next(numbers)}"
            Catalog(Path(folder) / name / "catalog.sqlite").set_meta("collection", name)
            with open_library(
                data=Path(folder) / name, models=settings.models, embedding=settings.embedding,
                chunk_tokens=settings.chunk_tokens, chroma_url=url,
            ) as library:  # fmt: skip
                yield library
                library.store.drop()

        yield empty
