import numpy as np
import pytest

from evals.fit_rank import NAMES, Ranking, fit, print_figures

MEANING, LEAD = NAMES.index("meaning"), NAMES.index("lead")


def rankings(telling: int, count: int = 40) -> list[Ranking]:
    """Questions of two sets whose right sentence has the highest value of one sign; every other sign is noise."""
    chance = np.random.default_rng(0)
    made = []
    for number in range(count):
        signs = chance.random((8, len(NAMES)))
        right = signs[:, telling] == signs[:, telling].max()
        made.append(Ranking(origin="ab"[number % 2], held_out=number % 4 > 1, signs=signs, right=right))
    return made


@pytest.mark.parametrize("telling", [MEANING, LEAD])
def test_the_sign_that_tells_gets_the_weight_and_none_is_negative(telling: int) -> None:
    weights = fit(rankings(telling))
    assert weights.argmax() == telling
    assert weights.min() >= 0


def test_a_sign_held_at_zero_stays_there() -> None:
    assert fit(rankings(MEANING), without=MEANING)[MEANING] == 0


def test_figures_tell_good_weights_from_none(capsys: pytest.CaptureFixture[str]) -> None:
    rows = rankings(MEANING)
    print_figures("fitted", rows, fit(rows))
    print_figures("none", rows, np.zeros(len(NAMES)))
    fitted, none = (line.split("MRR ")[1][:5] for line in capsys.readouterr().out.splitlines())
    assert float(fitted) > 0.9 > float(none)
