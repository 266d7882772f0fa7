import pytest

from rag.question.answer_type import Kind, asks, asks_why, repeats, wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many ships came?", Kind.NUMBER),
        ("What share of the budget went to ships?", Kind.NUMBER),
        ("By how much did it rise?", Kind.NUMBER),
        ("When was the treaty signed?", Kind.DATE),
        ("In which year was it signed?", Kind.DATE),
        ("Who signed the treaty?", Kind.NAME),
        ("Which country built the ship?", Kind.NAME),
        ("What did the mayor say about the harbour?", Kind.QUOTE),
        ("Why did the ships come?", None),
    ],
)
def test_the_kind_of_answer_is_read_from_the_question(question: str, kind: Kind | None) -> None:
    assert wanted(question) is kind


@pytest.mark.parametrize(
    "question", ["Why did the ships come?", "For what reasons did they come?", "What caused the war?"]
)
def test_reasons_are_asked_for(question: str) -> None:
    assert asks_why(question)


def test_no_reasons_are_asked_for() -> None:
    assert not asks_why("Who gave the whylah boat its name?")


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("Is it a fair share?", True),
        ("“Who pays?”", True),
        ("Nobody pays.", False),
        ('"Who pays?" he asked.', False),
        ('The mayor asked: "Who pays?"', False),
    ],
)
def test_a_question_states_nothing_and_who_asked_one_does(sentence: str, is_one: bool) -> None:
    assert asks(sentence) is is_one


@pytest.mark.parametrize(
    ("question", "sentence", "is_so"),
    [
        ("What was the ship of Anna Berg called?", "The ship of Anna Berg was called the ship Anna Berg.", True),
        ("Which city later became Lund?", "The city later became Lund.", True),
        ("What was the ship of Anna Berg called?", "The ship of Anna Berg was called Gull.", False),
        ("How many ferries has Gull Island?", "Gull Island has no ferries.", False),
        ("Which of the ferries sank?", "All of the ferries sank.", False),
        ("Did the ferry sink?", "The ferry sank.", False),
    ],
)
def test_what_says_no_more_than_the_question_answers_none(question: str, sentence: str, is_so: bool) -> None:
    assert repeats(sentence, question) is is_so
