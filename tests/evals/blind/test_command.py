"""The command as it is typed, over the sample corpus: what it prints, and what it leaves behind, which is nothing."""

from pathlib import Path

import pytest

from evals.__main__ import main
from evals.blind.command import ask
from evals.errors import SealedError
from evals.reports.results import load
from evals.suites.suite import Prompt, Suite
from tests.evals.said import Scripted, answered, declined

SUITE = """
name: tiny
groups: {both: [pay, planet]}
prompts:
  - {id: zebra1, kind: pay, question: "What does Japan pay for the American forces?", cites: ["01-"]}
  - {id: zebra2, kind: planet, question: "What is the boiling point of mercury on Venus?", must: quicksilver}
  - {id: zebra3, kind: none, question: "Who will win the chess championship of Mars?", answerable: false}
"""
SECRETS = ("zebra", "japan", "mercury", "quicksilver", "chess", "01-", "yen")


@pytest.fixture
def environment(sample, tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_DATA", str(sample.data))
    monkeypatch.setenv("DOSSIER_LLM", "none")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, text=SUITE):
    path = folder / "tiny.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def files(*folders: Path) -> set[Path]:
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def tells_nothing(shown):
    said = (shown.out + shown.err).lower()
    assert [secret for secret in SECRETS if secret in said] == []


def lines(out):
    return [" ".join(line.split()) for line in out.splitlines()]


def test_figures_are_those_of_the_run_that_keeps_rows_and_nothing_else_is_said_or_kept(environment, sample, capsys):
    suite = write(environment)
    main(["run", suite, "--json", "r.json"])
    summary = load(Path("r.json")).summary
    capsys.readouterr()
    before = files(environment, sample.data)
    assert main(["run", suite, "--summary-only", "--group", "pays=pay"]) == 0
    assert files(environment, sample.data) == before
    shown = capsys.readouterr()
    tells_nothing(shown)
    assert "prompts 3/3, took" in shown.err
    right = sum(summary.by_kind[kind].passed for kind in ("pay", "planet"))
    printed = lines(shown.out)
    assert printed[0] == "tiny · none · 3 prompts"
    both = next(line for line in printed if line.startswith("both"))
    assert both.startswith(f"both {right / 2:.2f} ")
    assert both.endswith(" 2")
    assert any(line.startswith("pays ") for line in printed)
    assert any(line.startswith(f"false answers all {summary.false_answer_rate:.2f} ") for line in printed)
    assert any(line.startswith(f"false refusals all {summary.false_refusal_rate:.2f} ") for line in printed)
    assert sum(line.startswith(("0.2 ", "0.5 ", "0.8 ")) for line in printed) == 3


def test_below_a_threshold_the_status_is_1(environment, capsys):
    text = SUITE.replace("name: tiny", "name: tiny\nthresholds: {pass_rate: 1.0}")
    assert main(["run", write(environment, text), "--summary-only"]) == 1
    shown = capsys.readouterr()
    assert "below the threshold: tiny: pass_rate" in shown.out
    tells_nothing(shown)


@pytest.mark.parametrize("option", [["--json", "r.json"], ["--html", "r.html"], ["--resume"], ["--judge", "x:y"]])
def test_what_would_keep_rows_is_refused(environment, capsys, option):
    assert main(["run", write(environment), "--summary-only", *option]) == 2
    assert f"--summary-only keeps no rows, and {option[0]} cannot do without" in capsys.readouterr().err
    assert files(environment) == {environment / "tiny.yaml"}


def test_a_group_without_a_summary_is_refused(environment, capsys):
    assert main(["run", write(environment), "--group", "pays=pay"]) == 2
    assert "--summary-only" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SUITE.replace("zebra2", "zebra1"), "tiny.yaml: is not as a suite has to be"),
        (SUITE.replace("must:", "Quicksilver:"), "tiny.yaml: is not as a suite has to be"),
        (SUITE.replace('"01-"', "quicksilver"), "expect documents that the library does not have"),
    ],
)
def test_an_error_of_a_single_prompt_does_not_name_it(environment, capsys, text, message):
    assert main(["run", write(environment, text), "--summary-only"]) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    tells_nothing(shown)


def test_a_suite_that_is_not_there_is_named(environment, capsys):
    assert main(["run", "absent.yaml", "--summary-only"]) == 2
    assert "absent.yaml: cannot be read" in capsys.readouterr().err


def test_an_interrupted_run_says_that_nothing_is_kept(environment, capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("evals.blind.command.ask", interrupted)
    assert main(["run", write(environment), "--summary-only"]) == 2
    assert "interrupted: nothing is kept" in capsys.readouterr().err


def test_a_failing_assistant_is_told_without_its_words(capsys):
    def breaks(question):
        raise ValueError(question.text)

    suite = Suite(
        file="s.yaml", name="s", prompts=tuple(Prompt(id=f"zebra{n}", question=f"mercury {n}") for n in "abcd")
    )
    for script, message in (
        (breaks, "ValueError at evals/"),
        (lambda q: declined(q, notice=q.text), "3 times in a row"),
    ):
        with pytest.raises(SealedError, match=message) as caught:
            ask([suite], Scripted(script), {})
        assert "mercury" not in str(caught.value)
    assert len(ask([suite], Scripted(answered), {})) == 4
    tells_nothing(capsys.readouterr())
