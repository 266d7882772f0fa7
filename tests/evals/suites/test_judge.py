import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from evals.reports.report import report
from evals.reports.results import Run, summarise
from evals.runs.run import SuiteRun
from evals.suites.judge import Grade, grade, parse, shares
from evals.suites.reply import Read
from evals.suites.suite import Prompt, Suite
from rag.types import Outcome
from tests.evals.said import MILL, Scripted, answered, reply


def says(text):
    return GenericFakeChatModel(messages=iter([AIMessage(text)]))


def test_a_verdict_is_read_from_whatever_stands_around_it():
    judge = says('Well:\n```json\n{"correct": true, "grounded": false, "why": "not said"}\n```')
    given = reply(read=[Read(document_id="d", text=MILL)])
    assert grade(judge, given, "Ada Brook") == Grade(correct=True, grounded=False, why="not said")


@pytest.mark.parametrize("text", ["", "It is fine.", '{"correct": "perhaps"}', "{not json}", "[1]"])
def test_an_unusable_verdict_is_no_grade_and_not_a_bad_one(text):
    assert (parse(text).correct, parse(text).grounded) == (None, None)


def test_a_declined_reply_is_not_graded():
    assert grade(says("never asked"), reply(outcome=Outcome.DECLINED), "Ada").correct is None


def test_shares_are_over_what_was_graded():
    correct, grounded = shares([Grade(correct=True, grounded=False), Grade(), None, Grade(correct=False)])
    assert (correct.value, correct.n) == (0.5, 2)
    assert (grounded.value, grounded.n) == (0.0, 1)


def test_the_report_shows_the_judge_apart_from_the_figures():
    suite = Suite(file="s.yaml", name="s", prompts=(Prompt(id="p", question="Who?"),))
    (result,) = SuiteRun(Scripted(answered), files={}).results([suite])
    graded = result.model_copy(update={"grade": Grade(correct=False, grounded=True, why="<b>wrong</b>")})
    summary = summarise([graded])
    run = Run(model="m", started="now", suites=("s",), summary=summary, judge="some:judge", results=(graded,))
    page = report(run)
    assert summary.passed == 1
    assert "correct no, grounded yes. &lt;b&gt;wrong" in page
    assert "Graded by some:judge" in page
