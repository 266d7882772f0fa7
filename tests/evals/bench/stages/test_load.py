from dataclasses import replace

import pytest

from evals.bench.stages import load
from evals.bench.stages.load import Memory, Said
from index.key_tables import FILE


@pytest.mark.slow
def test_people_in_several_programs_get_their_own_answers(options):
    (found,) = load.run(replace(options, limit=6, people=3, processes=2))
    assert (found.stage, found.system, found.n) == ("load", "server-none", 6)
    for name in ("errors", "refused", "mixed_up", "changed"):
        assert found.metrics[name].scores == [0.0] * 6
    assert all(s > 0 for s in found.metrics["evidence_p95"].scores)
    whole = found.metrics["whole_p95"].scores
    assert all(s < w for s, w in zip(found.metrics["evidence_p95"].scores, whole, strict=True))
    assert found.metrics["server_mb_end"].scores[0] > 0
    assert not list(options.cache.glob(f"**/{FILE}"))


def test_what_goes_wrong_is_counted_apart(options):
    alone = [Said(asked=0, understood="a", answer="A"), Said(asked=1, understood="b", answer="B")]
    replies = [
        Said(asked=0, understood="a", answer="A", evidence_s=1.0, whole_s=2.0),
        Said(asked=0, understood="b", answer="B", evidence_s=1.0, whole_s=2.0),
        Said(asked=1, understood="b", answer="A", evidence_s=1.0, whole_s=2.0),
        Said(asked=1, error="status 503", refused=True),
        Said(asked=1, error="APITimeoutError"),
    ]
    memory = [Memory(server_mb=1.0, chroma_mb=2.0), Memory(server_mb=3.0, chroma_mb=None)]
    found = load.figures(replies, alone, memory, 1.0, options)
    assert found.metrics["mixed_up"].scores == [0.0, 1.0, 0.0, None, None]
    assert found.metrics["changed"].scores == [0.0, 1.0, 1.0, None, None]
    assert found.metrics["refused"].scores == [0.0, 0.0, 0.0, 1.0, 0.0]
    assert found.metrics["errors"].scores == [0.0, 0.0, 0.0, 0.0, 1.0]
    assert found.metrics["server_mb_end"].scores == [3.0]
    assert "APITimeoutError, status 503" in found.notes[0]


@pytest.mark.parametrize("wrong", [["--people", "2", "--processes", "3"], ["--people", "0"], ["--minutes", "-1"]])
def test_loads_that_cannot_be_are_refused(options, wrong, capsys):
    from evals.__main__ import main

    assert main(["bench", str(options.folder), "--stage", "load", *wrong]) != 0
    assert "cannot be" in capsys.readouterr().err
