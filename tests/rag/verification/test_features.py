"""Figures stay in 0…1 and agree with the layers they come from."""

from hypothesis import given
from hypothesis import strategies as st

from rag.verification.features import NAMES, features
from rag.verification.support import belief

WORDS = st.lists(
    st.sampled_from("the ferry left Lund on May 3 with 40 men . It did not sink , “he said” 8% of Olaf could".split())
).map(" ".join)


@given(sentence=WORDS | st.text(max_size=60), passage=WORDS | st.text(max_size=120))
def test_every_figure_and_belief_is_a_share(sentence: str, passage: str) -> None:
    figures = features(sentence, passage)
    assert set(figures) == set(NAMES)
    assert all(0.0 <= value <= 1.0 for value in figures.values())
    assert 0.0 <= belief(figures) <= 1.0


def test_belief_does_not_fall_where_a_figure_rises() -> None:
    low = dict.fromkeys(NAMES, 0.0)
    assert all(belief(low | {name: 1.0}) >= belief(low) for name in NAMES)


def test_a_copy_agrees_in_everything() -> None:
    figures = features("Olaf left Lund on May 3 with 40 men.", "Olaf left Lund on May 3 with 40 men.")
    assert all(value == 1.0 for value in figures.values())


def test_what_is_missing_shows() -> None:
    figures = features("Olaf left Lund with 50 men.", "The ferry left Lund with 40 men.")
    assert figures["numbers"] == 0.0
    assert figures["names"] < 1.0
    assert figures["coverage"] < 1.0
