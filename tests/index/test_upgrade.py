"""What released versions wrote is opened by this one, and nothing in it is lost.

In old/, N.sql is the catalog's schema of a release; N-conversations.sql and N-keys.sql are what its own code wrote.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index import build
from index.commit import recover
from index.library import Library, open_library
from index.types import Filters
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import Rating, State
from rag.conversation.notebook import chosen
from rag.errors import AnswerError
from rag.pipeline import Assistant, answer
from rag.types import Outcome, Question
from serving.keys import Keys
from serving.people import Person, Role

OLD = Path(__file__).parent / "old"
RELEASES = sorted(path.stem for path in OLD.glob("?.?.sql"))
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
    assert RELEASES == ["0.1", "0.2", "0.3"]


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


def _written(path: Path, dump: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript((OLD / dump).read_text())
    return path


@pytest.mark.parametrize("release", RELEASES)
def test_conversations_of_a_release_are_still_whose_they_were(release: str, tmp_path: Path) -> None:
    path = _written(tmp_path / "conversations.sqlite", f"{release}-conversations.sql")
    author = "oidc:https://id.example ada" if release >= "0.3" else ""
    kept = Conversations(path).of(author)
    assert Conversations(path).of("oidc:https://id.example someone").list() == []
    (summary,) = kept.list()
    found = kept.get(summary.id)
    assert found
    asked, declined = found.exchanges
    assert (found.title, asked.question, asked.state) == ("Mills", "Who mills?", State.DONE)
    assert asked.answer
    assert asked.filters == Filters(sources=("Valley Post",))
    assert asked.answer.sentences[0].citations[0].quote == "The mill closed in 1931."
    assert declined.answer
    assert declined.answer.outcome is Outcome.DECLINED
    assert asked.rating == (Rating(good=True) if "create table ratings" in _lower(release) else None)
    kept.ask(summary.id, "And who else?", Filters())
    kept.notebook.pin(chosen(asked))
    again = Conversations(path).of(author)
    assert len(again.get(summary.id).exchanges) == 3  # type: ignore[union-attr]
    assert again.notebook.items()[-1].exchange


def test_what_was_shared_and_pinned_stays_so(tmp_path: Path) -> None:
    path = _written(tmp_path / "conversations.sqlite", "0.3-conversations.sql")
    kept = Conversations(path).of("oidc:https://id.example ada")
    note, pinned = kept.notebook.items()
    assert note.note == "Ask Ada."
    assert pinned.exchange
    assert pinned.exchange.question == "Who mills?"
    token = kept.share_of(kept.list()[0].id)
    assert token
    shared = Conversations(path).of("anybody else").shared(token)
    assert shared
    assert shared.title == "Mills"


def test_keys_of_a_release_open_what_they_opened(tmp_path: Path) -> None:
    _written(tmp_path / "access" / "keys.sqlite", "0.3-keys.sql")
    holder = Keys(tmp_path).holder("dossier-2ca18db5-pmHW_LiSrDVA5kFKMzawwfO7bvWkT1xe8l9rLvm28KE")
    assert isinstance(holder, Person)
    assert (holder.name, holder.roles) == ("Ada", {"Press": Role.EDITOR})
    assert Keys(tmp_path).holder("dossier-2ca18db5-" + "x" * 43) == "unknown"


def _lower(release: str) -> str:
    return (OLD / f"{release}-conversations.sql").read_text().lower()


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
