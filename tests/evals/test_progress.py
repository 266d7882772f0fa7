import io

import pytest

from evals.progress import Progress, spoken


@pytest.mark.parametrize(("seconds", "text"), [(8.2, "8 s"), (59.6, "1 m 0 s"), (200, "3 m 20 s"), (7500, "2 h 5 m")])
def test_durations_are_spoken_in_two_units_at_most(seconds, text):
    assert spoken(seconds) == text


def test_the_estimate_leaves_out_steps_that_cost_nothing(monkeypatch):
    clock = iter([0.0, 0.0, 10.0, 20.0, 20.0])
    monkeypatch.setattr("evals.progress.time.monotonic", lambda: next(clock))
    out = io.StringIO()
    progress = Progress("rows", 4, out)
    progress.step(cached=True)
    progress.step("b")
    assert out.getvalue().splitlines() == ["rows 1/4", "rows 2/4, 20 s left, b"]


def test_the_last_step_is_always_shown():
    out = io.StringIO()
    progress = Progress("rows", 2, out)
    progress.step()
    progress.step()
    assert out.getvalue().splitlines()[-1].startswith("rows 2/2, took")
