"""Signs of a window that was read → where it stands among others, and how likely it answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from index.types import Document, Sentence
from rag.models.readers import Reading
from rag.retrieval import belief
from rag.retrieval.belief import CERTAIN, SIGNS, Weights, signs, weights
from rag.retrieval.windows import Window


def window(*, cosine: float = 0.5, overlap: float = 0.5, timely: float = 0.5) -> Window:
    text = "Lund has 14 ferries."
    document = Document(id="d", path="notes.md", sha256="0" * 64, title="Notes", text=text)
    sentence = Sentence(start=0, end=len(text), text=text)
    return Window(document=document, sentences=(sentence,), cosine=cosine, overlap=overlap, timely=timely, rank=0)


def reading(log_odds: float) -> Reading:
    return Reading(log_odds=log_odds, start=0, end=4)


def test_the_signs_are_those_that_the_weights_name() -> None:
    assert tuple(signs(window(), reading(1.0))) == SIGNS
    ours = weights()
    for table in (ours.order, ours.belief, ours.second_order, ours.second_belief):
        assert set(table) == {"intercept", *SIGNS}


@pytest.mark.parametrize(("log_odds", "sign"), [(40.0, CERTAIN), (-40.0, -CERTAIN), (1.5, 1.5)])
def test_beyond_certain_the_reader_is_no_surer(log_odds: float, sign: float) -> None:
    assert signs(window(), reading(log_odds))["reader"] == sign


@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("name", SIGNS)
def test_the_more_a_sign_speaks_for_it_the_better_it_is(name: str, second: bool) -> None:
    """No sign of an answer may count against it."""
    low = dict.fromkeys(SIGNS, 0.1)
    high = low | {name: 0.9}
    assert belief.order(high, second=second) >= belief.order(low, second=second)
    assert belief.belief(high, second=second) >= belief.belief(low, second=second)


def test_what_the_reader_says_matters_and_the_second_says_more() -> None:
    sure, unsure = (signs(window(), reading(log_odds)) for log_odds in (4.0, -4.0))
    gains = [belief.order(sure, second=s) - belief.order(unsure, second=s) for s in (False, True)]
    assert 0 < gains[0] < gains[1]
    gains = [belief.belief(sure, second=s) - belief.belief(unsure, second=s) for s in (False, True)]
    assert 0 < gains[0] < gains[1]


@given(st.tuples(*(st.floats(-1e6, 1e6) for _ in SIGNS)))
def test_a_belief_is_a_probability_whatever_the_signs(values: tuple[float, ...]) -> None:
    assert 0 < belief.belief(dict(zip(SIGNS, values, strict=True))) < 1


def test_weights_with_anything_unknown_are_not_taken() -> None:
    with pytest.raises(ValidationError):
        Weights.model_validate({**weights().model_dump(), "threshold": 0.4})
