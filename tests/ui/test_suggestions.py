"""Suggestions give way to answers, and are dropped where nobody waits for them."""

import time

import pytest

from ui.background import suggestions
from ui.background.suggestions import Find, Suggestions, Turn


def _found(kept: Suggestions, key: str, find: Find[str]) -> tuple[str, ...]:
    deadline = time.monotonic() + 20
    while (found := kept.get(key, find)) is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found


def test_nothing_is_looked_for_while_questions_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "_PAUSE_S", 0.01)
    busy, begun = [True], list[str]()

    def find(turn: Turn) -> tuple[str, ...]:
        begun.append("one")
        turn()
        return ("Why?",)

    kept = Suggestions(busy=lambda: busy[0])
    assert kept.get("a", find) is None
    time.sleep(0.2)
    assert not begun
    busy[0] = False
    assert _found(kept, "a", find) == ("Why?",)
    assert begun == ["one"]


def test_under_load_without_an_end_something_is_suggested_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "_PAUSE_S", 0.01)
    monkeypatch.setattr(suggestions, "_PATIENCE_S", 0.1)
    assert _found(Suggestions(busy=lambda: True), "a", lambda turn: ("Why?",)) == ("Why?",)


def test_what_nobody_waits_for_is_dropped_and_begun_anew_when_somebody_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "_PAUSE_S", 0.01)
    monkeypatch.setattr(suggestions, "_LEFT_S", 0.1)
    busy, begun = [True], list[str]()

    def find(turn: Turn) -> tuple[str, ...]:
        begun.append("one")
        return ("Why?",)

    kept = Suggestions(busy=lambda: busy[0])
    assert kept.get("a", find) is None
    time.sleep(0.3)
    busy[0] = False
    time.sleep(0.1)
    assert not begun, "it was dropped while nobody looked"
    assert _found(kept, "a", find) == ("Why?",)


def test_what_fails_suggests_nothing() -> None:
    def find(turn: Turn) -> tuple[str, ...]:
        raise RuntimeError("no")

    assert _found(Suggestions(), "a", find) == ()
