"""What is measured of a library of one size: each part gives its figures by name, a score a question or repetition."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context

import numpy as np

from evals.bench.figures import Metric, Score
from evals.bench.footprint import Spent, disk_mb, resident_mb, server_mb, spent
from evals.metrics.latency import p50, p95
from evals.metrics.ranking import recall_at
from index import build
from index.care.verify import differing, rebuild, verify
from index.embed import TokenEmbeddings, Vectors
from index.library import Library, open_library_of
from index.types import Document
from rag.pipeline import Assistant
from rag.pipeline import options as assistant_options
from rag.retrieval.hybrid import dense_search, lexical_search
from rag.settings import Settings
from rag.suggestions.overview import named_most
from rag.suggestions.suggest import starters
from rag.types import Question

REPEATS = 3
_BLOCK = 20_000
"""Vectors that are held against the questions at once: 30 MB."""


@dataclass(frozen=True, kw_only=True)
class Grown:
    """A library of its size, and what a measurement needs. `kept_back` are documents that it does not hold, which
    `embeddings` knows."""

    settings: Settings
    questions: Sequence[Question]
    kept_back: Sequence[Document]
    embeddings: TokenEmbeddings


def ask(grown: Grown) -> dict[str, Metric]:
    """Evidence for every question, in a process of its own, spawned: what it holds is what the app would hold."""
    return _apart(_asked, grown.settings, grown.questions)


def pages(grown: Grown) -> dict[str, Metric]:
    """What a drawing of the pages asks of the library, in a process of its own."""
    return _apart(_shown, grown.settings)


def recall(grown: Grown) -> dict[str, Metric]:
    """For each question the share of its ten nearest chunks, by exact search, that Chroma finds."""
    with open_library_of(grown.settings) as library:
        asked = np.stack([library.embeddings.embed_query(q.text) for q in grown.questions]).astype(np.float32)
        scores: list[Score] = []
        for vector, nearest in zip(asked, _nearest(asked, library), strict=True):
            found = [hit.chunk_id for hit in library.store.search(vector.tolist(), 10)]
            scores.append(recall_at(10, found, nearest))
    return {"hnsw_recall@10": Metric(scores=scores)}


def change(grown: Grown) -> dict[str, Metric]:
    """All of the documents kept back are added and removed again, a few times over; their embeddings are known."""
    ids = [document.id for document in grown.kept_back]
    added, removed = [], []
    with open_library_of(grown.settings) as library:
        library = replace(library, embeddings=grown.embeddings)
        for _ in range(REPEATS):
            added.append(spent(lambda: build.add_documents(grown.kept_back, library), grown.settings.data))
            removed.append(spent(lambda: build.remove(ids, library), grown.settings.data))
    return _costs("add", added) | _costs("remove", removed)


def care(grown: Grown) -> dict[str, Metric]:
    """What `index doctor` compares: which chunks both sides have, and every vector."""
    with open_library_of(grown.settings) as library:
        compared = spent(lambda: verify(library), grown.settings.data)
        vectors = spent(lambda: differing(library), grown.settings.data)
    return _costs("compare", [compared]) | _costs("compare_vectors", [vectors])


def anew(grown: Grown) -> dict[str, Metric]:
    """Chroma is made anew from the catalog."""
    with open_library_of(grown.settings) as library:
        return _costs("rebuild", [spent(lambda: rebuild(library), grown.settings.data)])


PARTS: Mapping[str, Callable[[Grown], dict[str, Metric]]] = {
    "ask": ask, "pages": pages, "recall": recall, "change": change, "care": care, "rebuild": anew,
}  # fmt: skip


def _apart(
    work: Callable[..., dict[str, Metric]], settings: Settings, *given: object
) -> dict[str, Metric]:  # fmt: skip
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, settings, *given).result()


def _asked(settings: Settings, questions: Sequence[Question]) -> dict[str, Metric]:
    """After a few to warm up; then each search alone, the question's vector being known."""
    with open_library_of(settings) as library:
        assistant = Assistant(library=library, model=None, model_name="none", options=assistant_options(settings))
        for question in questions[-3:]:
            assistant.retrieve(replace(question, text=f"{question.text} And then?"))
        whole = [spent(partial(assistant.retrieve, q), settings.data) for q in questions]
        dense = [spent(partial(dense_search, q.text, library, q.filters), settings.data) for q in questions]
        lexical = [spent(partial(lexical_search, q.text, library, q.filters), settings.data) for q in questions]
        found = {f"evidence_{name}": metric for name, metric in _spread(whole).items()}
        for name, costs in (("dense", dense), ("lexical", lexical)):
            found[f"{name}_cpu_p95"] = Metric(scores=[cost.cpu for cost in costs], statistic=p95)
        return found | {
            "process_mb": Metric(scores=[resident_mb()]),
            "server_mb": Metric(scores=[server_mb(settings.data)]),
            "catalog_mb": Metric(scores=[disk_mb(settings.data / "catalog.sqlite")]),
            "chroma_mb": Metric(scores=[disk_mb(settings.data / "chroma")]),
        }


def _shown(settings: Settings) -> dict[str, Metric]:
    with open_library_of(settings) as library:
        catalog = library.catalog
        looks: dict[str, Callable[[], object]] = {
            "counts": catalog.counts,
            "filters": lambda: (catalog.sources(), catalog.tags()),
            "list": catalog.documents,
            "starters": lambda: starters(library, threshold=settings.abstain_threshold),
            "named": lambda: named_most(library, catalog.documents()),
        }
        for look in looks.values():
            look()
        return {
            f"{name}_cpu": Metric(scores=[spent(look, settings.data).cpu for _ in range(REPEATS)])
            for name, look in looks.items()
        }


def _nearest(asked: Vectors, library: Library) -> Iterator[list[str]]:
    """For each row the ids of the ten nearest chunks, by all the vectors of the catalog."""
    best, scores = np.empty((len(asked), 0), dtype=object), np.empty((len(asked), 0), dtype=np.float32)
    for ids, vectors in _blocks(library):
        best = np.hstack([best, np.tile(np.asarray(ids, dtype=object), (len(asked), 1))])
        scores = np.hstack([scores, asked @ vectors.T])
        order = np.argsort(-scores, axis=1)[:, :10]
        best, scores = np.take_along_axis(best, order, axis=1), np.take_along_axis(scores, order, axis=1)
    yield from (list(row) for row in best)


def _blocks(library: Library) -> Iterator[tuple[list[str], Vectors]]:
    names: list[str] = []
    parts: list[Vectors] = []
    for entry in library.catalog.documents():
        ids, vectors = library.catalog.embeddings(entry.id)
        names += ids
        parts.append(vectors)
        if len(names) >= _BLOCK:
            yield names, np.concatenate(parts)
            names, parts = [], []
    if names:
        yield names, np.concatenate(parts)


def _spread(costs: Sequence[Spent]) -> dict[str, Metric]:
    cpu, wall = [cost.cpu for cost in costs], [cost.wall for cost in costs]
    return {
        "cpu_p50": Metric(scores=cpu, statistic=p50),
        "cpu_p95": Metric(scores=cpu, statistic=p95),
        "p50": Metric(scores=wall, statistic=p50),
        "p95": Metric(scores=wall, statistic=p95),
    }


def _costs(name: str, costs: Sequence[Spent]) -> dict[str, Metric]:
    """Seconds on the clock, and of the processor."""
    return {
        f"{name}_s": Metric(scores=[cost.wall for cost in costs]),
        f"{name}_cpu": Metric(scores=[cost.cpu for cost in costs]),
    }
