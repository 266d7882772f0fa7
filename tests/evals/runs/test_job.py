import threading

from evals.reports.results import load
from evals.runs.job import Job, Runner, Stage
from evals.suites.suite import Prompt, Suite
from tests.evals.said import Scripted, answered, declined

SUITE = Suite(
    file="mill.yaml",
    name="mill",
    prompts=tuple(Prompt(id=f"m{n}", question=f"Who bought mill {n}?", must=("Ada Brook",)) for n in range(3)),
)


def job(script, file):
    return Job(SUITE, Scripted(script), {}, file)


def test_a_run_ends_with_every_row_in_its_file(tmp_path):
    running = job(answered, tmp_path / "r.json")
    running.start()
    running.join(10)
    assert running.sight.stage is Stage.DONE
    assert running.sight.done == load(tmp_path / "r.json").summary.passed == 3
    assert running.sight.asking is None


def test_a_stopped_run_keeps_its_finished_rows(tmp_path):
    second, go_on = threading.Event(), threading.Event()

    def script(question):
        if "mill 1" in question.text:
            second.set()
            go_on.wait(10)
        return answered(question)

    running = job(script, tmp_path / "r.json")
    running.start()
    assert second.wait(10)
    assert (running.sight.done, running.sight.asking.id) == (1, "m1")
    assert running.left is not None
    running.stop()
    assert running.sight.stage is Stage.STOPPING
    go_on.set()
    running.join(10)
    assert running.sight.stage is Stage.STOPPED
    assert [r.id for r in load(tmp_path / "r.json").results] == ["m0"]


def test_a_model_that_is_gone_ends_the_run_with_its_reason(tmp_path):
    running = job(lambda question: declined(question, notice="no connection"), tmp_path / "r.json")
    running.start()
    running.join(10)
    assert running.sight.stage is Stage.FAILED
    assert "no connection" in str(running.sight.error)
    assert running.sight.error.hint.endswith("in a terminal: python -m evals run mill.yaml --resume")


def test_a_run_says_what_it_rests_on_so_that_the_command_can_go_on_with_it(tmp_path):
    running = Job(SUITE, Scripted(answered), {}, tmp_path / "r.json", basis="these documents")
    running.start()
    running.join(10)
    assert load(tmp_path / "r.json").basis == "these documents"


def test_a_second_run_does_not_start_beside_the_first(tmp_path):
    go_on = threading.Event()

    def script(question):
        go_on.wait(10)
        return answered(question)

    runner, first = Runner(), job(script, tmp_path / "1.json")
    assert runner.start(first)
    assert not runner.start(job(answered, tmp_path / "2.json"))
    assert runner.job is first
    go_on.set()
    first.join(10)
    assert runner.start(job(answered, tmp_path / "3.json"))
