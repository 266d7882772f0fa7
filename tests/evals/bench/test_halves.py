from evals.bench.halves import held_out, question_held_out
from evals.bench.read import QuestionRow


def test_about_half_of_the_documents_are_held_out_and_always_the_same():
    first = [held_out(f"d{i}") for i in range(2000)]
    assert 900 < sum(first) < 1100
    assert first == [held_out(f"d{i}") for i in range(2000)]


def test_questions_of_one_document_stay_together():
    rows = [QuestionRow(id=f"q{i}", question="Who?", gold=("d1", f"d{i}")) for i in range(20)]
    assert {question_held_out(row) for row in rows} == {held_out("d1")}


def test_a_question_without_a_known_document_goes_by_its_own_id():
    assert question_held_out(QuestionRow(id="q7", question="Who?")) == held_out("q7")
