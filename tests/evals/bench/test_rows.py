import pytest

from evals.bench.rows import ROOT, Rows, code_version, digest
from evals.bench.stage import collect
from evals.systems.base import Found


def found(name):
    return Found(documents=(name,), passages=(), seconds=1.0)


def test_rows_are_found_again_by_key(tmp_path):
    Rows(tmp_path / "a" / "rows.jsonl", Found).put("k", found("d"))
    again = Rows(tmp_path / "a" / "rows.jsonl", Found)
    assert again.get("k") == found("d")
    assert again.get("other") is None


def test_a_half_written_line_is_asked_again_and_spoils_no_other(tmp_path):
    path = tmp_path / "rows.jsonl"
    Rows(path, Found).put("a", found("a"))
    with path.open("a") as lines:
        lines.write('{"key": "b", "row": {"docu')
    Rows(path, Found).put("c", found("c"))
    rows = Rows(path, Found)
    assert [rows.get(key) is not None for key in "abc"] == [True, False, True]


def test_rows_without_a_path_are_held_and_not_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = Rows(None, Found)
    rows.put("k", found("d"))
    assert rows.get("k") == found("d")
    assert Rows(None, Found).get("k") is None
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_run_asks_only_for_what_is_missing(tmp_path):
    asked = []

    def ask(name):
        if name == "c" and len(asked) < 3:
            asked.append("broke")
            raise ConnectionError
        asked.append(name)
        return found(name)

    jobs = [(name, lambda name=name: ask(name)) for name in "abcd"]
    with pytest.raises(ConnectionError):
        collect(jobs, Rows(tmp_path / "r.jsonl", Found), "rows")
    result = collect(jobs, Rows(tmp_path / "r.jsonl", Found), "rows")
    assert asked == ["a", "b", "broke", "c", "d"]
    assert [row.documents for row in result] == [("a",), ("b",), ("c",), ("d",)]


def test_what_is_not_worth_keeping_is_asked_again(tmp_path):
    asked = []

    def ask():
        asked.append(1)
        return found("x")

    for _ in range(2):
        collect([("k", ask)], Rows(tmp_path / "r.jsonl", Found), "rows", keep=lambda _: False)
    assert len(asked) == 2


def test_the_code_version_changes_with_a_file_and_only_with_those_named(tmp_path, monkeypatch):
    monkeypatch.setattr("evals.bench.rows.ROOT", tmp_path)
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "b.md").write_text("1")
    before = code_version(["*.py"])
    (tmp_path / "b.md").write_text("2")
    assert code_version(["*.py"]) == before
    (tmp_path / "a.py").write_text("2")
    assert code_version(["*.py"]) != before


def test_parts_of_a_key_do_not_run_together():
    assert digest("ab", "c") != digest("a", "bc")


def test_the_root_is_that_of_the_project():
    assert (ROOT / "evals" / "bench" / "rows.py").is_file()
