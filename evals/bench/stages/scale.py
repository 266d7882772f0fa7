"""The scale stage: latency, memory, disk and recall of the index as the library grows to 100,000 chunks.

A throw-away library is filled with the set's documents and, past their number, with perturbed copies of them
(`replicate`). At each size a fresh process asks the questions, as the app would; then HNSW is held against exact
search, and documents that were kept back are added and removed. Needs no LLM.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from evals.bench.figures import Figures, Metric
from evals.bench.footprint import disk_mb, resident_mb, server_mb
from evals.bench.questions import as_question, open_question_bed
from evals.bench.replicate import Ready, grown, insert, stored
from evals.bench.sample import sample
from evals.bench.stage import Options
from evals.errors import BenchError
from evals.metrics.latency import p50, p95
from evals.metrics.ranking import recall_at
from evals.progress import Progress
from index import build
from index.library import Library, open_library
from index.types import Document
from rag.pipeline import Assistant
from rag.pipeline import options as assistant_options
from rag.retrieval.hybrid import dense_search, lexical_search
from rag.settings import Settings
from rag.types import Question

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 200
KEPT_BACK = 100
"""Documents that are added and removed at each size."""
REPEATS = 3
_TOGETHER = 50

SYSTEMS = ("dossier",)


@dataclass(frozen=True, kw_only=True)
class Served:
    """What a process saw that asked the questions: seconds a question, megabytes after all of them."""

    total: list[float]
    dense: list[float]
    lexical: list[float]
    own_mb: float | None
    server_mb: float | None


def run(options: Options) -> Iterator[Figures]:
    """One line a size; `--limit` is the largest, in chunks."""
    with open_question_bed(replace(options, limit=None)) as (bed, rows):
        chosen = sample(rows, QUESTIONS, seed=options.seed, identity=lambda row: row.id)
        questions = [as_question(row, bed) for row in chosen]
        documents = stored(bed.library)
        kept_back = [item.document for item in documents[: min(KEPT_BACK, len(documents) // 2)]]
        source = grown(documents[len(kept_back) :], options.seed)
        with _throw_away(options, bed.settings) as settings:
            inserted: list[Ready] = []
            smallest: Figures | None = None
            for size in sizes(options.limit):
                inserted += _grow(source, size - sum(len(item.chunks) for item in inserted), settings)
                found = _measure(settings, questions, inserted, kept_back, bed.library, options)
                smallest = smallest or found
                yield replace(found, notes=(*found.notes, _growth(smallest, found)))


def sizes(limit: int | None) -> list[int]:
    return [*(size for size in SIZES if size < (limit or SIZES[-1])), limit or SIZES[-1]]


@contextmanager
def _throw_away(options: Options, settings: Settings) -> Iterator[Settings]:
    # The Chroma server outlives the folder by some seconds and may still write.
    with TemporaryDirectory(prefix="scale-", dir=options.cache, ignore_cleanup_errors=True) as folder:
        yield settings.model_copy(update={"data": Path(folder), "chroma_url": None, "database": None})


@contextmanager
def _opened(settings: Settings) -> Iterator[Library]:
    with open_library(
        data=settings.data, models=settings.models, embedding=settings.embedding, chunk_tokens=settings.chunk_tokens
    ) as library:
        yield library


def _grow(source: Iterator[Ready], chunks: int, settings: Settings) -> list[Ready]:
    """Inserts documents until there are `chunks` more; returns them."""
    taken = []
    while chunks > 0:
        taken.append(next(source))
        chunks -= len(taken[-1].chunks)
    with _opened(settings) as library:
        progress = Progress("library grows", -(-len(taken) // _TOGETHER))
        left = iter(taken)
        while some := list(islice(left, _TOGETHER)):
            insert(some, library)
            progress.step()
    return taken


def _measure(
    settings: Settings,
    questions: Sequence[Question],
    inserted: Sequence[Ready],
    kept_back: Sequence[Document],
    remembered: Library,
    options: Options,
) -> Figures:
    # A process of its own, spawned: what it holds is what the app would hold, and nothing is left from another size.
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        served = pool.submit(serve, settings, questions).result()
    documents, chunks = len(inserted), sum(len(item.chunks) for item in inserted)
    with _opened(settings) as library:
        metrics = {
            "chunks": Metric(scores=[float(chunks)]),
            "latency_p50": Metric(scores=served.total, statistic=p50),
            "latency_p95": Metric(scores=served.total, statistic=p95),
            "dense_p95": Metric(scores=served.dense, statistic=p95),
            "lexical_p95": Metric(scores=served.lexical, statistic=p95),
            "hnsw_recall@10": Metric(scores=hnsw_recall(library, questions, inserted)),
            "process_mb": Metric(scores=[served.own_mb]),
            "server_mb": Metric(scores=[served.server_mb]),
            "catalog_mb": Metric(scores=[disk_mb(settings.data / "catalog.sqlite")]),
            "chroma_mb": Metric(scores=[disk_mb(settings.data / "chroma")]),
        }
        added, removed = _changed(replace(library, embeddings=remembered.embeddings), kept_back)
    return Figures(
        bench=options.bench,
        stage="scale",
        system=f"dossier-{chunks}",
        n=len(questions),
        metrics=metrics | {"add_s": Metric(scores=added), "remove_s": Metric(scores=removed)},
        notes=(
            f"{documents} documents, {chunks} chunks; add_s and remove_s are for {len(kept_back)} documents, whose "
            "embeddings were kept: what is timed is all but the embedding model",
        ),
    )


def serve(settings: Settings, questions: Sequence[Question]) -> Served:
    """Asks every question once, after a few to warm up, then each search alone, the question's vector being known."""
    with _opened(settings) as library:
        assistant = Assistant(library=library, model=None, model_name="none", options=assistant_options(settings))
        for question in questions[-3:]:
            assistant.retrieve(replace(question, text=f"{question.text} And then?"))
        total = [_seconds(partial(assistant.retrieve, q)) for q in questions]
        dense = [_seconds(partial(dense_search, q.text, library, q.filters)) for q in questions]
        lexical = [_seconds(partial(lexical_search, q.text, library, q.filters)) for q in questions]
        return Served(
            total=total, dense=dense, lexical=lexical, own_mb=resident_mb(), server_mb=server_mb(settings.data)
        )


def hnsw_recall(library: Library, questions: Sequence[Question], inserted: Sequence[Ready]) -> list[float | None]:
    """For each question the share of its ten nearest chunks, by exact search, that Chroma finds."""
    ids = [chunk.id for item in inserted for chunk in item.chunks]
    matrix = np.concatenate([item.embedded.chunks for item in inserted])
    scores = []
    for question in questions:
        vector = library.embeddings.embed_query(question.text)
        nearest = np.argsort(matrix @ np.asarray(vector, dtype=np.float32))[::-1][:10]
        found = [hit.chunk_id for hit in library.store.search(vector, 10)]
        scores.append(recall_at(10, found, [ids[i] for i in nearest]))
    return scores


def _changed(library: Library, documents: Sequence[Document]) -> tuple[list[float], list[float]]:
    """Seconds to add all the documents, and to remove them again, a few times over."""
    added, removed = [], []
    for _ in range(REPEATS):
        added.append(_seconds(partial(build.add_documents, documents, library)))
        removed.append(_seconds(partial(build.remove, [d.id for d in documents], library)))
    return added, removed


def _growth(smallest: Figures, found: Figures) -> str:
    before, after = (figures.metrics["latency_p95"].estimate.value for figures in (smallest, found))
    if not before or after is None:
        raise BenchError("No question was asked.", hint="The set needs questions.")
    return f"p95 is {after / before:.2f} times that of {smallest.system}"


def _seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
