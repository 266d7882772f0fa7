"""The chunking stage: how much of the excerpts that answer a question is retrieved, and how much beside them?

Source of the measure: Smith and Troynikov, "Evaluating Chunking Strategies for Retrieval" (2024); `recursive-200` and
`recursive-400` are two of its baselines, here in tokens of our embedding model, five chunks as there. Documents are
indexed as they stand, not cleaned, because the excerpts are counted in them. Needs no LLM.

What is retrieved differs much in length: `recall_within_300` and its like look at the first 300 tokens of every system.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.bench import read
from evals.bench.bed import Bed, open_bed
from evals.bench.figures import Figures, Metric, Score, latencies
from evals.bench.read import CorpusRow, SpanQuestionRow
from evals.bench.sample import sample
from evals.bench.stage import EVIDENCE_SETTINGS, Options, asked_each
from evals.bench.stages.retrieval import BUDGET, cut
from evals.errors import BenchError
from evals.frozen import Frozen
from evals.metrics.span_overlap import Span, span_overlap
from evals.systems import dossier
from evals.systems.base import EVERYTHING, INDEX
from evals.systems.recursive import nearest, open_store, recursive
from rag.retrieval.hybrid import dense_search
from rag.types import Question

TOP = 5
"""Chunks retrieved by all but `dossier`, as in the source."""


class Retrieved(Frozen):
    """Spans of text, best first."""

    spans: tuple[Span, ...]
    seconds: float


@dataclass(frozen=True, kw_only=True)
class SpanSearcher:
    """`depends` are patterns of the project's files that `search` hangs on."""

    name: str
    depends: tuple[str, ...]
    search: Callable[[str], Sequence[Span]]


def _dossier(bed: Bed) -> SpanSearcher:
    assistant = dossier.open_search(bed).assistant

    def search(question: str) -> list[Span]:
        _, evidence = assistant.retrieve(Question(text=question))
        return [(e.document_id, e.start, e.end) for e in evidence]

    return SpanSearcher(name="dossier", depends=EVERYTHING, search=search)


def _dossier_chunks(bed: Bed) -> SpanSearcher:
    def search(question: str) -> list[Span]:
        ids = [chunk_id for chunk_id, _ in dense_search(question, bed.library, Question(text=question).filters, TOP)]
        chunks = bed.library.catalog.chunks(ids)
        return [(chunks[i].document_id, chunks[i].start, chunks[i].end) for i in ids if i in chunks]

    return SpanSearcher(name="dossier-chunks", depends=(*INDEX, "rag/retrieval/*.py"), search=search)


def _recursive(size: int) -> Callable[[Bed], SpanSearcher]:
    def opened(bed: Bed) -> SpanSearcher:
        name = f"recursive-{size}"
        store = open_store(bed.library, name, recursive(size, 0, bed.library.embeddings.count_tokens))

        def search(question: str) -> list[Span]:
            return [(c.document_id, c.start, c.end) for c in nearest(question, store, bed.library, TOP)]

        return SpanSearcher(name=name, depends=(*INDEX, "evals/systems/recursive.py"), search=search)

    return opened


SYSTEMS: Mapping[str, Callable[[Bed], SpanSearcher]] = {
    "dossier": _dossier,
    "dossier-chunks": _dossier_chunks,
    "recursive-200": _recursive(200),
    "recursive-400": _recursive(400),
}


def run(options: Options) -> Iterator[Figures]:
    """One system after the other."""
    corpus = read.corpus(options.folder)
    every = read.span_questions(options.folder)
    _check(options, every, corpus)
    questions = sample(
        every, options.limit, seed=options.seed, identity=lambda row: row.id, stratum=lambda row: row.gold
    )
    with open_bed(options.bench, corpus, options.settings, options.cache, read=str) as bed:
        for name in options.systems or SYSTEMS:
            yield figures(SYSTEMS[name](bed), bed, questions, options)


def figures(searcher: SpanSearcher, bed: Bed, questions: Sequence[SpanQuestionRow], options: Options) -> Figures:
    """The system's figures over the questions, searched anew where they are not kept."""
    found = asked_each(
        searcher.name, lambda row: _timed(searcher, row.question), questions,
        depends=searcher.depends, settings=EVIDENCE_SETTINGS, kind=Retrieved, stage="chunking", bed=bed,
        options=options,
    )  # fmt: skip
    table = [score(row, result, bed) for row, result in zip(questions, found, strict=True)]
    metrics = {name: Metric(scores=[scores[name] for scores in table]) for name in table[0]}
    return Figures(
        bench=options.bench,
        stage="chunking",
        system=searcher.name,
        n=len(questions),
        metrics=metrics | latencies([result.seconds for result in found]),
        notes=("counted in characters; tokens are those of the embedding model",),
        details=[{"id": q.id, "question": q.question, **f.model_dump()} for q, f in zip(questions, found, strict=True)],
    )


def score(row: SpanQuestionRow, found: Retrieved, bed: Bed) -> dict[str, Score]:
    wanted = [(bed.ids[row.gold[0]], start, end) for start, end in row.spans]
    scores: dict[str, Score] = {}
    for suffix, spans in (("", found.spans), (f"_within_{BUDGET}", within(found.spans, BUDGET, bed))):
        overlap = span_overlap(spans, wanted)
        for name in ("recall", "precision", "iou"):
            scores[f"{name}{suffix}"] = None if overlap is None else getattr(overlap, name)
    count = bed.library.embeddings.count_tokens
    scores["tokens"] = float(sum(count(_text(span, bed)) for span in found.spans))
    return scores


def within(spans: Sequence[Span], budget: int, bed: Bed) -> list[Span]:
    """The spans up to `budget` tokens; the one that does not fit whole is cut at a word."""
    count = bed.library.embeddings.count_tokens
    taken: list[Span] = []
    for span in spans:
        document, start, _ = span
        text = _text(span, bed)
        if (cost := count(text)) > budget:
            return [*taken, (document, start, start + len(cut(text, budget, count)))]
        taken.append(span)
        budget -= cost
    return taken


def _text(span: Span, bed: Bed) -> str:
    document = bed.library.catalog.document(span[0])
    return document.text[span[1] : span[2]] if document else ""


def _timed(searcher: SpanSearcher, question: str) -> Retrieved:
    started = time.perf_counter()
    spans = searcher.search(question)
    return Retrieved(spans=tuple(spans), seconds=time.perf_counter() - started)


def _check(options: Options, questions: Sequence[SpanQuestionRow], corpus: Sequence[CorpusRow]) -> None:
    lengths = {row.id: len(row.text) for row in corpus}
    for number, row in enumerate(questions, start=1):
        place = f"{read.file(options.folder, 'questions')}, question {number} ({row.id})"
        if row.gold[0] not in lengths:
            raise BenchError(f"{place}: document {row.gold[0]!r} is not in the corpus.", hint="Fetch the set again.")
        for start, end in row.spans:
            if not 0 <= start < end <= lengths[row.gold[0]]:
                raise BenchError(
                    f"{place}: {start} to {end} is no stretch of the {lengths[row.gold[0]]} characters of "
                    f"{row.gold[0]!r}.",
                    hint="Fetch the set again.",
                )
