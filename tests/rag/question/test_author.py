"""What an author is asked to say, his own documents tell."""

from pathlib import Path

import pytest

from index.build import add
from index.library import Library
from rag.models.readers import SECOND, read
from rag.question.author import byline, holder
from rag.retrieval.evidence import find
from rag.retrieval.reading import read_windows

AUTHORS = ["Bo Ness", "Ida Berg and Tor Lie"]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What does Ida Berg say the port should do?", "What the port should do?"),
        ("Why does Berg think that the port must close?", "Why the port must close?"),
        ("According to Dr. Berg, what should be done?", "what should be done?"),
        ("What should the port do, in Tor Lie’s view?", "What should the port do?"),
    ],
)
def test_a_question_for_an_authors_words_is_told_from_its_form(question: str, asked: str) -> None:
    assert byline(question, AUTHORS) == ("Ida Berg and Tor Lie", asked)


@pytest.mark.parametrize(
    "question",
    [
        "Where was Ida Berg born?",
        "What does Bergman say about the port?",
        "According to Bergman, is the port safe?",
        "What does the harbour master say about Ida Berg?",
        "What did the minister tell Ida Berg?",
    ],
)
def test_a_question_about_an_author_is_none(question: str) -> None:
    assert byline(question, AUTHORS) is None


def test_of_several_the_first_author_and_the_whole_name_count() -> None:
    authors = ["Ida Berg", "Bo Ness", "Tor von der Lie", "Nils Berg"]
    assert byline("According to Nils Berg, is it safe?", authors) == ("Nils Berg", "is it safe?")
    assert byline("According to Berg, is it safe?", authors) == ("Ida Berg", "is it safe?")
    assert byline("In TOR VON DER LIE’s opinion, is it safe?", authors) == ("Tor von der Lie", "is it safe?")
    assert byline("As Ness argues and according to Ida Berg, is it safe?", authors) == (
        "Ida Berg",
        "As Ness argues and is it safe?",
    )


def test_the_authors_own_sentences_are_read_as_his(library: Library, tmp_path: Path) -> None:
    head = "---\ntitle: Ready for winter\nauthor: Ida Berg\n---\n"
    column = "The port of Lund is short of pilots. It should close in winter and train more of them by spring.\n"
    (tmp_path / "column.md").write_text(head + column)
    add([tmp_path / "column.md"], library)
    question = "What does Ida Berg say the port of Lund should do?"
    own = find(question, library, tokens=100, passages=3)[0]
    assert "close in winter" in own.text
    by = byline(question, library.catalog.authors())
    assert by
    first = read_windows(question, library)[0]
    (alone, without_him) = (read(asked, [first.window.text], SECOND)[0] for asked in (question, by.question))
    assert first.reading.log_odds == pytest.approx(max(alone.log_odds, without_him.log_odds), abs=0.05)


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Does Ida Berg think that the port must close?", "Ida Berg"),
        ("What did Tor Lie say about the port?", "Tor Lie"),
        ("According to Berg, is the port safe?", "Berg"),
        ("Does the port close on Sundays?", None),
        ("Who said that the port must close?", None),
    ],
)
def test_whose_view_a_question_asks_for_is_told_from_its_form(question: str, who: str | None) -> None:
    assert holder(question) == who
