from dataclasses import replace
from datetime import date

from evals.suites.reply import Read, Reply, from_answer
from rag.types import Question, Usage
from tests.evals.said import answered, evidence


def test_a_passage_keeps_its_day():
    dated = replace(evidence(), published=date(2024, 9, 10))
    kept = from_answer(answered(Question(text="?"), passages=[dated, evidence(number=2)]), Usage(), {})
    assert [read.published for read in kept.evidence] == ["2024-09-10", None]
    assert Reply.model_validate_json(kept.model_dump_json()) == kept


def test_a_passage_of_an_earlier_version_is_read_without_one():
    assert Read.model_validate({"document_id": "d", "title": "", "text": "Ada came."}).published is None
