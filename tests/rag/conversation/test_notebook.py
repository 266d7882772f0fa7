"""The notebook on a real disk."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.types import Filters
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import Exchange, Rating, State
from rag.conversation.notebook import LONGEST_NOTE, Notebook, chosen
from rag.errors import AnswerError
from tests.ui.answers import ANSWER, DECLINED

PINNED = Exchange(
    id="x", question="When <b>?", filters=Filters(tags=("港",)), asked=datetime(2026, 1, 2, tzinfo=UTC),
    state=State.DONE, answer=ANSWER, rating=Rating(good=True),
)  # fmt: skip


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    return Conversations(tmp_path / "conversations.sqlite").notebook


def notes(notebook: Notebook) -> list[str]:
    return [item.note or "pinned" for item in notebook.items()]


def test_pieces_and_notes_stand_in_the_order_that_they_are_given(notebook: Notebook) -> None:
    notebook.write("first")
    notebook.pin(chosen(PINNED))
    notebook.write("<script>港</script>", after=notebook.items()[0].id)
    notebook.write("last", after="gone meanwhile")
    assert notes(notebook) == ["first", "<script>港</script>", "pinned", "last"]
    ids = [item.id for item in notebook.items()]
    notebook.move(ids[2], -1)
    notebook.move(ids[0], -1)
    notebook.move(ids[3], 1)
    notebook.move("gone", 1)
    notebook.change(ids[0], "x" * (LONGEST_NOTE + 1))
    notebook.change("gone", "nothing")
    assert [len(note) for note in notes(notebook)] == [LONGEST_NOTE, 6, 18, 4]
    notebook.remove(ids[2])
    assert [item.id for item in notebook.items()] == [ids[0], ids[1], ids[3]]


def test_what_is_pinned_is_what_was_cited_and_outlives_its_conversation(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "conversations.sqlite")
    asked = conversations.ask(conversations.create("Mills"), "When?", Filters())
    conversations.notebook.pin(chosen(replace(PINNED, id=asked.id)))
    conversations.delete(conversations.list()[0].id)
    kept = conversations.notebook.items()[0].exchange
    assert kept
    assert kept.answer
    assert kept.answer.sentences == ANSWER.sentences
    assert (kept.answer.evidence, kept.rating) == ((), None)
    declined = chosen(replace(PINNED, answer=DECLINED)).answer
    assert declined
    assert declined.evidence == DECLINED.evidence


def test_each_author_has_a_notebook(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "conversations.sqlite")
    conversations.notebook.write("mine")
    theirs = conversations.of("ida").notebook
    theirs.remove(conversations.notebook.items()[0].id)
    theirs.change(conversations.notebook.items()[0].id, "changed")
    assert theirs.items() == []
    assert notes(conversations.notebook) == ["mine"]


def test_some_sentences_are_pinned_with_their_places() -> None:
    kept = chosen(PINNED, [1]).answer
    assert kept
    assert [s.text for s in kept.sentences] == [ANSWER.sentences[1].text]
    both = chosen(PINNED, [0, 1]).answer
    assert both
    assert [both.text[s.start : s.end] for s in both.sentences] == [s.text for s in ANSWER.sentences[:2]]


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite").write_bytes(b"no database" * 200)
    with pytest.raises(AnswerError, match=r"conversations\.sqlite is damaged .*doctor --repair"):
        Conversations(tmp_path / "conversations.sqlite")


@pytest.mark.parametrize("stored", ["{", "[]", '{"note": 7}', "\x00"])
def test_a_piece_that_cannot_be_read_keeps_none_of_the_others_back(tmp_path: Path, stored: str) -> None:
    path = tmp_path / "conversations.sqlite"
    notebook = Conversations(path).notebook
    for note in ("first", "second"):
        notebook.write(note)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("update notebook set item = ? where position = 0", (stored,))
    damaged, whole = notebook.items()
    assert "is damaged" in damaged.note
    assert whole.note == "second"
    notebook.change(damaged.id, "written anew")
    assert notes(notebook) == ["written anew", "second"]
