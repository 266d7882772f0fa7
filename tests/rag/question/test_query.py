import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question.query import MAX_TERMS, expression, terms


@pytest.fixture(scope="module")
def table() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'porter unicode61 remove_diacritics 2')")
    db.executemany("INSERT INTO t VALUES (?)", [("The U.S. has 28,500 troops there.",), ("Café owners near Naha",)])
    return db


def found(table: sqlite3.Connection, question: str) -> list[str]:
    wanted = expression(question)
    return [r[0] for r in table.execute("SELECT x FROM t WHERE t MATCH ?", (wanted,))] if wanted else []


@given(st.text(max_size=200))
def test_nothing_in_a_question_breaks_the_search(table: sqlite3.Connection, question: str) -> None:
    found(table, question)


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "*",
        "NEAR(",
        "a OR",
        "x AND NOT",
        "col:word",
        "^start",
        "-minus",
        '"unclosed',
        "{a b}: c",
        "\0",
        "🙂",
        "'; --",
    ],
)
def test_fts5_syntax_is_searched_as_words(table: sqlite3.Connection, question: str) -> None:
    found(table, question)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many US troops?", "The U.S. has 28,500 troops there."),
        ("U.S.", "The U.S. has 28,500 troops there."),
        ("Who has 28,500?", "The U.S. has 28,500 troops there."),
        ("cafe owner", "Café owners near Naha"),
    ],
)
def test_spellings_meet(table: sqlite3.Connection, question: str, text: str) -> None:
    assert found(table, question) == [text]


def test_a_question_of_stop_words_is_searched_by_them() -> None:
    assert terms("Who are they?") == ["Who", "are", "they"]


def test_a_question_without_a_word_has_no_expression() -> None:
    assert expression("?! …") is None


def test_a_very_long_question_is_searched_by_its_first_terms() -> None:
    assert len(terms(" ".join(f"word{i}" for i in range(5000)))) == MAX_TERMS
