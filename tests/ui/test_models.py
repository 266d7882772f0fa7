import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from rag.pipeline import Assistant
from rag.settings import Settings
from tests.scripted import Failure, ScriptedServer
from ui.background.models import ModelSwitch


def _changed(switch: ModelSwitch, assistant: Assistant, llm: str) -> Assistant:
    switch.to(llm, assistant)
    wait_for(lambda: not switch.busy and not switch._exchanging, 20)
    return switch.equipped(assistant)


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether it has come true in that time."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


@pytest.fixture
def quoting(library: Library) -> Assistant:
    return Assistant(library=library, model=None, model_name="none")


def test_a_model_that_speaks_takes_over(quoting: Assistant, tmp_path: Path) -> None:
    with ScriptedServer(["Yes."], model="parrot") as server:
        switch = ModelSwitch(Settings(llm=f"{server.url}#parrot", data=tmp_path))
        assert list(switch.choices.values())[-2:] == ["none", "parrot"]
        back = _changed(switch, quoting, "none")
        assert (back.model_name, switch.chosen) == ("none", "none")
        changed = _changed(switch, back, f"{server.url}#parrot")
    assert (changed.model_name, switch.state) == ("parrot", None)


def test_a_model_that_fails_is_named_and_the_old_one_goes_on(quoting: Assistant, tmp_path: Path) -> None:
    with ScriptedServer([Failure(404, "no such model")]) as server:
        settings = Settings(llm="none", data=tmp_path)
        switch = ModelSwitch(settings)
        switch._settings = settings.model_copy(update={"llm": server.url})
        back = _changed(switch, quoting, server.url)
    assert (back.model_name, switch.chosen) == ("none", "none")
    assert switch.state
    assert switch.state.failure
    assert "not known" in switch.state.failure.message
    assert switch.state.failure.hint


def test_a_bad_file_of_weights_is_named_and_the_old_model_goes_on(quoting: Assistant, tmp_path: Path) -> None:
    (tmp_path / "half.gguf").write_bytes(b"GGUF")
    switch = ModelSwitch(Settings(llm=str(tmp_path / "half.gguf"), data=tmp_path))
    switch.chosen = "none"
    back = _changed(switch, quoting, str(tmp_path / "half.gguf"))
    assert (back.model_name, switch.chosen) == ("none", "none")
    assert switch.state
    assert switch.state.failure
    assert "half.gguf is damaged" in switch.state.failure.message


def test_a_change_waits_for_the_answer_under_way_and_the_next_answer_for_the_change(
    quoting: Assistant, tmp_path: Path
) -> None:
    with ScriptedServer(["Yes."]) as server:
        switch = ModelSwitch(Settings(llm=server.url, data=tmp_path))
        order: list[str] = []
        with switch.in_use():
            switch.to("none", quoting)
            later = threading.Thread(target=lambda: _use(switch, order))
            time.sleep(0.2)
            later.start()
            time.sleep(0.2)
            assert order == []
            order.append("answered")
        later.join(10)
    assert order == ["answered", "asked none"]


def _use(switch: ModelSwitch, order: list[str]) -> None:
    with switch.in_use():
        order.append(f"asked {switch.chosen}")
