import pytest

from rag.question.answer_type import Kind, asks, asks_why, circular, offers, repeats, wanted


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


def test_a_reason_that_is_the_claim_itself_is_none() -> None:
    assert circular("The port would be the largest because the port would be the largest.")
    assert circular("Oban closed the harbour because the harbour was closed.")
    assert not circular("The port is the largest because it has forty piers.")
    assert not circular("The port is the largest.")


@pytest.mark.parametrize(
    ("text", "kind", "question", "expected"),
    [
        ("Seven ships came.", Kind.NUMBER, "How many ships came?", True),
        ("Ships cost 2% of all that is spent.", Kind.NUMBER, "How many ships came?", False),
        ("Ships cost 2% of all that is spent.", Kind.NUMBER, "How many percent do ships cost?", True),
        ("The budget paid for 12 ships.", Kind.NUMBER, "What share of the budget went to ships?", False),
        ("A third of the budget went to ships.", Kind.NUMBER, "What share of the budget went to ships?", True),
        ("Ships take 12% of it.", Kind.NUMBER, "What percentage of the budget went to ships?", True),
        ("The 12th fleet came.", Kind.NUMBER, "How many ships came?", False),
        ("Ships came in 2024.", Kind.NUMBER, "How many ships came?", False),
        ("In 2023 there were 12 ships.", Kind.NUMBER, "How many ships came in 2023?", True),
        ("It was signed on Jan. 19, 1960.", Kind.DATE, "When was it signed?", True),
        ("It was signed at last.", Kind.DATE, "When was it signed?", False),
        ("Hayashi signed it.", Kind.NAME, "Who signed it?", True),
        ("The minister signed it.", Kind.NAME, "Who signed it?", False),
        ('"Enough," Mayor Ota said.', Kind.QUOTE, "What did Ota say?", True),
        ('"Enough," Mayor Ota said.', Kind.QUOTE, "What did Governor Kanda say?", False),
        ('"Enough," he said.', Kind.QUOTE, "What did Ota say?", True),
    ],
)
def test_a_text_offers_an_answer_or_not(text: str, kind: Kind, question: str, expected: bool) -> None:
    assert offers(text, kind, question) is expected


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("It runs for the next five years.", False),
        ("The sum is 211 billion yen a year.", True),
        ("It cost 48 million crowns.", True),
        ("They carry 86.4% of it.", True),
        ("Three ministers signed.", False),
    ],
)
def test_how_much_asks_for_an_amount_not_for_a_count(text: str, is_one: bool) -> None:
    assert offers(text, Kind.NUMBER, "How much does the port pay?") is is_one
    assert offers(text, Kind.NUMBER, "What price does the port pay?") is is_one


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
