"""The queue: so many at a time, so many of one person, in order, and none left in it."""

import threading
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serving.gate import BusyError, Gate


def test_the_first_come_in_and_the_others_see_their_place() -> None:
    gate = Gate(1, 1, 10)
    assert list(gate.wait("a", "ada")) == []
    waits = {name: gate.wait(name, name) for name in ("b", "c")}
    assert [next(wait) for wait in waits.values()] == [0, 1]
    gate.leave("a")
    assert list(waits["b"]) == []
    assert next(waits["c"]) == 0
    gate.leave("b")
    assert list(waits["c"]) == []


def test_a_person_at_their_limit_holds_up_nobody_else() -> None:
    gate = Gate(3, 1, 10)
    list(gate.wait("a1", "ada"))
    second = gate.wait("a2", "ada")
    assert next(second) == 0
    assert list(gate.wait("b1", "ben")) == []
    gate.leave("a1")
    assert list(second) == []


def test_whoever_sits_at_the_machine_has_no_limit_of_their_own() -> None:
    gate = Gate(3, 1, 0)
    for name in ("a", "b", "c"):
        assert list(gate.wait(name, "")) == []
    with pytest.raises(BusyError, match="waiting already"):
        list(gate.wait("d", ""))


def test_what_is_called_off_waits_no_more_and_a_closed_gate_takes_nobody() -> None:
    gate = Gate(1, 1, 10)
    list(gate.wait("a", "ada"))
    cancel = threading.Event()
    waiting = gate.wait("b", "ben", cancel)
    assert next(waiting) == 0
    cancel.set()
    assert list(waiting) == []
    gate.leave("b")
    assert (gate.running, gate.waiting) == (1, 0)
    gate.close()
    with pytest.raises(BusyError, match="stopped"):
        list(gate.wait("c", "cy"))


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=25), st.integers(1, 4), st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_however_they_come_limits_hold_and_all_are_served(people: list[str], most: int, each: int) -> None:
    gate, lock = Gate(most, each, 100), threading.Lock()
    inside, wrong, served = Counter[str](), list[str](), list[str]()

    def ask(ticket: str, person: str) -> None:
        for _ in gate.wait(ticket, person):
            pass
        with lock:
            inside[person] += 1
            if inside.total() > most or inside[person] > each:
                wrong.append(ticket)
        with lock:
            inside[person] -= 1
            served.append(ticket)
        gate.leave(ticket)

    threads = [threading.Thread(target=ask, args=(f"{n}", person)) for n, person in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not wrong
    assert len(served) == len(people)
    assert (gate.running, gate.waiting) == (0, 0)
