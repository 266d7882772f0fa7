from evals.metrics.citations_matched import citations_matched
from evals.metrics.mean import mean
from evals.metrics.refusal import false_answer, false_refusal


def rates(decisions):
    return tuple(mean(rate(*decision) for decision in decisions) for rate in (false_answer, false_refusal))


def test_both_rates_come_together():
    decisions = [(True, False), (True, True), (True, False), (True, False), (False, False), (False, True)]
    assert rates(decisions) == (0.5, 0.25)


def test_a_rate_without_its_kind_of_question_is_unknown_not_perfect():
    assert rates([(True, False)]) == (None, 0.0)
    assert rates([(False, True)]) == (0.0, None)


def test_citing_one_expected_document_is_enough():
    assert citations_matched(["a", "z"], {"a", "b"}) == 1
    assert citations_matched(["z"], {"a", "b"}) == 0
    assert citations_matched([], {"a"}) == 0
    assert citations_matched(["a"], set()) is None
