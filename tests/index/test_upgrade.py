"""Libraries and conversations of released versions are opened by this one, and nothing in them is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index import build
from index.commit import recover
from index.library import Library, open_library
from index.types import Filters
from rag.conversations import Conversations
from rag.errors import AnswerError
from rag.pipeline import Assistant, answer
from rag.types import Question
from serving.people import Person

OLD = Path(__file__).parent / "old"
RELEASES = sorted(path.stem for path in OLD.glob("*.sql"))
NOTE = "The Orrin mill employs 88 people. It was built in 1931 by Ada Quist.\n"


def _as_it_was(new: Path, old: Path, release: str) -> None:
    """The rows of a catalog of today in the tables of the release."""
    old.parent.mkdir(parents=True)
    with closing(sqlite3.connect(old)) as db, db:
        db.executescript((OLD / f"{release}.sql").read_text())
        db.execute("attach ? as new", (str(new),))
        tables = [
            row[0]
            for row in db.execute("select name from sqlite_master where type = 'table' and sql not like '%fts5%'")
        ]
        for table in (name for name in tables if not name.startswith("passages_")):
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"pragma table_info({table})"))
            db.execute(f"insert into {table} ({columns}) select {columns} from new.{table}")
        db.execute("insert into passages (rowid, title, text) select rowid, title, text from new.passages")


def test_the_releases_are_here() -> None:
    assert RELEASES == ["0.1", "0.2"]


@pytest.mark.parametrize("release", RELEASES)
def test_a_library_of_a_release_answers_and_can_be_changed(
    release: str, library: Library, tmp_path: Path, models: Path, chroma_url: str
) -> None:
    (tmp_path / "mill.txt").write_text(NOTE)
    assert not build.add([tmp_path / "mill.txt"], library).errors
    _as_it_was(library.data / "catalog.sqlite", tmp_path / "old" / "catalog.sqlite", release)
    with open_library(
        data=tmp_path / "old", models=models, embedding="all-MiniLM-L6-v2", chunk_tokens=200, chroma_url=chroma_url
    ) as opened:
        recover(opened)
        (entry,) = opened.catalog.documents()
        found = answer(
            Assistant(library=opened, model=None, model_name="none"),
            Question(text="How many people does the Orrin mill employ?"),
        )
        assert "88" in found.text
        assert build.edit(entry.id, opened, source="Valley Post").source == "Valley Post"
        (tmp_path / "more.txt").write_text("The Zeal quarry employs 31 people.\n")
        assert build.add([tmp_path / "more.txt"], opened).added
        assert {e.source for e in opened.catalog.documents()} == {"Valley Post", None}


@pytest.mark.parametrize("release", RELEASES)
def test_conversations_of_a_release_are_still_whoever_s_sits_at_the_machine(release: str, tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    ratings = "create table ratings (exchange_id text primary key references exchanges(id), rating text not null);"
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(
            f"""create table conversations (
                id text primary key, title text not null, created text not null, changed text not null);
            create table exchanges (
                id text primary key, conversation_id text not null references conversations(id) on delete cascade,
                question text not null, filters text not null, asked text not null,
                state text not null, answer text, failure text);
            {ratings if release != "0.1" else ""}
            insert into conversations values ('c1', 'Mills', '2026-11-28T10:00:00+00:00', '2026-11-28T10:00:00+00:00');
            insert into exchanges values (
                'e1', 'c1', 'Who mills?', '{{"sources": []}}', '2026-11-28T10:00:00+00:00', 'done', null, null);"""
        )
    kept = Conversations(path)
    assert [c.title for c in kept.list()] == ["Mills"]
    found = kept.get("c1")
    assert found
    assert found.exchanges[0].question == "Who mills?"
    assert kept.of("oidc:someone").list() == []
    kept.ask("c1", "And who else?", Filters())
    assert len(Conversations(path).list()) == 1


def test_conversations_of_a_later_version_are_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    Conversations(path).create("Mills")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("pragma user_version = 99")
    with pytest.raises(AnswerError, match="later version"):
        Conversations(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma user_version").fetchone() == (99,)


def test_one_author_s_conversations_are_not_another_s(tmp_path: Path) -> None:
    all_of_them = Conversations(tmp_path / "conversations.sqlite")
    ada, ben = all_of_them.of(Person(id="a").id), all_of_them.of("b")
    theirs = ada.create("Mills")
    asked = ada.ask(theirs, "Who mills?", Filters())
    assert ben.get(theirs) is None
    assert ben.list("Mills") == []
    for attempt in (lambda: ben.ask(theirs, "And I?", Filters()), lambda: ben.ask("nowhere", "?", Filters())):
        with pytest.raises(AnswerError, match="gone"):
            attempt()
    ben.rename(theirs, "Mine")
    ben.save(asked.id, asked.state.FAILED)
    ben.delete(theirs)
    own = ben.create("Own")
    ben.ask(own, "?", Filters(), replacing=asked.id)
    kept = ada.get(theirs)
    assert kept
    assert (kept.title, kept.exchanges) == ("Mills", (asked,))
