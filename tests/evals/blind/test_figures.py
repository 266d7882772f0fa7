"""Real results, of scripted answers: each figure counts what it says, over the prompts that it says."""

from dataclasses import replace
from datetime import date

import pytest

from evals.blind.figures import contains_answer, figures, in_evidence
from evals.runs.run import SuiteRun
from evals.suites.suite import Prompt, Suite
from rag.types import Usage
from tests.evals.said import MILL, Scripted, answered, declined, evidence

RIVER = evidence("The river was dammed.", number=2, document_id="river")
FLOOD = replace(evidence("The water came.", number=3, document_id="flood"), published=date(2024, 9, 10))
BEHIND = [RIVER, replace(RIVER, number=3), replace(RIVER, number=4), evidence(number=5)]


def results(script, *prompts):
    asked = Suite(file="s.yaml", name="s", prompts=prompts)
    return list(SuiteRun(Scripted(script), files={"mill": "01-mill.txt", "river": "02-river.txt"}).results([asked]))


def prompt(identity, question="Who bought the mill?", **fields):
    return Prompt(id=identity, question=question, **fields)


def values(rows, groups=None):
    return {(f.name, f.over): (f.estimate.value, f.estimate.n) for f in figures(rows, groups or {})}


def test_right_is_what_passes_and_an_answer_rightly_said_need_not_be_rightly_cited():
    rows = results(
        lambda q: declined(q) if "river" in q.text else answered(q, passages=[RIVER]),
        prompt("cited wrongly", must=("Ada Brook",), cites=("01-",), kind="fact"),
        prompt("cited rightly", must=("Ada Brook", "900"), cites=("02-",), kind="fact"),
        prompt("said otherwise", must=("Ada Brook", "1912"), kind="number"),
        prompt("refused", "Which river?", must=("Ada Brook",), kind="number"),
        prompt("nothing to say", cites=("02-",), kind="list"),
        prompt("near miss", "Which river was dammed?", answerable=False, kind="unanswerable"),
        prompt("false", answerable=False, kind="unanswerable"),
    )
    found = values(rows, {"fact-like": frozenset(["fact", "number"])})
    assert found["right", "all"] == (2 / 5, 5)
    assert found["right", "fact-like"] == (1 / 4, 4)
    assert [found["right", kind] for kind in ("fact", "number", "list")] == [(0.5, 2), (0.0, 2), (1.0, 1)]
    assert ("right", "unanswerable") not in found
    assert found["contains the answer", "all"] == found["contains the answer", "fact-like"] == (2 / 4, 4)
    assert found["false refusals", "all"] == (1 / 5, 5)
    assert found["false refusals", "fact-like"] == (1 / 4, 4)
    assert found["false answers", "all"] == (1 / 2, 2)


def test_a_refusal_contains_no_answer_whatever_it_says():
    (row,) = results(lambda q: replace(declined(q), text="Not of Ada Brook."), prompt("a", must=("Ada Brook",)))
    assert contains_answer(row) is False


def test_the_answer_is_sought_in_all_passages_in_three_and_in_the_first():
    (behind,) = results(lambda q: answered(q, passages=BEHIND), prompt("a", must=("ADA brook|Ida",)))
    assert [in_evidence(behind, first) for first in (None, 3, 1)] == [True, False, False]
    (apart,) = results(lambda q: answered(q, passages=[evidence(), RIVER]), prompt("a", must=("Ada Brook", "dammed")))
    assert [in_evidence(apart, first) for first in (None, 3, 1)] == [True, True, False]
    found = values([behind, apart])
    names = ("in the evidence", "in the evidence, first three", "in the evidence, first")
    assert [found[name, "all"] for name in names] == [(1.0, 2), (0.5, 2), (0.0, 2)]


@pytest.mark.parametrize("entry", ["flood", "2024-09-10", "September 10, 2024", "10 September", "2024|1999"])
def test_title_and_date_of_a_passage_are_read_with_it(entry):
    (row,) = results(lambda q: answered(q, passages=[FLOOD]), prompt("a", must=(entry,)))
    assert in_evidence(row)


def test_what_no_alternative_of_an_entry_says_is_not_in_the_evidence_of_a_refusal_either():
    rows = results(
        declined, prompt("a", must=("Ada Brook",)), prompt("b", must=("Ada Brook", "1912|1913")), prompt("c")
    )
    assert [in_evidence(row) for row in rows] == [True, False, None]
    assert rows[0].reply.evidence[0].text == MILL


def test_beliefs_and_seconds_are_of_all_prompts_that_have_them():
    beliefs = {"A?": 0.9, "B?": 0.4, "C?": 0.5, "D?": None}
    rows = results(
        lambda q: replace(answered(q), belief=beliefs[q.text], usage=Usage(total_s=2.0, evidence_s=0.5)),
        *(prompt(text, text, answerable=text != "C?") for text in beliefs),
    )
    found = values(rows)
    assert found["AUC of the belief", "all"] == (0.5, 3)
    assert found["seconds of the whole answer, p50", "all"] == (2.0, 4)
    assert found["seconds of the evidence, p95", "all"] == (0.5, 4)


def test_every_figure_has_an_interval_or_says_that_it_has_no_value():
    for figure in figures(results(answered, prompt("a", must=("Ada",)), prompt("b")), {}):
        found = figure.estimate
        if found.value is None:
            assert figure.name in ("false answers", "AUC of the belief")
        else:
            assert found.low <= found.value <= found.high, figure
