"""A set of questions and the bed that they are asked on."""

from collections.abc import Iterator
from contextlib import contextmanager

from evals.bench import read
from evals.bench.bed import Bed, open_bed
from evals.bench.halves import question_held_out
from evals.bench.read import CorpusRow, QuestionRow
from evals.bench.sample import sample
from evals.bench.stage import Options
from evals.errors import BenchError
from index.date import parse
from index.types import Filters
from rag.types import Question


@contextmanager
def open_question_bed(options: Options) -> Iterator[tuple[Bed, list[QuestionRow]]]:
    """The library of the set and the questions to ask. Documents of one question alone are theirs by source."""
    every = read.questions(options.folder)
    chosen = sample(
        [row for row in every if question_held_out(row)] if options.held_out else every,
        options.limit,
        seed=options.seed,
        identity=lambda row: row.id,
        stratum=lambda row: (row.answerable, row.label),
    )
    if has_own_documents(every):
        corpus = [document for row in every for document in _own(row)]
        owner = {document.id: row.id for row in every for document in _own(row)}
        with open_bed(options.bench, corpus, options.settings, options.cache, source=lambda d: owner[d.id]) as bed:
            yield bed, [_with_gold(row) for row in chosen]
        return
    corpus = read.corpus(options.folder)
    _check_gold(options, every, corpus)
    with open_bed(options.bench, corpus, options.settings, options.cache) as bed:
        yield bed, chosen


def as_question(row: QuestionRow, bed: Bed) -> Question:
    """What a system is asked. A question with documents of its own sees no others."""
    filters = Filters(sources=(row.id,)) if row.documents else Filters()
    return Question(text=row.question, history=row.turns, filters=filters, as_of=parse(row.date))


def has_own_documents(rows: list[QuestionRow]) -> bool:
    return all(row.documents for row in rows)


def _own(row: QuestionRow) -> list[CorpusRow]:
    return [CorpusRow(id=f"{row.id}/{n}", text=document.text) for n, document in enumerate(row.documents or ())]


def _with_gold(row: QuestionRow) -> QuestionRow:
    """Its own documents that hold the answer, where the set says which do."""
    right = [f"{row.id}/{n}" for n, document in enumerate(row.documents or ()) if document.type == "correct"]
    return row.model_copy(update={"gold": tuple(right)})


def _check_gold(options: Options, questions: list[QuestionRow], corpus: list[CorpusRow]) -> None:
    known = {row.id for row in corpus}
    for number, row in enumerate(questions, start=1):
        for name in row.gold:
            if name not in known:
                raise BenchError(
                    f"{read.file(options.folder, 'questions')}, question {number} ({row.id}): document {name!r} of "
                    "`gold` is not in the corpus.",
                    hint="Fetch the set again.",
                )
