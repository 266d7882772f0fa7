"""Which questions ask for several things."""

import pytest

from rag.question.several import asks_several


@pytest.mark.parametrize(
    "question",
    [
        "Which islands were promised a bridge?",
        "To which ports did the ferry sail last year?",
        "Which senior harbour officials resigned?",
        "What reasons does the board give?",
        "Which engineers once worked on the tunnel?",
        "Which people were hurt?",
        "What kinds of fish have been seen in the lake?",
    ],
)
def test_a_plural_with_a_verb_behind_it_asks_for_several(question):
    assert asks_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which island was promised a bridge?",
        "Which company makes used cranes?",
        "Which board's offer was refused?",
        "What class of ships is built at Velmar?",
        "What does the board say?",
        "Which series was shown?",
        "Who were the drivers?",
        "What is the news of the day?",
        "Islands, which were promised a bridge",
        "",
        "which",
        "which " * 50,
    ],
)
def test_one_thing_or_no_thing(question):
    assert not asks_several(question)
