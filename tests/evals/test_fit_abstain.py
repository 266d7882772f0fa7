import numpy as np
import pytest

from evals.fit_abstain import Asked, fit, print_curve
from rag.abstain import SIGNS


def asked(count: int = 80) -> list[Asked]:
    """Answerable questions have a passage with a high first sign; every other sign is noise."""
    chance = np.random.default_rng(0)
    made = []
    for number in range(count):
        answerable = number % 2 == 0
        signs = chance.random((3, len(SIGNS)))
        signs[:, 0] = 0.2
        signs[0, 0] = 0.9 if answerable else 0.3
        rows = np.hstack([np.ones((3, 1)), signs])
        made.append(Asked(origin="a", held_out=number > 40, answerable=answerable, passages=rows, read=np.zeros(3)))
    return made


def test_the_sign_that_tells_gets_the_weight_and_none_is_negative() -> None:
    intercept, *weights = fit(asked())
    assert intercept < 0
    assert np.argmax(weights) == 0
    assert min(weights) >= 0


def test_the_curve_gives_both_errors_the_one_for_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    rows = asked()
    print_curve("a", rows, fit(rows))
    lines = capsys.readouterr().out.splitlines()
    (answers,) = [[float(v) for v in line.split()[2:]] for line in lines if "false answers" in line]
    (refusals,) = [[float(v) for v in line.split()[2:]] for line in lines if "false refusals" in line]
    assert answers == sorted(answers, reverse=True)
    assert refusals == sorted(refusals)
    assert answers[0] > answers[-1]
