import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from rag.question.rewrite import condense, own_words, refers_back, unnamed
from rag.types import Turn

HISTORY = (Turn(role="user", content="How many troops are in South Korea?"), Turn(role="assistant", content="28,500."))


def scripted(*replies: str) -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter([AIMessage(r) for r in replies]))


@pytest.mark.parametrize(
    "question",
    [
        "And in Japan?",
        "How many are there in Japan?",
        "How many has Japan itself?",
        "What did he ask of Seoul?",
        "Why?",
        "What about Article 10?",
        "What did he say about Seoul and why did Oslo refuse?",
        "Who came and who paid for it?",
        "How did Stoltenberg respond?",
        "What did both decide in Oslo that year?",
        "And how long did the strike of each?",
    ],
)
def test_follow_ups_refer_back(question: str) -> None:
    assert refers_back(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many troops does Japan host?",
        "Which prime minister signed the Sunnylands declaration in 2022?",
        "What is the treaty that bans landmines?",
        "Is there a NATO base in Romania?",
        "How much more did Germany spend in 2024 than in 2023?",
        "Which one of the carriers left Yokosuka in May?",
        "What did the then-president of France promise Ukraine?",
        "Who signed the treaty this year?",
        "How many trams run in Oslo, and what do passengers say about them?",
        "What is the Quad and how many are in it?",
        "How many ships have both Norway and Chile?",
        "What does each member pay into the fund of Oslo?",
    ],
)
def test_whole_questions_do_not(question: str) -> None:
    assert not refers_back(question)


def test_the_model_is_not_asked_when_nothing_refers_back() -> None:
    question = "Which prime minister met President Biden in April 2024?"
    assert condense(question, HISTORY, scripted()) == question


def test_the_model_is_not_asked_without_history() -> None:
    assert condense("And in Japan?", (), scripted()) == "And in Japan?"


def test_a_follow_up_is_rewritten_by_the_model() -> None:
    model = scripted("Question: How many troops are there in Japan?\nSome chatter.")
    assert condense("How many are there in Japan?", HISTORY, model) == "How many troops are there in Japan?"


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("How many troops are in South Korea?", "And in Japan?", "How many troops are in Japan?"),
        ("How many troops are in South Korea?", "And Norway?", "How many troops are in Norway?"),
        (
            "How much did the U.K. pay to Oslo in 2022?",
            "What about in 2024?",
            "How much did the U.K. pay to Oslo in 2024?",
        ),
        ("What was said in Bergen in April?", "And in Narvik?", "What was said in Narvik in April?"),
        ("Who sat in Bergen in March 2024?", "And in Narvik?", "Who sat in Narvik in March 2024?"),
        ("Who speaks for Norway?", "and for the Faroe Islands", "Who speaks for the Faroe Islands?"),
        ("How many troops are in South Korea?", "In Japan?", "How many troops are in Japan?"),
        ("What did Norway pay in 2022?", "2023?", "What did Norway pay in 2023?"),
    ],
)
def test_one_name_or_year_in_place_of_another_needs_no_model(before: str, question: str, whole: str) -> None:
    assert condense(question, (Turn(role="user", content=before),), scripted()) == whole


def test_a_second_follow_up_leans_on_the_whole_of_the_first() -> None:
    history = (*HISTORY, Turn(role="user", content="And in Japan?"))
    assert condense("And in Norway?", history, scripted()) == "How many troops are in Norway?"
    more = tuple(Turn(role="user", content=f"And in {place}?") for place in ("Guam", "Spain", "Italy", "Poland"))
    assert condense("And in Norway?", (*history, *more), scripted()) == "How many troops are in Norway?"


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Why did Norway join and Sweden wait?", "And Finland?"),  # in whose place?
        ("What did Norway and Sweden agree?", "And Finland?"),
        ("How many troops are in Norway, Sweden and Guam?", "And in Spain?"),
        ("How well are they paid in Seoul?", "In summer?"),
        ("What did Norway's army buy in 2022?", "And in Finland?"),
        ("How many troops are there?", "And in 2022?"),
        ("How many troops are in Norway?", "And in summer?"),
        ("How many troops are in Norway?", "And in April?"),
        ("Who led talks in Oslo and in Bergen?", "And in Narvik?"),
        ("How many live in Bosnia and Herzegovina?", "And in Serbia?"),
        ("How many live in Côte d'Ivoire?", "And in Ghana?"),
        ("How many fled to Turkey?", "And Why?"),
        ("How well are they paid in Seoul?", "And in Norway?"),
    ],
)
def test_where_it_is_unclear_what_is_replaced_both_are_kept(before: str, question: str) -> None:
    assert condense(question, (Turn(role="user", content=before),), None) == f"{before} {question}"


@pytest.mark.parametrize("reply", ["", "word " * 300])
def test_a_useless_rewrite_falls_back_on_the_last_question(reply: str) -> None:
    asked = "And are they well paid?"
    assert condense(asked, HISTORY, scripted(reply)) == f"{HISTORY[0].content} {asked}"


def test_without_a_model_the_last_question_is_put_in_front() -> None:
    asked = "And are they well paid?"
    assert condense(asked, HISTORY, None) == f"{HISTORY[0].content} {asked}"


@pytest.mark.parametrize("question", ["And in 2022?", "What about him in Oslo?"])
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
        ("Which company said it would cut jobs?", None),
        ("Which laws protect those who fled?", None),
        ("When did the prime minister act before he resigned?", None),
        ("What does IT cost?", None),
        ("Who won this summer?", None),
    ],
)
def test_words_that_stand_for_something_unnamed_are_told(question: str, words: str | None) -> None:
    assert unnamed(question) == words


def test_a_rewrite_that_asks_the_earlier_question_again_is_none() -> None:
    asked = "How many does Germany have?"
    both = f"{HISTORY[0].content} And how many does Germany have?"
    assert condense(asked, HISTORY, scripted(both)) == f"{HISTORY[0].content} {asked}"


def test_own_words_are_those_behind_the_question_put_in_front() -> None:
    history = [Turn(role="user", content="What did the port of Bergen order?")]
    standalone = condense("How much did  it cost?", history, None)
    assert standalone == "What did the port of Bergen order? How much did it cost?"
    assert own_words(standalone, "How much did  it cost?") == "How much did it cost?"


@pytest.mark.parametrize("question", ["Who owns the ferry to Runn?", "?"])
def test_a_question_that_stands_alone_has_none_in_front(question: str) -> None:
    assert own_words(condense(question, (), None), question) is None
