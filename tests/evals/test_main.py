"""The commands as users type them, over the sample corpus and without a language model."""

import json

import pytest

from evals.__main__ import main
from evals.bench import command
from evals.reports.archive import runs_of
from evals.reports.results import load
from tests.evals.bench.conftest import write_set

SUITE = """
name: tiny
thresholds: {pass_rate: 1.0}
prompts:
  - {id: t1, question: "What does Japan pay for the American forces?", cites: ["01-"]}
  - {id: t2, question: "What is the boiling point of mercury on Venus?", answerable: false}
"""


@pytest.fixture
def environment(sample, tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_DATA", str(sample.data))
    monkeypatch.setenv("DOSSIER_LLM", "none")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, text, name="tiny.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_run_writes_results_and_report_and_exits_by_the_thresholds(environment, capsys):
    files = [environment / "out" / name for name in ("r.json", "r.html")]
    status = main(["run", write(environment, SUITE), "--json", str(files[0]), "--html", str(files[1])])
    summary = json.loads(files[0].read_text())["summary"]
    assert status == (0 if summary["passed"] == 2 else 1)
    assert {"passed", "total", "declined_rightly", "unanswerable"} <= set(summary)
    assert (summary["total"], summary["unanswerable"]) == (2, 1)
    assert "boiling point of mercury" in files[1].read_text()
    shown = capsys.readouterr()
    assert "t1" in shown.out
    assert "prompts 2/2" in shown.err


def test_below_a_threshold_the_status_is_1(environment, capsys):
    text = SUITE.replace('cites: ["01-"]', 'must: ["no document says this"]')
    assert main(["run", write(environment, text)]) == 1
    assert "below the threshold" in capsys.readouterr().out


def test_runs_stand_among_those_of_the_evaluate_page_and_resume_the_last(environment, sample):
    suite = write(environment, SUITE)
    known = set(runs_of(sample.data, "tiny"))
    main(["run", suite, "--limit", "1"])
    (first,) = set(runs_of(sample.data, "tiny")) - known
    assert main(["run", suite, "--resume"]) in (0, 1)
    assert set(runs_of(sample.data, "tiny")) - known == {first}
    assert load(first).summary.total == 2


def test_a_run_under_another_threshold_is_not_resumed(environment, sample, monkeypatch, capsys):
    suite = write(environment, SUITE)
    main(["run", suite])
    before = runs_of(sample.data, "tiny")
    monkeypatch.setenv("DOSSIER_ABSTAIN_THRESHOLD", "0.7")
    main(["run", suite, "--resume"])
    assert len(runs_of(sample.data, "tiny")) == len(before) + 1
    assert "all is asked" in capsys.readouterr().err


def test_two_runs_are_compared(environment, capsys):
    file = str(environment / "r.json")
    main(["run", write(environment, SUITE), "--json", file, "--limit", "1"])
    assert main(["compare", file, file]) == 0
    assert "noise" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "absent.yaml"], "absent.yaml"),
        (["run", "unknown.yaml"], "no document begins with 'zz'"),
        (["run", "tiny.yaml", "--data", "nowhere"], "no library in"),
        (["run", "tiny.yaml", "--model", "nonsense"], "names no model"),
        (["compare", "absent.json", "absent.json"], "absent.json"),
        (["bench", "nowhere"], "nowhere: is not a folder"),
        (["bench", "set", "--stage", "retrieval", "--system", "closed-book"], "It knows dossier, stock, bm25, dense"),
        (["bench", "set", "--stage", "retrieval", "--limit", "0"], "leaves nothing"),
        (["bench", "set", "--stage", "claims", "--held-out"], "no half left out"),
        (["bench", "set", "--stage", "answer", "--system", "stock"], "without a chat model"),
    ],
)
def test_what_is_wrong_is_said_in_a_line_and_the_status_is_2(environment, capsys, arguments, message):
    write(environment, SUITE)
    write(environment, '- {id: a, question: q, cites: ["zz"]}', "unknown.yaml")
    rows = [{"id": "q", "question": "Who came?", "answers": ["Ada"], "gold": ["d"]}]
    write_set(environment / "set", corpus=[{"id": "d", "text": "Ada came."}], questions=rows)
    more = ["--cache", str(environment / "cache")] if arguments[0] == "bench" else []
    assert main([*arguments, *more]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


def test_a_benchmark_prints_one_line_a_system_and_nothing_else_on_standard_output(environment, capsys):
    claims = [
        {"id": str(n), "claim": "Ada came.", "evidence": ["Ada came."], "label": label}
        for n, label in enumerate(("supported", "partial", "unsupported"))
    ]
    folder = write_set(environment / "deeds", claims=claims)
    assert main(["bench", str(folder), "--json", str(environment / "b.json"), "--limit", "3"]) == 0
    shown = capsys.readouterr()
    lines = [json.loads(line) for line in shown.out.splitlines()]
    assert [line["system"] for line in lines] == ["dossier", "always", "overlap"]
    assert "deeds claims dossier 3/3" in shown.err
    kept = json.loads((environment / "b.json").read_text())
    assert [len(system["rows"]) for system in kept["systems"]] == [3, 3, 3]


def test_a_benchmark_for_its_figures_alone_leaves_no_question_behind(environment, capsys):
    rows = [{"id": f"zebra{n}", "question": f"Who came in {n}?", "answers": ["Ada"], "gold": ["d"]} for n in range(4)]
    folder = write_set(environment / "set", corpus=[{"id": "d", "text": "Ada came in 3."}], questions=rows)
    arguments = ["bench", str(folder), "--cache", str(environment / "cache"), "--stage", "answer", "--summary-only"]
    assert main(arguments) == 0
    shown = capsys.readouterr()
    (line,) = [json.loads(line) for line in shown.out.splitlines()]
    assert (line["system"], line["n"]) == ("dossier", 4)
    assert "zebra" not in shown.out + shown.err
    left = [path for path in (environment / "cache").rglob("*") if path.is_file()]
    assert left
    assert not [path for path in left if b"Who came" in path.read_bytes()]
    assert main([*arguments, "--json", str(environment / "b.json")]) == 2
    assert "--json cannot do without" in capsys.readouterr().err
    write_set(environment / "set", questions=[*rows, rows[0]])
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert "BenchError at evals/bench/read.py" in error
    assert "zebra" not in error


@pytest.mark.parametrize(
    ("name", "stage"),
    [("news", "retrieval"), ("wice", "claims"), ("ramdocs", "answer"), ("injection", "injection")],
)
def test_the_open_sets_are_read_and_their_stage_is_known(seeds, name, stage):
    folder = seeds.parent / "bench" / name
    if not folder.is_dir():
        pytest.skip("the set is absent")
    assert command.default_stage(folder) == stage
    readers = {"claims": command.read.claims, "injection": command.read.poison}
    assert len(readers.get(stage, command.read.questions)(folder)) >= 100
