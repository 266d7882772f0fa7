from evals.reports.archive import new_file, runs_of
from evals.suites.shelf import shelf


def test_own_suites_come_first_and_what_is_wrong_with_one_is_said(library):
    folder = library.data / "suites"
    folder.mkdir()
    (folder / "a-broken.yaml").write_text("- {id: a, question: q, mustt: x}\n")
    (folder / "b-misfit.yaml").write_text("- {id: a, question: q, cites: [zzz]}\n")
    (folder / "c-good.yaml").write_text("- {id: a, question: q}\n")
    broken, misfit, good, *bundled = shelf(library)
    assert broken.suite is None
    assert "mustt" in str(broken.error)
    assert misfit.suite
    assert "no document begins with 'zzz'" in str(misfit.error)
    assert (good.own, good.error) == (True, None)
    assert {s.path.name for s in bundled} >= {"alliance.yaml", "smoke.yaml"}
    assert not any(s.own for s in bundled)


def test_runs_are_found_by_their_suite_newest_first(tmp_path):
    (tmp_path / "runs").mkdir()
    for name in ("20240101T000000.mill.json", "20240102T000000.mill.json", "20240103T000000.wind-mill.json"):
        (tmp_path / "runs" / name).touch()
    assert [f.name[:8] for f in runs_of(tmp_path, "mill")] == ["20240102", "20240101"]
    assert runs_of(tmp_path, "wind/mill")[0].name == "20240103T000000.wind-mill.json"
    assert new_file(tmp_path, "../up").parent == tmp_path / "runs"
    assert len({new_file(tmp_path, "mill") for _ in range(3)}) == 3
