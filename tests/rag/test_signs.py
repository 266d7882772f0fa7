from datetime import date

import pytest

from index.build import add_uploads
from index.library import Library
from index.types import Sentence
from rag.rank import read, score
from rag.retrieval.hybrid import retrieve
from rag.signs import NAMES, asked, signs


def test_every_sign_of_every_sentence_is_between_nought_and_one(sample: Library) -> None:
    question = "How many US troops did Japan host in 2024?"
    passages = read(retrieve(question, sample), sample)
    found = signs(asked(question, sample, date(2024, 6, 1)), passages)
    assert [len(rows) for rows in found] == [len(p.sentences) for p in passages]
    for row in (row for rows in found for row in rows):
        assert tuple(row) == NAMES
        assert all(0 <= value <= 1 + 1e-6 for value in row.values())


@pytest.mark.parametrize("question", ["", "???", "在日米軍は何人いますか。", "NEAR( OR *", "word " * 500])
def test_any_question_can_be_scored(sample: Library, question: str) -> None:
    assert all(0 <= item.score <= 1 for item in score(question, retrieve(question, sample), sample))


def test_the_sentence_that_answers_is_among_the_first(sample: Library) -> None:
    question = "Who is the first commander of the Joint Operations Command?"
    first = score(question, retrieve(question, sample), sample)[:3]
    assert any("Nagumo" in item.sentence.text for item in first)


def test_of_two_like_reports_the_one_near_the_day_of_the_question_comes_first(library: Library) -> None:
    text = "---\ntitle: Harbour notes\ndate: {}\n---\nThe harbour office counted the grey ships in the bay: {} of them."
    uploads = [(f"{n}.md", text.format(day, n).encode()) for n, day in ((31, "2023-02-01"), (47, "2024-02-01"))]
    add_uploads(uploads, library)
    question = "How many grey ships were counted in the bay?"
    for day, count in ((date(2023, 2, 3), "31"), (date(2024, 2, 3), "47")):
        first = score(question, retrieve(question, library), library, as_of=day)[0]
        assert count in first.sentence.text


def test_a_document_whose_sentences_an_older_dossier_split_otherwise_is_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = b"The harbour office counted the ships. There were 31 grey ones in the bay. Two more came on Friday."
    with monkeypatch.context() as older:
        older.setattr("index.contextual.split", lambda text: [Sentence(start=0, end=len(text), text=text)])
        add_uploads([("notes.txt", text)], library)
    question = "How many grey ships were in the bay?"
    assert "31" in score(question, retrieve(question, library), library)[0].sentence.text
