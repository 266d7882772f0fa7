"""A library moved to PostgreSQL and back is the same, and two movers do not get into each other's way."""

from pathlib import Path

import pytest

from index.__main__ import main
from index.care import move as mover
from index.care.move import CATALOG_TABLES, CONVERSATION_TABLES, Place, move, place
from index.catalog import Catalog
from index.conversation_tables import CONVERSATIONS, open_conversations
from index.errors import CatalogError
from index.library import CATALOG
from index.types import Address, Filters
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import Rating, State
from tests.index.rows import STORIES, fill
from tests.postgres import ENGINES, Server  # noqa: F401
from tests.ui.answers import ANSWER


@pytest.fixture
def filled(tmp_path: Path) -> Place:
    """A library in files, with something of everything."""
    folder = tmp_path / "old"
    catalog = Catalog(folder / CATALOG)
    made = fill(catalog, repeated=2)
    catalog.set_meta("built_with", "{}")
    catalog.hold("/notes/archive.zip", "0" * 64)
    catalog.note_address(Address(address="https://example.org/b", fetched="2024-02-19T00:00:00+00:00"))
    catalog.note_address(Address(address="https://example.org/a", fetched="2024-02-20T00:00:00+00:00", etag="x"))
    catalog.tag([made[0].id, made[1].id], ["harbour", "Jahr 年"])
    catalog.close()
    conversations = Conversations(folder / CONVERSATIONS)
    conversation = conversations.of("mary").create("Mills")
    asked = conversations.of("mary").ask(conversation, "When?", Filters(sources=("Valley Post",)))
    conversations.of("mary").save(asked.id, State.DONE, answer=ANSWER)
    conversations.of("mary").rate(asked.id, Rating(good=True))
    (folder / "files").mkdir()
    (folder / "files" / "a.pdf").write_bytes(b"%PDF")
    return Place(folder=folder, catalog=folder / CATALOG, conversations=folder / CONVERSATIONS)


def test_there_and_back_nothing_is_lost_or_changed(filled: Place, postgres: Server, tmp_path: Path) -> None:
    there, back = place(postgres.url(), filled.folder), place(str(tmp_path / "new"), filled.folder)
    counts = move(filled, there)
    assert counts["documents"] == counts["chunks"] == 2 * len(STORIES)
    assert (counts["tags"], counts["addresses"], counts["exchanges"], counts["ratings"]) == (4, 2, 1, 1)
    assert move(there, back) == counts
    old, new = Catalog(filled.catalog), Catalog(back.catalog)
    assert new.documents() == old.documents()
    assert new.addresses() == old.addresses()
    assert new.match('"ship" OR "mill"', 20) == old.match('"ship" OR "mill"', 20)
    assert Catalog(there.catalog).match('"ship"', 3)
    assert Conversations(tmp_path / "new" / CONVERSATIONS).of("mary").list("closed")
    assert (tmp_path / "new" / "files" / "a.pdf").exists()


def test_two_movers_at_once_and_a_place_that_is_taken_are_refused(filled: Place, postgres: Server) -> None:
    there = place(postgres.url(), filled.folder)
    held = Catalog(there.catalog).lock(there.folder)
    held.acquire(timeout=0)
    with pytest.raises(CatalogError, match="being changed or moved elsewhere"):
        move(filled, there)
    held.release()
    move(filled, there)
    with pytest.raises(CatalogError, match="holds a library already"):
        move(filled, there)
    with pytest.raises(CatalogError, match="is where the library is already"):
        move(filled, filled)


def test_what_differs_does_not_stand_and_is_moved_again(
    filled: Place, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = place(postgres.url(), filled.folder)
    with monkeypatch.context() as patch:
        patch.setattr(mover, "_passages", lambda _, db: db.execute("UPDATE documents SET title = 'other'"))
        with pytest.raises(CatalogError, match="table documents: is not the same"):
            move(filled, there)
    assert Catalog(there.catalog).counts() == (0, 0)
    assert move(filled, there)["documents"] == 2 * len(STORIES)


def test_every_table_is_moved(postgres: Server, filled: Place) -> None:
    """Whoever adds a table has to say here how it moves."""
    made_anew = {"passages", "stems", "totals"}
    catalog = Catalog(postgres.url())
    rows = catalog._db.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    )
    there = {(r[0], r[1]) for r in rows if r[0] not in made_anew and r[1] != "rowid"}
    named = {(t.name, column) for t in (*CATALOG_TABLES, *CONVERSATION_TABLES) for column in t.columns}
    assert named == there
    sqlite = Catalog(filled.catalog)
    here = set[tuple[str, str]]()
    with open_conversations(filled.conversations)() as conversations:
        for db in (sqlite._db, conversations):
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                here |= {(name, row[1]) for row in db.execute(f"PRAGMA table_info({name})").fetchall()}
    assert {pair for pair in here if not pair[0].startswith("passages") and pair[1] != "rowid"} == named


def test_by_the_command_with_its_vectors(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "data"))
    (tmp_path / "a.txt").write_text("Seven ships came to the harbour.\n", encoding="utf-8")
    assert main(["add", str(tmp_path / "a.txt")]) == 0
    url = postgres.url()
    assert main(["move", "--to", url]) == 0
    assert "Copied and compared: 1 documents" in capsys.readouterr().out
    monkeypatch.setenv("DOSSIER_DATABASE", url)
    assert main(["verify"]) == 0
    assert main(["doctor"]) == 0
    assert main(["backup", str(tmp_path / "file.dossier")]) == 2
    assert "it is in PostgreSQL" in capsys.readouterr().err
    assert main(["move", "--to", str(tmp_path / "other")]) == 0
    monkeypatch.delenv("DOSSIER_DATABASE")
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path / "other"))
    assert main(["verify"]) == 0
    assert main(["list"]) == 0
    assert "a.txt" in capsys.readouterr().out
