"""The scale stage: what a library costs as it grows, to a million chunks and more by `--sizes`.

For each size a library of its own is filled with the set's documents and, past their number, with perturbed copies of
them (`replicate`). It stays in the cache, so that an interrupted run goes on where it stopped, and each size and each
part (`--system`) can be measured by itself. `--limit` is how many questions are asked. Needs no LLM.

Memory and disk are in megabytes. Figures that end in `_s`, and the evidence's p50 and p95, are seconds on the clock;
those with `_cpu` are seconds of the processor, Chroma's included, which other work on the machine changes little.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evals.bench.figures import Figures, Metric
from evals.bench.questions import as_question, open_question_bed
from evals.bench.replicate import stored
from evals.bench.rows import code_version, digest
from evals.bench.sample import sample
from evals.bench.stage import Options
from evals.scale.grow import Built, grow
from evals.scale.parts import PARTS, Grown
from index.library import open_library_of

SIZES = (1_000, 10_000, 100_000)
MOST = 10_000_000
"""Chunks: of more, one Chroma server is not the way (docs/scale.md)."""
QUESTIONS = 200
KEPT_BACK = 100
"""Documents that are added and removed at each size."""

SYSTEMS = tuple(PARTS)
"""The parts of which figures can be asked by name; without any, all."""

_RATIO = ("evidence_cpu_p95", "evidence_p95")


def run(options: Options) -> Iterator[Figures]:
    """One line a size and part: what was measured stands, whatever ends the run."""
    with open_question_bed(replace(options, limit=None)) as (bed, rows):
        chosen = sample(rows, options.limit or QUESTIONS, seed=options.seed, identity=lambda row: row.id)
        documents = stored(bed.library)
        kept_back = [item.document for item in documents[: min(KEPT_BACK, len(documents) // 2)]]
        name = digest(bed.corpus, str(options.seed), code_version(("evals/bench/replicate.py",)))[:8]
        smallest: dict[str, Figures] = {}
        for size in options.sizes or SIZES:
            place = options.cache / f"scale-{name}-{size}"
            settings = bed.settings.model_copy(update={"data": place, "chroma_url": None, "database": None})
            built = grow(settings, documents[len(kept_back) :], kept_back, options.seed, size)
            grown = Grown(
                settings=settings, questions=[as_question(row, bed) for row in chosen], kept_back=kept_back,
                embeddings=bed.library.embeddings,
            )  # fmt: skip
            for part in (part for part in PARTS if part in (options.systems or PARTS)):
                found = _figures(part, grown, built, options)
                yield replace(found, notes=(*found.notes, *_growth(smallest.setdefault(part, found), found)))


def _figures(part: str, grown: Grown, built: Built, options: Options) -> Figures:
    with open_library_of(grown.settings) as library:
        documents, chunks = library.catalog.counts()
    metrics = {
        "chunks": Metric(scores=[float(chunks)]),
        "documents": Metric(scores=[float(documents)]),
        "build_s": Metric(scores=[built.wall_s]),
        "build_cpu": Metric(scores=[built.own_cpu_s + built.chroma_cpu_s]),
        "build_chroma_cpu": Metric(scores=[built.chroma_cpu_s]),
    }
    return Figures(
        bench=options.bench, stage="scale", system=f"{part}-{chunks}", n=len(grown.questions), paired=False,
        metrics=metrics | PARTS[part](grown),
        notes=(
            f"{documents} documents, {chunks} chunks in {grown.settings.data}, which is kept; embedding is in none of "
            f"the figures: vectors were known. {len(grown.kept_back)} documents are added and removed.",
        ),
    )  # fmt: skip


def _growth(smallest: Figures, found: Figures) -> Sequence[str]:
    pairs = {name: (smallest.metrics.get(name), found.metrics.get(name)) for name in _RATIO}
    values = {name: (a.estimate.value, b.estimate.value) for name, (a, b) in pairs.items() if a and b}
    return [f"{name} is {after / before:.2f} times that of {smallest.system}"
            for name, (before, after) in values.items() if before and after]  # fmt: skip
