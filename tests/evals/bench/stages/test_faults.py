from dataclasses import replace

from evals.bench.stages import faults


def test_a_killed_process_leaves_nothing_lost_doubled_or_unrepaired(options):
    (found,) = faults.run(replace(options, systems=("replace",), limit=1))
    assert (found.stage, found.system, found.n) == ("faults", "replace", 1)
    assert {name: m.scores for name, m in found.metrics.items() if name != "at_work"} == {
        "lost": [0.0],
        "doubled": [0.0],
        "unrepaired": [0.0],
    }


def test_what_a_library_has_lost_and_has_twice_is_counted(options, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"The ferry of pier {number} sails.", encoding="utf-8")
    names = [str(path) for path in sorted(folder.iterdir())]
    with faults._library(options.settings, tmp_path / "data") as library:
        faults.add([folder], library)
        calm = faults._left(library, names, folder, 0, at_work=True, removing=False)
        assert calm == faults.Kill(at_work=True, lost=0, doubled=0, unrepaired=False)
        faults.remove(names[:1], library)
        assert faults._left(library, names, folder, 0, at_work=True, removing=False).lost == 1
        assert faults._left(library, names, folder, 0, at_work=True, removing=True).lost == 0
        library.store.delete_document(library.catalog.documents()[0].id)
        assert faults._left(library, names, folder, 0, at_work=True, removing=False).unrepaired
