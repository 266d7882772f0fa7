from hypothesis import given
from hypothesis import strategies as st

from evals.bench.sample import sample

ROWS = [(f"r{n}", n % 4 == 0) for n in range(100)]


def draw(limit, seed=0, rows=ROWS):
    return sample(rows, limit, seed=seed, identity=lambda r: r[0], stratum=lambda r: r[1])


def test_a_sample_keeps_the_shares_of_the_strata_and_the_order_of_the_set():
    drawn = draw(20)
    assert sum(special for _, special in drawn) == 5
    assert drawn == sorted(drawn, key=ROWS.index)


def test_the_same_seed_gives_the_same_sample_and_another_another():
    assert draw(20) == draw(20)
    assert draw(20) != draw(20, seed=1)


def test_the_order_of_the_set_does_not_matter():
    assert sorted(draw(20)) == sorted(draw(20, rows=ROWS[::-1]))


@given(st.integers(1, 100), st.integers(1, 100))
def test_a_larger_sample_holds_the_smaller_one(one, other):
    small, large = sorted((one, other))
    assert set(draw(small)) <= set(draw(large))
    assert len(draw(small)) == small


def test_no_limit_takes_all():
    assert draw(None) == ROWS
    assert draw(1000) == ROWS
