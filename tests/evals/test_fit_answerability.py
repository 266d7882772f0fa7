import numpy as np
import pytest

from evals.fit_answerability import Asked, Word, fit


def asked(telling: str, count: int = 60) -> list[Asked]:
    """Questions of two sets whose kind one of the two signs tells; the other is noise."""
    chance = np.random.default_rng(0)
    made = []
    for number in range(count):
        answerable = number % 2 == 0
        right = 0.8 if answerable else 0.2
        odds = {"model": 2.0 if answerable else -2.0}.get(telling, float(chance.normal()))
        word = Word(belief=right if telling == "belief" else chance.uniform(0.2, 0.8), log_odds=odds)
        made.append(Asked(origin="ab"[number % 3 == 0], held_out=False, answerable=answerable, word=word))
    return made


@pytest.mark.parametrize(("telling", "at"), [("belief", 1), ("model", 2)])
def test_the_sign_that_tells_gets_the_weight_and_none_is_negative(telling: str, at: int) -> None:
    weights = fit(asked(telling))
    assert weights[1:].argmax() == at - 1
    assert weights[1:].min() >= 0
