"""The command `python -m evals cases` as it is typed, over the project's own cases and a few that are wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.cases.check import lacking
from evals.cases.read import Ask, cases
from rag.types import Conflict, Position, Question
from tests.evals.said import answered, citation, declined, evidence

OWN = Path(__file__).parent.parent / "cases"

QUESTION = Question(text="Who bought the mill?")
BOUGHT = answered(QUESTION)
TORN = replace(
    BOUGHT,
    conflicts=(Conflict(about="the mill", positions=(Position(statement="77", citation=citation(evidence())),)),),
    missing="The question takes for granted what nobody says.",
)


@pytest.fixture(autouse=True)
def server(chroma_url, monkeypatch, tmp_path):
    monkeypatch.setenv("DOSSIER_CHROMA_URL", chroma_url)
    monkeypatch.chdir(tmp_path)


def write(folder, **files):
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return str(folder)


def test_the_own_cases_pass_and_the_last_line_counts(capsys):
    assert main(["cases", str(OWN)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"{len(lines) - 1} passed, 0 failed"
    assert len(lines) == 34


@pytest.mark.parametrize(
    ("ask", "answer", "told"),
    [
        ({"must": ["Ada Brook", "sold|bought"]}, BOUGHT, []),
        ({"must": "1,911"}, BOUGHT, []),  # a figure with a thousands sign or without
        ({"must": "Mill"}, BOUGHT, []),  # the citation's title
        ({"must": "90"}, BOUGHT, ["not said: 90"]),  # 900 is another figure
        ({"must_not": "900 crowns"}, BOUGHT, ["said: 900 crowns"]),
        ({"declined": True}, BOUGHT, ["answered, not declined"]),
        ({"declined": True}, declined(QUESTION), []),
        ({"must_not": "crowns"}, declined(QUESTION), ["declined: No passage says so."]),
        ({"conflict": False, "must_not": ["The sources differ", "77"]}, BOUGHT, []),
        ({"conflict": False}, TORN, ["tells of a disagreement: the mill"]),
        ({"conflict": True}, TORN, []),
        ({"conflict": True}, BOUGHT, ["tells of no disagreement"]),
        ({"must_not": ["takes for granted", "77"]}, TORN, ["said: takes for granted", "said: 77"]),
    ],
)
def test_an_answer_is_held_against_its_case(ask, answer, told):
    assert lacking(Ask(question="Who bought the mill?", **ask), answer) == told


def test_what_is_wrong_is_shown_and_the_others_go_on(tmp_path, capsys):
    lake = (
        "kind: k\nmood: grim\nquestions:\n- {question: 'How long is Lake Omber?', must: 90 kilometres, note: by road}\n"
    )
    write(tmp_path / "c" / "1-lake", case_yaml=lake, lake_txt="Lake Omber is 23 \x1b[31mkilometres long.")
    write(tmp_path / "c" / "2-mill", case_yaml="kind: k\non_adding: must say x\nquestions: []\n", mill_txt="It turns.")
    assert main(["cases", "c"]) == 1
    shown = capsys.readouterr().out
    assert "✗ 1-lake: How long is Lake Omber?\n    not said: 90 kilometres\n" in shown
    assert "note: by road" in shown
    assert "not known: mood" in shown
    assert "· 2-mill: adding: must say x\n    says: 1 added." in shown
    assert shown.endswith("\n0 passed, 1 failed\n")
    assert "\x1b" not in shown


def test_the_count_alone_shows_nothing_of_a_case(tmp_path, capsys):
    case = "kind: k\nquestions:\n- {question: 'How long is Lake Omber?', must: zebra}\n"
    folder = write(tmp_path / "lake", case_yaml=case, lake_txt="Lake Omber is 23 kilometres long.")
    assert main(["cases", folder, "--summary-only"]) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("0 passed, 1 failed\n", "")
    (tmp_path / "lake" / "case.yaml").write_text(f"{case}  zebra: [")
    assert main(["cases", folder, "--summary-only"]) == 2
    shown = capsys.readouterr()
    assert "CaseError" in shown.err
    assert "zebra" not in shown.out + shown.err


@pytest.mark.parametrize(
    ("case", "claims", "message"),
    [
        (None, None, "holds no case.yaml"),
        ("kind: [", None, "case.yaml, line 1: is not YAML"),
        ("- a", None, "is not a mapping"),
        ("kind: k\nquestions: [{must: x}]", None, "field questions.0.question: Field required"),
        ("kind: k\nquestions: [{question: q, must: 'a|'}]", None, "field questions.0.must.0"),
        ("kind: k", "- {passage: p, claim: c, stands: perhaps}", "claims.yaml, field 0.stands"),
    ],
)
def test_a_case_that_is_none_is_said_in_a_line(tmp_path, capsys, case, claims, message):
    folder = tmp_path / "case"
    write(folder, **({"case_yaml": case} if case else {}), **({"claims_yaml": claims} if claims else {}))
    assert main(["cases", "case"]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


def test_the_open_cases_are_read(seeds):
    folder = seeds.parent / "cases"
    if not folder.is_dir():
        pytest.skip("the cases are absent")
    found = cases([folder])
    assert sum(len(case.questions) + len(case.claims) for case in found if not case.folder.name.startswith("rel")) == 74
    assert not [case.unknown for case in found if case.unknown]
