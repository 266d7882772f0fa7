from dataclasses import replace

import pytest

from evals.bench.stages import faults
from evals.faults.damage import damaged, files, prepared
from evals.faults.kills import look
from evals.faults.scene import Scene
from evals.faults.works import WORKS
from index import server
from index.build import remove


@pytest.fixture
def scene(options, tmp_path):
    texts = [f"The ferry of pier {number} sails at noon." for number in range(3)]
    found = Scene(place=tmp_path, settings=options.settings, texts=texts)
    yield found
    server.end(found.own.data)


@pytest.mark.slow
def test_a_killed_process_leaves_nothing_lost_doubled_or_unrepaired(options):
    (found,) = faults.run(replace(options, systems=("replace",), kills=1))
    assert (found.stage, found.system, found.n) == ("faults", "replace", 1)
    assert {name: m.scores for name, m in found.metrics.items() if name != "at_work"} == {
        "lost": [0.0],
        "doubled": [0.0],
        "unrepaired": [0.0],
    }


@pytest.mark.slow
def test_kills_are_shared_out_among_the_works(options):
    found = list(faults.run(replace(options, systems=("remove", "move"), kills=3)))
    assert [(figures.system, figures.n) for figures in found] == [("remove", 2), ("move", 1)]
    assert not any(sum(figures.metrics["lost"].scores) for figures in found)


def test_what_a_library_has_lost_and_has_not_repaired_is_counted(scene):
    before = scene.fill()
    calm = look(WORKS["add"], scene, before, after_s=0, at_work=True)
    assert (calm.lost, calm.doubled, calm.unrepaired) == (0, 0, False)
    with scene.library() as library:
        remove(before[:1], library)
        library.store.delete_document(library.catalog.documents()[0].id)
    spoilt = look(WORKS["add"], scene, before, after_s=0, at_work=True)
    assert (spoilt.lost, spoilt.doubled, spoilt.unrepaired) == (1, 0, True)
    assert "Catalog and Chroma differ" in spoilt.trouble


@pytest.mark.slow
def test_a_damaged_copy_of_an_upload_is_told(scene):
    prepared(scene)
    (name,) = [name for name in files(scene) if name.endswith(".pdf")]
    for one in damaged(name, scene, 2, 0):
        assert (one.raised, one.told, one.lost, one.unmended) == ("", True, 0, "")
