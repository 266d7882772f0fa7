from evals.reports.compare import compare
from evals.runs.keep import growing
from evals.suites.suite import Prompt, Suite
from tests.evals.said import Scripted, answered, declined
from ui.evaluate import figures

SUITE = Suite(
    file="mill.yaml",
    name="mill",
    prompts=(
        Prompt(id="a", kind="fact", question="Who bought it?", must=("Ada|Brook",)),
        Prompt(id="b", kind="fact", question="Who \u202esold it?", must=("Nobody",)),
        Prompt(id="c", kind="absent", question="What is on the moon?", answerable=False),
    ),
)


def run(tmp_path, script):
    return list(growing([SUITE], Scripted(script), {}, tmp_path / "r.json"))[-1]


def test_a_run_is_set_beside_the_one_before(tmp_path):
    before = run(tmp_path, answered)
    after = run(tmp_path, lambda q: declined(q) if "moon" in q.text else answered(q))
    assert [(r["name"], r["share"], r["run"]) for r in figures.kinds(after, before)] == [
        ("absent · 1 of 1", 1.0, figures.NOW),
        ("fact · 1 of 2", 0.5, figures.NOW),
        ("absent · 1 of 1", 0.0, figures.BEFORE),
        ("fact · 1 of 2", 0.5, figures.BEFORE),
    ]
    rates = {(r["name"], r["run"]): r["share"] for r in figures.errors(after, before)}
    assert rates[("False answers", figures.BEFORE)] == 1
    assert rates[("False answers", figures.NOW)] == rates[("False refusals", figures.NOW)] == 0
    rows = figures.cases(after.results, compare(before, after))
    assert [(r[""], r["Change"]) for r in rows] == [("✓", ""), ("✗", ""), ("✓", "better")]
    assert rows[1]["Missed"] == "has to say Nobody (not said)"
    assert "\u202e" not in str(rows[1]["Question"])


def test_alternatives_and_outcomes_are_told_in_words(tmp_path):
    result = run(tmp_path, answered).results
    assert [figures.expectation(c) for c in result[0].checks] == [
        ("has to be", "answered"),
        ("has to say", "Ada or Brook"),
    ]
    assert figures.expectation(result[2].checks[0]) == ("has to be", "declined")
