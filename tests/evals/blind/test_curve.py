from dataclasses import replace

from evals.blind.curve import THRESHOLDS, curve
from evals.runs.run import SuiteRun
from evals.suites.suite import Prompt, Suite
from tests.evals.said import Scripted, answered

BELIEFS = {"0.25": True, "0.45": True, "0.9": True, "0.5": False, "0.1": False, "none": True}


def results(beliefs):
    prompts = tuple(Prompt(id=text, question=text, answerable=answerable) for text, answerable in beliefs.items())
    script = Scripted(lambda q: replace(answered(q), belief=None if q.text == "none" else float(q.text)))
    return list(SuiteRun(script, files={}).results([Suite(file="s.yaml", name="s", prompts=prompts)]))


def test_a_stricter_threshold_trades_false_answers_for_false_refusals():
    points = curve(results(BELIEFS))
    assert [point.threshold for point in points] == list(THRESHOLDS)
    assert [round(point.false_refusals.value * 3) for point in points] == [0, 1, 1, 2, 2, 2, 2]
    assert [point.false_answers.value for point in points] == [0.5, 0.5, 0.5, 0.5, 0.0, 0.0, 0.0]
    assert {(point.false_refusals.n, point.false_answers.n) for point in points} == {(3, 2)}


def test_without_beliefs_there_is_no_curve():
    assert curve(results({"none": True})) == []
