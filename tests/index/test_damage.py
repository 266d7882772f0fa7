"""Damage that no page of a SQLite file tells of: met with an error that names it, found by the doctor, mended."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import libraries, originals
from index.build import add
from index.care import files
from index.care.doctor import examine, mend
from index.care.salvage import salvage, take_place
from index.catalog import Catalog
from index.commit import recover
from index.errors import CatalogError
from index.library import CATALOG, UNFINISHED, open_library_of
from index.server import end
from index.settings import IndexSettings
from index.store import Store

NAMES = ("Gull", "Tern", "Auk")


@pytest.fixture
def settings(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[IndexSettings]:
    """A library of three notes with a server of its own."""
    monkeypatch.delenv("DOSSIER_CHROMA_URL", raising=False)
    monkeypatch.delenv("DOSSIER_DATABASE", raising=False)
    notes = tmp_path / "notes"
    notes.mkdir()
    for number, name in enumerate(NAMES):
        (notes / f"{name}.txt").write_text(f"{name}\n\nThe port of {name} counted {number + 3} ships in 2020.")
    found = IndexSettings(data=tmp_path / "data", models=models)
    with open_library_of(found) as library:
        add([notes], library)
    yield found
    end(found.data)


def change(settings: IndexSettings, *statements: str) -> None:
    with closing(sqlite3.connect(settings.data / CATALOG, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            db.execute(statement)


def troubles(settings: IndexSettings) -> str:
    return " ".join(finding.trouble for finding in examine(settings) if finding.trouble)


def mended(settings: IndexSettings) -> str:
    return " ".join(mend(finding)[1] for finding in examine(settings) if finding.repair)


def met(settings: IndexSettings) -> str:
    """What a reader of all documents is told, or what would be the remedy."""
    try:
        with open_library_of(settings) as library:
            recover(library)  # which deletes what is half added, and a damaged state is not that
            library.catalog.documents()
    except CatalogError as error:
        return error.remedy
    return "index doctor --repair"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE documents SET state = 'reaey' WHERE title = 'Tern'", "in a state that is none"),
        ("UPDATE documents SET published = '2x24-01-01' WHERE title = 'Tern'", "documents.published of row"),
        ("UPDATE documents SET losses = '[' WHERE title = 'Tern'", "documents.losses of row"),
        ("UPDATE documents SET title = CAST(x'54e9726e' AS TEXT) WHERE title = 'Tern'", "documents.title of row"),
        ("UPDATE documents SET id = 'f' || substr(id, 2, 14) || 'x' WHERE title = 'Tern'", "is not there"),
        ("UPDATE chunks SET embedding = x'0000000000000000ffff7f7f'", "a vector of"),
        ("UPDATE passages SET text = replace(text, 'ships', 'shops')", "is not what its text or title says"),
        ("UPDATE meta SET value = '{' WHERE key = 'built_with'", "what the index was built with cannot be read"),
    ],
)
def test_a_value_that_cannot_be_is_said_and_mended_and_no_document_is_lost(
    settings: IndexSettings, statement: str, said: str
) -> None:
    change(settings, statement)
    assert "doctor --repair" in met(settings)
    assert said in troubles(settings)
    mended(settings)
    assert troubles(settings) == ""
    with closing(Catalog(settings.data / CATALOG)) as catalog:
        assert len(catalog.documents()) == len(NAMES)


def test_a_text_that_is_not_the_one_that_was_read_is_named_for_adding_again(settings: IndexSettings) -> None:
    change(settings, "UPDATE documents SET text = replace(text, 'ships', 'shops') WHERE title = 'Auk'")
    assert "the text of “Auk” is not the one that was read" in troubles(settings)
    assert "Auk.txt" in mended(settings)
    assert troubles(settings) == ""


def test_vectors_that_are_not_those_that_were_stored_are_found(settings: IndexSettings) -> None:
    with open_library_of(settings) as library:
        ids, vectors = library.catalog.embeddings(library.catalog.documents()[0].id)
        library.store._live.call(lambda c: c.update(ids=ids, embeddings=-vectors))
    assert "vectors of Chroma are not those that were stored" in troubles(settings)
    assert "made from the catalog" in mended(settings)
    assert troubles(settings) == ""


def test_vectors_that_a_search_does_not_find_are_told(settings: IndexSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a file says wrongly at which of them a search begins: asked for by its id, each is there and whole."""
    monkeypatch.setattr(Store, "nearness", lambda _, vectors: [0.3] * len(vectors))
    assert "a search for 3 of the stored vectors does not find them" in troubles(settings)


def test_a_full_disk_is_said_and_what_is_stored_stays(settings: IndexSettings) -> None:
    with closing(Catalog(settings.data / CATALOG)) as catalog:
        pages = catalog._db.execute("PRAGMA page_count").fetchone()[0]
        catalog._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CatalogError, match="for the disk is full") as met:
            catalog.set_meta("more", "x" * 1_000_000)
        assert "Free some space" in met.value.remedy
        assert not met.value.damaged
        assert len(catalog.documents()) == len(NAMES)
        assert catalog.meta("more") is None


def test_an_interrupted_repair_is_taken_up_again(settings: IndexSettings) -> None:
    change(settings, f"UPDATE meta SET value = '{UNFINISHED}' WHERE key = 'built_with'")
    assert "or that was interrupted" in troubles(settings)
    mended(settings)
    assert troubles(settings) == ""


def test_a_new_file_that_was_ready_takes_the_place_of_the_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    for name, value in (("a.sqlite", "damaged"), ("a.sqlite.saved", "whole")):
        with closing(sqlite3.connect(tmp_path / name)) as db, db:
            db.execute("CREATE TABLE words (word TEXT)")
            db.execute("INSERT INTO words VALUES (?)", (value,))
    (tmp_path / "a.sqlite-wal").write_bytes(b"of the damaged one")
    assert take_place(path)
    assert not take_place(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT word FROM words").fetchall() == [("whole",)]


def test_a_letter_that_is_damaged_is_all_that_is_lost_of_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE words (word TEXT)")
        db.execute("INSERT INTO words VALUES (CAST(x'70fc7274' AS TEXT))")
    saved = salvage(path, "a.damaged.sqlite")
    assert saved.rows == {"words": 1}
    assert saved.aside.exists()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT word FROM words").fetchone() == ("p\ufffdrt",)


def test_other_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / originals.FOLDER).mkdir()
    (tmp_path / originals.FOLDER / f"{'0' * 64}.pdf").write_bytes(b"another")
    (tmp_path / "preferences.json").write_text("{")
    (tmp_path / "access").mkdir()
    (tmp_path / files.AUDIT).write_text('{"did": "asked"}\n{"did\n')
    nameless = tmp_path / libraries.FOLDER / "north-1"
    nameless.mkdir(parents=True)
    found = {finding.name: finding for finding in files.others(tmp_path, tmp_path)}
    assert found.keys() == {"copies of uploads", "preferences.json", files.AUDIT, "north-1"}
    for finding in found.values():
        if finding.repair:
            finding.repair()
    assert {f.name for f in files.others(tmp_path, tmp_path)} == {files.AUDIT, "north-1"}


def test_a_column_whose_name_is_damaged_is_named(tmp_path: Path) -> None:
    (tmp_path / "access").mkdir()
    with closing(sqlite3.connect(tmp_path / files.KEYS)) as db, db:
        db.executescript(files.KEY_TABLES)
        db.execute("ALTER TABLE keys RENAME COLUMN role TO rome")
    (finding,) = files.others(tmp_path, tmp_path)
    assert "keys has a column 'rome'" in (finding.trouble or "")
    assert finding.repair
    finding.repair()
    (after,) = files.others(tmp_path, tmp_path)
    assert after.trouble is None


def first_page(place: str, page: bytes) -> bytes:
    """Damaged: its head, the word by which a table is called, or one of its columns, or the whole page."""
    if place == "page":
        return b"\0" * len(page)
    at = 0 if place == "head" else page.index(place.encode())
    return page[:at] + bytes([page[at] ^ 0xA5]) + page[at + 1 :]


@pytest.mark.parametrize(
    "place",
    [
        "head",
        "page",
        "CREATE",
        "\x02CREATE TABLE keys",
        "TABLE keys",
        "digest blob",
        "role text",
        "text not null, role",
    ],
)
def test_rows_are_saved_whatever_their_declaration_has_become(tmp_path: Path, place: str) -> None:
    path = tmp_path / files.KEYS
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(files.KEY_TABLES)
        for number in range(3):
            row = (f"id{number}", b"digest", f"Ida {number}", "reader", "", "2026-01-02T03:04:05+00:00", None, None)
            db.execute("INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        stored = db.execute("SELECT * FROM keys").fetchall()
    whole = path.read_bytes()
    path.write_bytes(first_page(place, whole[:4096]) + whole[4096:])
    (finding,) = files.others(tmp_path, tmp_path)
    assert finding.trouble
    assert finding.repair
    assert "3 rows of keys" in finding.repair()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT * FROM keys").fetchall() == stored
    assert [f.trouble for f in files.others(tmp_path, tmp_path)] == [None]
    assert not [*path.parent.glob("*.declared"), *path.parent.glob("*.first")]
