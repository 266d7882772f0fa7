from dataclasses import replace

from evals.bench.bed import Bed
from evals.bench.halves import question_held_out
from evals.bench.questions import open_question_bed
from evals.bench.read import QuestionRow
from evals.bench.stage import Options


def test_only_the_half_left_out_is_asked_on_demand(options: Options, opened: tuple[Bed, list[QuestionRow]]) -> None:
    every = opened[1]
    with open_question_bed(replace(options, held_out=True)) as (_, rows):
        assert rows == [row for row in every if question_held_out(row)]
        assert 0 < len(rows) < len(every)
    with open_question_bed(replace(options, held_out=True, limit=5)) as (_, few):
        assert len(few) == 5
        assert all(question_held_out(row) for row in few)
