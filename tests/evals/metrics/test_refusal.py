from evals.metrics.citations_matched import citations_matched
from evals.metrics.refusal import RefusalRates, refusal_rates


def test_both_rates_come_together():
    decisions = [(True, False), (True, True), (True, False), (True, False), (False, False), (False, True)]
    assert refusal_rates(decisions) == RefusalRates(false_answer=0.5, false_refusal=0.25)


def test_a_rate_without_its_kind_of_question_is_unknown_not_perfect():
    assert refusal_rates([(True, False)]) == RefusalRates(false_answer=None, false_refusal=0.0)
    assert refusal_rates([(False, True)]) == RefusalRates(false_answer=0.0, false_refusal=None)


def test_citing_one_expected_document_is_enough():
    assert citations_matched(["a", "z"], {"a", "b"}) == 1
    assert citations_matched(["z"], {"a", "b"}) == 0
    assert citations_matched([], {"a"}) == 0
    assert citations_matched(["a"], set()) is None
