import pytest
from rich.console import Console

from evals.errors import ResultsError
from evals.reports.compare import compare, show
from evals.reports.results import load
from evals.runs.command import keep
from evals.suites.suite import Prompt, Suite
from tests.evals.said import Scripted, answered, declined


def run(tmp_path, right, count=30, name="mills"):
    """A run in which the first `right` of the prompts are answered and the others declined."""
    prompts = tuple(Prompt(id=f"p{n}", question=str(n)) for n in range(count))
    assistant = Scripted(lambda q: answered(q) if int(q.text) < right else declined(q))
    suite = Suite(file="s.yaml", name=name, prompts=prompts)
    return keep([suite], assistant, {}, tmp_path / "r.json", resume=False)


def verdicts(comparison):
    return {change.name: change.verdict for change in comparison.changes}


def test_what_got_better_is_told_from_noise(tmp_path):
    comparison = compare(run(tmp_path, 10), run(tmp_path, 25))
    assert verdicts(comparison)["passed"] == "better"
    assert verdicts(comparison)["false refusals"] == "better"
    assert [r.id for r in comparison.better] == [f"p{n}" for n in range(10, 25)]
    assert comparison.worse == ()


def test_a_single_prompt_more_is_noise(tmp_path):
    comparison = compare(run(tmp_path, 11), run(tmp_path, 10))
    assert verdicts(comparison)["passed"] == "noise"
    assert [r.id for r in comparison.worse] == ["p10"]


def test_what_no_run_could_score_has_no_difference(tmp_path):
    assert verdicts(compare(run(tmp_path, 3), run(tmp_path, 3)))["false answers"] == "not scored"


def test_prompts_of_one_run_only_are_left_out_and_counted(tmp_path):
    comparison = compare(run(tmp_path, 5, count=6), run(tmp_path, 5, count=9))
    assert (comparison.only_before, comparison.only_after) == (0, 3)


def test_runs_without_a_common_prompt_cannot_be_compared(tmp_path):
    with pytest.raises(ResultsError, match="no prompt in common"):
        compare(run(tmp_path, 1), run(tmp_path, 1, name="rivers"))


def test_the_comparison_is_shown_with_its_intervals(tmp_path):
    console = Console(record=True, width=160)
    show(compare(run(tmp_path, 10), run(tmp_path, 25)), console)
    text = console.export_text()
    assert "+0.500" in text
    assert "better: 15" in text


def test_a_file_that_is_no_result_is_an_error_that_names_it(tmp_path):
    with pytest.raises(ResultsError, match=r"absent\.json"):
        load(tmp_path / "absent.json")
    (tmp_path / "other.json").write_text('{"a": 1}')
    with pytest.raises(ResultsError, match=r"other\.json"):
        load(tmp_path / "other.json")
