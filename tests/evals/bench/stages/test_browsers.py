from dataclasses import replace

import pytest

from evals.bench.load_server import Memory
from evals.bench.stages import browsers
from evals.bench.stages.browsers import Visit
from tests.e2e.running import CHROMIUM


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is absent")
def test_people_in_browsers_get_their_own_answers_and_no_page_is_locked(options, monkeypatch):
    monkeypatch.setenv("CHROMIUM", str(CHROMIUM))
    (found,) = browsers.run(replace(options, people=2, minutes=0.1))
    assert (found.stage, found.system) == ("browsers", "pages-none")
    assert found.n >= 2
    for name in ("errors", "mixed_up", "changed"):
        assert found.metrics[name].scores == [0.0] * found.n, found.notes
    assert found.metrics["server_mb_end"].scores[0] > 0


def test_what_goes_wrong_in_a_page_is_counted_apart(options):
    visits = [
        Visit(asked=0, shown="a?", answer="A", answer_s=1.0, free_s=0.1),
        Visit(asked=0, shown="b?", answer="B", answer_s=1.0, free_s=0.1),
        Visit(asked=1, shown="b?", answer="B", answer_s=1.0),
        Visit(asked=1, error="TypeError: null"),
    ]
    memory = [Memory(server_mb=1.0, chroma_mb=2.0), Memory(server_mb=3.0, chroma_mb=None)]
    found = browsers.figures(visits, ["a?", "b?"], memory, 1.0, options)
    assert found.metrics["errors"].scores == [0.0, 0.0, 0.0, 1.0]
    assert found.metrics["locked"].scores == [0.0, 0.0, 1.0, None]
    assert found.metrics["mixed_up"].scores == [0.0, 1.0, 0.0, None]
    assert found.metrics["changed"].scores == [0.0, 1.0, 0.0, None]
    assert found.metrics["server_mb_end"].scores == [3.0]
    assert "TypeError: null" in " ".join(found.notes)
