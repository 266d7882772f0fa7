"""Questions that ask several things at once."""

import pytest

from rag.question.decompose import divide


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "How many trams run in Gothenburg, and who pays for them?",
            ("How many trams run in Gothenburg?", "Who pays for them?"),
        ),
        (
            "When did the mill close? And what became of its owner?",
            ("When did the mill close?", "What became of its owner?"),
        ),
        (
            "What did the mayor say and why did the council object?",
            ("What did the mayor say?", "Why did the council object?"),
        ),
        (
            "Why was the bridge shut, and did the mayor say when it opens?",
            ("Why was the bridge shut?", "Did the mayor say when it opens?"),
        ),
        (
            "Tell me who came; and by which train did they leave?",
            ("Tell me who came?", "By which train did they leave?"),
        ),
        (
            "Who built it? Who paid for it? Who owns it now?",
            ("Who built it?", "Who paid for it?", "Who owns it now?"),
        ),
        (
            "How many ships came to Bergen in May, and how many in June?",
            ("How many ships came to Bergen in May?", "How many ships came to Bergen in June?"),
        ),
        (
            "Which company stood behind the tram line and which behind the ferry one?",
            ("Which company stood behind the tram line?", "Which company stood behind the ferry line?"),
        ),
    ],
)  # fmt: skip
def test_each_thing_asked_is_a_part(question: str, expected: tuple[str, ...]) -> None:
    assert divide(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How many trams run in Gothenburg?",
        "Who signed it, and when?",
        "What did the mayor and the council say about it?",
        "Which towns lie on the coast, and are older than Rome?",
        "How can a town defend itself, and do so cheaply?",
        "The mill burned down, and who did it is unknown.",
        "What are tasks that can be done in theory, but which take too long?",
        "Is it true? Yes.",
        "What border do Norway and Sweden share?",
        "What did Berg, Lund, and Holm announce?",
        "Which treaty did Norway sign with Sweden, and Denmark?",
        "Who is Norway's king and head of state?",
        "How does the mayor's plan compare?",
        "How does Norway's grain harvest compare with that of Chile?",
        "How many ships have both Norway and Chile?",
        "Who came? Who went? Who stayed? Who paid the bill?",
        "日本はいくら払いますか？そしていつですか？",
        "",
        "???",
    ],
)
def test_what_is_one_question_stays_whole(question: str) -> None:
    assert divide(question) == (question,)
