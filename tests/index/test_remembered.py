"""A memory that is bounded by the length of what it holds."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.remembered import Remembered, remembered


def test_the_longest_unused_go_first() -> None:
    worked = list[str]()

    @remembered(characters=10)
    def upper(text: str) -> str:
        """In capitals."""
        worked.append(text)
        return text.upper()

    assert [upper(text) for text in ("aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb")] == [
        "AAAA", "BBBB", "AAAA", "CCCC", "AAAA", "BBBB",
    ]  # fmt: skip
    assert worked == ["aaaa", "bbbb", "cccc", "bbbb"]
    assert upper.characters == 8
    assert upper.__doc__ == "In capitals."


def test_a_text_beyond_the_bound_is_remembered_until_the_next() -> None:
    worked = list[str]()
    length = Remembered(lambda text: worked.append(text) or len(text), 10)
    assert [length("x" * 50), length("x" * 50), length("y")] == [50, 50, 1]
    assert len(worked) == 2
    assert length.characters == 1


def test_a_failure_is_not_remembered() -> None:
    number = Remembered(int, 10)
    for _ in range(2):
        with pytest.raises(ValueError, match="mill"):
            number("mill")
    assert number.characters == 0
    assert number("7") == 7


@given(st.lists(st.text("ab", max_size=6), max_size=60))
def test_it_never_holds_more_nor_says_anything_else(texts: list[str]) -> None:
    upper = Remembered(str.upper, 12)
    for text in texts:
        assert upper(text) == text.upper()
        assert upper.characters <= 12


def test_threads_share_it() -> None:
    upper = Remembered(str.upper, 40)
    texts = [f"text {number % 9}" for number in range(900)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(upper, texts)) == [text.upper() for text in texts]
    assert upper.characters <= 40
