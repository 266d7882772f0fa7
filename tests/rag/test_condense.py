import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from rag.condense import condense, refers_back, unnamed
from rag.types import Turn

HISTORY = (Turn(role="user", content="How many troops are in South Korea?"), Turn(role="assistant", content="28,500."))


def scripted(*replies: str) -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter([AIMessage(r) for r in replies]))


@pytest.mark.parametrize(
    "question",
    ["And in Japan?", "How many are there in Japan?", "What did he ask of Seoul?", "Why?", "What about Article 10?"],
)
def test_follow_ups_refer_back(question: str) -> None:
    assert refers_back(question)


@pytest.mark.parametrize(
    "question", ["How many troops does Japan host?", "Which prime minister signed the Sunnylands declaration in 2022?"]
)
def test_whole_questions_do_not(question: str) -> None:
    assert not refers_back(question)


def test_the_model_is_not_asked_when_nothing_refers_back() -> None:
    question = "Which prime minister met President Biden in April 2024?"
    assert condense(question, HISTORY, scripted()) == question


def test_the_model_is_not_asked_without_history() -> None:
    assert condense("And in Japan?", (), scripted()) == "And in Japan?"


def test_a_follow_up_is_rewritten_by_the_model() -> None:
    model = scripted("Question: How many troops are in Japan?\nSome chatter.")
    assert condense("And in Japan?", HISTORY, model) == "How many troops are in Japan?"


@pytest.mark.parametrize("reply", ["", "word " * 300])
def test_a_useless_rewrite_falls_back_on_the_last_question(reply: str) -> None:
    assert condense("And in Japan?", HISTORY, scripted(reply)) == "How many troops are in South Korea? And in Japan?"


def test_without_a_model_the_last_question_is_put_in_front() -> None:
    assert condense("And in Japan?", HISTORY, None) == "How many troops are in South Korea? And in Japan?"


@pytest.mark.parametrize("question", ["And in 2022?", "And Norway?", "What about him in Oslo?"])
def test_a_rewrite_that_drops_what_was_asked_falls_back_on_both_questions(question: str) -> None:
    asked = HISTORY[0].content
    assert condense(question, HISTORY, scripted(asked)) == f"{asked} {question}"


def test_a_short_question_that_points_to_nothing_stands_alone() -> None:
    assert condense("What is a tram?", HISTORY, None) == "What is a tram?"
    assert condense("What is a tram?", HISTORY, scripted("How many troops?")) == "What is a tram?"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How large is it?", "it"),
        ("What does this airline pay its pilots?", "this airline"),
        ("Did they agree in Oslo?", "they"),
        ("What does Norway pay its pilots?", None),
        ("How long does it take to build a submarine?", None),
        ("Who was elected this year?", None),
        ("What is a tram?", None),
    ],
)
def test_words_that_stand_for_something_unnamed_are_told(question: str, words: str | None) -> None:
    assert unnamed(question) == words
