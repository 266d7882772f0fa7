"""States by their seats."""

import pytest

from rag.names import names
from rag.seats import is_seat


@pytest.mark.parametrize(
    ("text", "question", "seat"),
    [
        ("a clerk in Tokyo", "What does Japan pay?", True),
        ("a report of the Pentagon", "What do U.S. bases cost?", True),
        ("a report of the Pentagon", "What do American bases cost?", True),
        ("a clerk in Seoul", "What does Japan pay?", False),
        ("a clerk in Lund", "What does Sweden pay?", False),
        ("a clerk in Seoul", "What does South Korea pay?", True),
        ("a clerk in Pyongyang", "What does South Korea pay?", False),
    ],
)
def test_a_seat_stands_for_a_state_that_the_question_names(text: str, question: str, seat: bool) -> None:
    (name,) = names(text)
    assert is_seat(name, question) is seat
