from contextlib import contextmanager
from dataclasses import replace

import pytest

from evals.bench.stages import faults
from evals.faults import unreadable
from evals.faults.damage import damaged, files, prepared
from evals.faults.kills import look
from evals.faults.scene import Scene
from evals.faults.works import WORKS
from evals.hostile.texts import TEXTS
from index import server
from index.build import remove
from index.errors import DocumentError
from index.parts import load_all_bytes
from index.types import Document


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
        assert (one.raised, one.lost, one.altered, one.unmended) == ("", (), (), "")
        assert name.rsplit("/", 1)[-1] in one.told


def test_only_files_that_are_named_are_damaged(options):
    (found,) = faults.run(replace(options, systems=("damage",), files=("preferences",), places=1, limit=3))
    assert (found.system, found.n) == ("damaged preferences.json", 1)
    assert {name: sum(m.scores) for name, m in found.metrics.items() if name != "told"} == dict.fromkeys(
        ("traceback", "changed", "changed_unsaid", "empty_unsaid", "lost", "altered", "unmended"), 0
    )


def test_whole_files_are_read_before_they_are_mutated():
    """Else nothing but the first look at a file would be tried."""
    for suffix, make in unreadable.MAKE.items():
        (first, *_) = [item for item in load_all_bytes(make(), f"a{suffix}") if isinstance(item, Document)]
        assert "Lund" in first.text or "year: " in first.text, suffix


def test_mutated_and_hostile_files_break_nothing_and_spoil_no_neighbour(options, monkeypatch):
    monkeypatch.setattr(unreadable, "TEXTS", {"dots": TEXTS["dots"]})
    (found,) = faults.run(replace(options, systems=("unreadable",), mutated=13))
    assert (found.system, found.n) == ("unreadable", 16)
    assert {name: sum(m.scores) for name, m in found.metrics.items()} == {"crashed": 0, "over": 0, "neighbour": 0}


def test_a_reader_that_dies_and_one_that_is_ended_are_told_apart(options, monkeypatch):
    causes = {"a": "its reader broke off", "b": "it takes more than 3 s to read", "c": "it holds no text"}

    @contextmanager
    def read_ahead(sources):
        yield ((name, iter([DocumentError(name, causes.get(name[0], "gone"), "")])) for name, _ in sources)

    monkeypatch.setattr(unreadable, "read_ahead", read_ahead)
    monkeypatch.setattr(unreadable, "_mutated", lambda *_: [(f"{name}.txt", b"") for name in "abc"])
    monkeypatch.setattr(unreadable, "_hostile", list)
    found = [(met.name[0], met.crashed, met.over, met.neighbour) for met in unreadable.read(3, 0)]
    assert found == [("a", True, False, False), ("b", False, True, False), ("c", False, False, False),
                     ("g", False, False, True)]  # fmt: skip
