"""The retrieval stage: are the right documents found, and does the answer stand in what a model would be given?

Only answerable questions with known documents are scored: for the others there is nothing to find. Needs no LLM.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from evals.bench.bed import Bed
from evals.bench.figures import Figures, Metric, Score, latencies
from evals.bench.questions import as_question, open_question_bed
from evals.bench.read import QuestionRow
from evals.bench.stage import EVIDENCE_SETTINGS, Options, asked_each
from evals.errors import BenchError
from evals.metrics.answer_in_evidence import answer_in_evidence
from evals.metrics.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank_at
from evals.systems.ablated import SWITCHES, open_ablated
from evals.systems.base import Found, Searcher
from evals.systems.dossier import open_search
from evals.systems.single import open_bm25, open_dense
from evals.systems.stock import open_stock_search

BUDGET = 300
"""Tokens of evidence, counted by the embedding model's tokenizer, within which the answer has to stand."""

SYSTEMS: Mapping[str, Callable[[Bed], Searcher]] = {
    "dossier": open_search,
    "stock": open_stock_search,
    "bm25": open_bm25,
    "dense": open_dense,
}


ABLATIONS: Mapping[str, Callable[[Bed], Searcher]] = {
    "dossier": open_search,
    **{name: partial(open_ablated, name) for name in SWITCHES},
}


def run(options: Options) -> Iterator[Figures]:
    """One system after the other."""
    return _run(options, SYSTEMS)


def ablate(options: Options) -> Iterator[Figures]:
    """Dossier, then Dossier with each ingredient switched off."""
    return _run(options, ABLATIONS)


def _run(options: Options, systems: Mapping[str, Callable[[Bed], Searcher]]) -> Iterator[Figures]:
    with open_question_bed(options) as (bed, questions):
        scored = [row for row in questions if row.answerable and bed.gold(row.gold)]
        if not scored:
            raise BenchError(
                f"{options.folder}: no answerable question names its documents.", hint="Choose another --stage."
            )
        for name in options.systems or systems:
            yield figures(systems[name](bed), bed, scored, options)


def figures(searcher: Searcher, bed: Bed, questions: Sequence[QuestionRow], options: Options) -> Figures:
    """The system's figures over the questions, searched anew where they are not kept."""
    found = asked_each(
        searcher.name, lambda row: searcher.search(as_question(row, bed)), questions,
        depends=searcher.depends, settings=EVIDENCE_SETTINGS, kind=Found, stage="retrieval", bed=bed, options=options,
    )  # fmt: skip
    table = [score(row, result, bed) for row, result in zip(questions, found, strict=True)]
    metrics = {name: Metric(scores=[scores[name] for scores in table]) for name in (*table[0],)}
    return Figures(
        bench=options.bench,
        stage="retrieval",
        system=searcher.name,
        n=len(questions),
        metrics=metrics | latencies([result.seconds for result in found]),
        notes=_notes(table),
        details=[{"id": q.id, "question": q.question, **f.model_dump()} for q, f in zip(questions, found, strict=True)],
    )


def score(row: QuestionRow, found: Found, bed: Bed) -> dict[str, Score]:
    gold = bed.gold(row.gold)
    evidence = within(found.passages, BUDGET, bed.library.embeddings.count_tokens)
    return {
        "hit@1": hit_at(1, found.documents, gold),
        "hit@10": hit_at(10, found.documents, gold),
        "recall@10": recall_at(10, found.documents, gold),
        "mrr@10": reciprocal_rank_at(10, found.documents, gold),
        "ndcg@10": ndcg_at(10, found.documents, gold),
        "answer_in_evidence": answer_in_evidence(evidence, row.answers, row.gold_sentences),
    }


def within(passages: Sequence[str], budget: int, count_tokens: Callable[[str], int]) -> str:
    """The passages up to `budget` tokens; the one that does not fit whole is cut at a word."""
    taken: list[str] = []
    left = budget
    for passage in passages:
        cost = count_tokens(passage)
        if cost > left:
            taken.append(cut(passage, left, count_tokens))
            break
        taken.append(passage)
        left -= cost
    return "\n".join(taken)


def cut(passage: str, budget: int, count_tokens: Callable[[str], int]) -> str:
    """The longest beginning of the passage of at most `budget` tokens that ends with a word."""
    words = passage.split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = count_tokens(" ".join(words[:middle])) <= budget
        low, high = (middle, high) if fits else (low, middle - 1)
    return " ".join(words[:low])


def _notes(table: Sequence[Mapping[str, Score]]) -> tuple[str, ...]:
    scored = sum(scores["answer_in_evidence"] is not None for scores in table)
    if scored == len(table):
        return ()
    return (
        f"answer_in_evidence is over {scored} of {len(table)} questions: "
        "the answers of the others are too long to stand in a text word for word, and no gold sentences are given",
    )
