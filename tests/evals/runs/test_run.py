import pytest

from evals.errors import UnderTestError
from evals.reports.results import load, save, shortfalls
from evals.runs.command import keep
from evals.runs.keep import growing
from evals.runs.run import SuiteRun
from evals.suites.suite import Prompt, Suite, Thresholds
from tests.evals.said import MILL, Scripted, answered, declined, evidence


def suite(*prompts, name="mills", **fields):
    return Suite(file=f"{name}.yaml", name=name, prompts=prompts, **fields)


def prompt(identity, question="Who bought the mill?", **fields):
    return Prompt(id=identity, question=question, **fields)


def test_a_conversation_is_asked_in_order_with_answers_and_evidence_passed_on():
    river = evidence("The river was dammed.", number=2, document_id="river")
    assistant = Scripted(lambda q: answered(q, passages=[river] if "river" in q.text else [evidence()]))
    chat = suite(prompt("p", "And when?", history=("Who bought the mill?", "What of the river?")))
    list(SuiteRun(assistant, files={}).results([chat]))
    first, second, third = assistant.asked
    assert [q.text for q in assistant.asked] == ["Who bought the mill?", "What of the river?", "And when?"]
    assert first.history == ()
    assert [turn.content for turn in third.history] == [first.text, MILL, second.text, MILL]
    assert third.known == (evidence(), river)


def test_earlier_questions_that_two_prompts_share_are_asked_once():
    assistant = Scripted(answered)
    history = ("Who bought the mill?",)
    list(SuiteRun(assistant, files={}).results([suite(prompt("a", history=history), prompt("b", history=history))]))
    assert len(assistant.asked) == 3


def test_the_summary_counts_as_the_issue_defines(tmp_path):
    assistant = Scripted(lambda q: declined(q) if "miller" in q.text else answered(q))
    asked = suite(
        prompt("right", must=("Ada Brook",), kind="fact"),
        prompt("wrong", must=("Ida Holm",), kind="fact"),
        prompt("refused", "Who was the miller?"),
        prompt("rightly", "What did the miller eat?", answerable=False),
        prompt("answered", answerable=False),
    )
    run = keep([asked], assistant, {}, tmp_path / "r.json", resume=False)
    summary = run.summary
    assert (summary.passed, summary.total) == (2, 5)
    assert (summary.declined_rightly, summary.unanswerable) == (1, 2)
    assert (summary.false_answer_rate, summary.false_refusal_rate) == (1 / 2, 1 / 3)
    assert (summary.by_kind["fact"].passed, summary.by_kind["fact"].total) == (1, 2)
    assert load(tmp_path / "r.json") == run


def test_an_interrupted_run_keeps_its_rows_and_resumes_with_the_rest(tmp_path):
    def fails_at_second(question):
        if len(broken.asked) == 2:
            raise ConnectionError
        return answered(question)

    file = tmp_path / "r.json"
    asked = suite(prompt("a"), prompt("b", "When?"), prompt("c", "Why?"))
    broken = Scripted(fails_at_second)
    with pytest.raises(ConnectionError):
        keep([asked], broken, {}, file, resume=False)
    assert [r.id for r in load(file).results] == ["a"]
    whole = Scripted(answered)
    run = keep([asked], whole, {}, file, resume=True)
    assert [r.id for r in run.results] == ["a", "b", "c"]
    assert [q.text for q in whole.asked] == ["When?", "Why?"]


def test_a_resumed_run_that_breaks_off_early_loses_no_row(tmp_path):
    file = tmp_path / "r.json"
    asked = suite(prompt("a"), prompt("b", "When?"), prompt("c", "Why?"))
    keep([asked], Scripted(answered), {}, file, resume=False)
    rows = load(file)
    save(rows.model_copy(update={"results": (rows.results[0], rows.results[2])}), file)

    def fails(question):
        raise ConnectionError

    with pytest.raises(ConnectionError):
        keep([asked], Scripted(fails), {}, file, resume=True)
    assert [r.id for r in load(file).results] == ["a", "c"]


def test_a_changed_prompt_is_asked_again_on_resuming(tmp_path):
    file = tmp_path / "r.json"
    keep([suite(prompt("a"))], Scripted(answered), {}, file, resume=False)
    again = Scripted(answered)
    keep([suite(prompt("a", must=("Ada",)))], again, {}, file, resume=True)
    assert len(again.asked) == 1
    (row,) = load(file).results
    assert [c.name for c in row.checks] == ["answerable", "must"]


def test_a_row_of_a_prompt_that_was_changed_is_gone_before_its_turn_comes(tmp_path):
    file = tmp_path / "r.json"
    keep([suite(prompt("a"), prompt("b", "When?"))], Scripted(answered), {}, file, resume=False)
    changed = suite(prompt("new", "Why?"), prompt("a"), prompt("b", "How?"))
    next(growing([changed], Scripted(answered), {}, file, finished={r.key: r for r in load(file).results}))
    assert [r.id for r in load(file).results] == ["new", "a"]


def test_a_run_on_another_basis_is_asked_anew_and_that_is_said(tmp_path, capsys):
    file = tmp_path / "r.json"
    asked = [suite(prompt("a"), prompt("b", "When?"))]
    keep(asked, Scripted(answered), {}, file, resume=False, basis="then")
    same, other = Scripted(answered), Scripted(answered)
    keep(asked, same, {}, file, resume=True, basis="then")
    assert same.asked == []
    assert "all is asked" not in capsys.readouterr().err
    keep(asked, other, {}, file, resume=True, basis="now")
    assert len(other.asked) == 2
    assert "all is asked" in capsys.readouterr().err
    assert load(file).basis == "now"


def test_a_model_that_is_gone_stops_the_run_instead_of_being_measured(tmp_path):
    file = tmp_path / "r.json"
    gone = Scripted(lambda q: answered(q) if q.text == "first" else declined(q, notice="connection refused"))
    asked = suite(*(prompt(text, text) for text in ("first", "second", "third", "fourth", "fifth")))
    with pytest.raises(UnderTestError, match="connection refused"):
        keep([asked], gone, {}, file, resume=False)
    assert [r.id for r in load(file).results] == ["first", "second", "third", "fourth"]
    back = Scripted(answered)
    keep([asked], back, {}, file, resume=True)
    assert [q.text for q in back.asked] == ["second", "third", "fourth", "fifth"]


def test_every_suite_is_held_against_its_own_thresholds(tmp_path):
    strict = suite(prompt("a", must=("Ida",)), name="strict", thresholds=Thresholds(pass_rate=0.5))
    lax = suite(prompt("a", must=("Ada",)), name="lax", thresholds=Thresholds(pass_rate=1.0))
    run = keep([strict, lax], Scripted(answered), {}, tmp_path / "r.json", resume=False)
    assert run.below == ("strict: pass_rate 0.00, at least 0.50 is asked",)


def test_a_threshold_on_what_could_not_be_scored_is_not_missed(tmp_path):
    run = keep([suite(prompt("a"))], Scripted(answered), {}, tmp_path / "r.json", resume=False)
    assert shortfalls(run.summary, Thresholds(false_answers=0.0, declined_rightly=1.0)) == []


def test_saving_leaves_no_half_written_file(tmp_path):
    run = keep([suite(prompt("a"))], Scripted(answered), {}, tmp_path / "r.json", resume=False)
    save(run, tmp_path / "new" / "r.json")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["r.json"]
