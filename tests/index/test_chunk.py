"""Chunks: whole sentences, exact offsets, sizes within the limit."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunk import chunk, embedding_text
from index.embed import OnnxEmbeddings
from index.sentence import split
from index.types import Document


def document(text: str, *, title: str = "A title", published: date | None = None) -> Document:
    return Document(id="d", text=text, title=title, published=published, path="d.txt", sha256="0")


def words(text: str) -> int:
    return len(text.split())


def texts(text: str, limit: int) -> list[str]:
    return [c.text for c in chunk(document(text), count_tokens=words, max_tokens=limit)]


PARAGRAPH = "One two three. Four five six. Seven eight nine."
PIECES = st.lists(
    st.sampled_from(["One two.", "Mr. A. B. left", "“x. y”", "\n", "\n\n", " ", "日本。", "longword" * 3])
)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("", 9, []),
        ("One two.", 9, ["One two."]),
        (PARAGRAPH, 6, ["One two three. Four five six.", "Seven eight nine."]),
        ("One two three.\n\nFour five six. Seven eight.", 5, ["One two three.", "Four five six. Seven eight."]),
        ("One two.\n\nThree four five.", 9, ["One two.\n\nThree four five."]),
        ("One two three four.\n\nHead\n\nFive six.", 6, ["One two three four.", "Head\n\nFive six."]),
        ("One.\n\nHead\n\nFive six seven eight.", 6, ["One.\n\nHead\n\nFive six seven eight."]),
        ("One two three four five six seven.", 3, ["One two three", "four five six", "seven."]),
    ],
)
def test_fills_chunks_with_whole_sentences_and_prefers_paragraph_ends(
    text: str, limit: int, expected: list[str]
) -> None:
    assert texts(text, limit) == expected


def test_a_word_longer_than_a_chunk_is_cut() -> None:
    pieces = chunk(document("x" * 100), count_tokens=len, max_tokens=30)
    assert "".join(c.text for c in pieces) == "x" * 100
    assert all(len(c.text) <= 30 for c in pieces)


def test_counts_every_sentence_once() -> None:
    asked: list[str] = []
    text = PARAGRAPH + "\n\n" + PARAGRAPH
    chunk(document(text), count_tokens=lambda t: asked.append(t) or words(t), max_tokens=5)  # type: ignore[func-returns-value]
    assert asked == [s.text for s in split(text)]


def test_refuses_a_limit_below_one() -> None:
    with pytest.raises(ValueError, match="max_tokens"):
        chunk(document("One."), count_tokens=words, max_tokens=0)


@given(PIECES, st.integers(1, 12))
def test_chunks_are_exact_ordered_within_the_limit_and_lose_nothing(pieces: list[str], limit: int) -> None:
    text = " ".join(pieces)
    end = 0
    for piece in chunk(document(text), count_tokens=words, max_tokens=limit):
        assert text[piece.start : piece.end] == piece.text
        assert 0 < words(piece.text) <= limit
        assert text[end : piece.start].strip() == ""
        end = piece.end
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    ("title", "published", "expected"),
    [
        ("Harbour news", date(2024, 2, 9), "Harbour news, 9 February 2024\nOne."),
        ("Harbour news", None, "Harbour news\nOne."),
        ("", None, "One."),
        ("t" * 300, None, "t" * 160 + "\nOne."),
    ],
)
def test_embedding_text_names_title_and_date(title: str, published: date | None, expected: str) -> None:
    source = document("One.", title=title, published=published)
    (only,) = chunk(source, count_tokens=words)
    assert embedding_text(only, source) == expected


@pytest.mark.parametrize(
    "text",
    [
        "เรือ" + "ประเทศไทยมีท่าเรือหลายแห่ง" * 400,
        "あいうえおかきくけこ" * 900,
        "ភាសាខ្មែរ" * 900,
        "QUJDREVGR0hJSktM+" * 700,
        "x" * 9_000,
        f"The port counted 731 ships. {'ก' * 9_000} It counted 12 boats.",
    ],
)
def test_no_chunk_is_long_in_any_script(embeddings: OnnxEmbeddings, text: str) -> None:
    pieces = chunk(document(text), count_tokens=embeddings.count_tokens)
    assert max(len(c.text) for c in pieces) <= 1_500
    assert "".join("".join(c.text for c in pieces).split()) == "".join(text.split())
    assert not any(unicodedata.category(c.text[0]).startswith("M") for c in pieces)


def test_a_long_word_is_cut_behind_a_mark() -> None:
    assert [c.text for c in chunk(document("あいうえおか、きくけこさしす"), count_tokens=len, max_tokens=9)] == [
        "あいうえおか、",
        "きくけこさしす",
    ]
