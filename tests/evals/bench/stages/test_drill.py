from collections import Counter
from dataclasses import replace

import pytest

from evals.bench.stages import drill
from evals.bench.stages.drill import Killed
from evals.drill import parts
from evals.drill.people import Asked, Crowd, Note


def asked(
    begun: float, done: float, *, right: bool = True, mixed_up: bool = False, errors: tuple[str, ...] = ()
) -> Asked:
    return Asked(
        begun=begun, done=done, answered=True, right=right, mixed_up=mixed_up, by_words=False, errors=errors
    )  # fmt: skip


def test_no_note_has_another_s_place_or_figure():
    notes = [Note(number=number) for number in range(3_000)]
    assert len({note.place for note in notes}) == len({note.metres for note in notes}) == len(notes)


def test_a_kill_is_told_by_what_was_asked_while_it_lasted_and_by_the_first_answer_to_what_came_after(options):
    killed = [Killed(name="nginx", at=100.0, back=105.0, start_s=2.0)]
    replies = [
        asked(90.0, 99.0),  # before it
        asked(98.0, 108.0, errors=("ReadError", "ConnectError")),  # under way: not the first after it
        asked(101.0, 109.5, right=False),
        asked(106.0, 107.0),  # after it was back
    ]
    (found,) = drill._each(killed, replies, options)
    assert found.n == 2
    assert found.metrics["asked_again"].scores == [1.0, 0.0]
    assert found.metrics["right"].scores == [1.0, 0.0]
    assert found.metrics["serves_again_s"].scores == [7.0]
    assert "1 × ReadError" in found.notes[0]


def test_what_is_lost_or_there_twice_is_counted(options):
    notes = [Note(number=number) for number in range(4)]
    crowd = Crowd(address="", key="", notes=notes, asked=[asked(0.0, 1.0, mixed_up=True), asked(0.0, 1.0)])
    files = Counter([notes[0].name, notes[0].name, notes[1].name, notes[2].name, "another.txt"])
    found = drill._all(crowd, files, notes, False, options)
    assert {name: found.metrics[name].scores for name in ("lost", "doubled", "unsound", "mixed_up")} == {
        "lost": [1.0], "doubled": [2.0], "unsound": [1.0], "mixed_up": [1.0, 0.0]
    }  # fmt: skip


@pytest.mark.skipif(any(parts.missing()), reason="PostgreSQL or nginx is not installed")
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_each_part_of_a_real_stack_is_killed_and_nothing_is_lost_doubled_or_mixed_up(options, monkeypatch):
    monkeypatch.setattr(drill, "_SETTLE_S", 1.5)
    monkeypatch.setattr(drill, "DOWN_S", 1.5)
    pytest.importorskip("psycopg", reason="psycopg is not installed (requirements-postgres.txt)")
    *each, whole = drill.run(replace(options, people=2, documents=10))
    assert [found.system for found in each] == list(drill.SYSTEMS)
    for name in ("lost", "doubled", "unsound"):
        assert whole.metrics[name].scores == [0.0], (name, whole.notes)
    assert not any(whole.metrics["mixed_up"].scores)
    assert not any(whole.metrics["unanswered"].scores)
    assert all(found.metrics["serves_again_s"].scores[0] > 0 for found in each)
