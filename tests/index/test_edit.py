"""Edits of title, source and date, with real Chroma, real SQLite and the real embedding model."""

import multiprocessing
import random
import time
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.build import add, edit, remove
from index.care.verify import rebuild, verify
from index.catalog import Catalog
from index.commit import recover, stored_records
from index.errors import IndexingError
from index.library import Library, open_library
from index.store import Record, Store
from index.types import Filters
from tests.index.crash import ORIGINS, edit_back_and_forth
from tests.index.test_build import only, write
from tests.postgres import ENGINES  # noqa: F401

KILLS = 8


def filed(library: Library, folder: Path) -> Path:
    path = write(folder / "in", "a.md", "Seven ships came to the harbour.\n\nNobody had seen them before.", title="Old")
    add([path], library)
    return path


def held(library: Library, document_id: str, filters: Filters) -> bool:
    """Whether Chroma, asked under these filters, finds the document at the vector that the catalog keeps."""
    vector = library.catalog.embeddings(document_id)[1][0]
    hits = library.store.search(vector.tolist(), 1, filters)
    return bool(hits) and hits[0].score > 0.999


def test_an_edit_changes_what_is_listed_found_embedded_and_filtered(library: Library, tmp_path: Path) -> None:
    filed(library, tmp_path)
    before = only(library)
    old = library.catalog.embeddings(before.id)[1]
    edit(before.id, library, title="Fleet  review", source="New Gazette", author="Ida Moss", published="4 March 2024")
    after = only(library)
    assert (after.id, after.text, after.sha256) == (before.id, before.text, before.sha256)
    assert (after.title, after.source, after.author) == ("Fleet review", "New Gazette", "Ida Moss")
    assert after.published == date(2024, 3, 4)
    assert not np.allclose(library.catalog.embeddings(after.id)[1], old)
    assert library.catalog.match("title : fleet", 5)
    assert not library.catalog.match("title : old", 5)
    assert held(library, after.id, Filters(sources=("New Gazette",), since=date(2024, 3, 4), undated=False))
    assert library.store.search(old[0].tolist(), 5, Filters(sources=("Test Desk",))) == []
    assert verify(library).sound


def test_what_is_not_named_stays_and_an_empty_string_clears(library: Library, tmp_path: Path) -> None:
    filed(library, tmp_path)
    edit(only(library).id, library, source="", published=" ")
    document = only(library)
    assert (document.title, document.source, document.published) == ("Old", None, None)


def test_an_edit_survives_the_unchanged_file_and_a_rebuild(library: Library, tmp_path: Path) -> None:
    path = filed(library, tmp_path)
    edit(only(library).id, library, title="Fleet review", published="2024-03-04")
    edited = only(library)
    assert add([path], library).unchanged == (str(path),)
    copy = write(tmp_path / "in", "b.md", "Seven ships came to the harbour.\n\nNobody had seen them before.", "Old")
    assert add([copy], library).duplicates == ((str(copy), "Fleet review"),)
    assert only(library) == edited
    rebuild(library, f"{library.store.name}-anew", library.store._url, embed=True)
    assert only(library) == edited


def test_an_edit_survives_the_renaming_of_its_file(library: Library, tmp_path: Path) -> None:
    path = filed(library, tmp_path)
    edit(only(library).id, library, title="Fleet review")
    rebuild(library, f"{library.store.name}-anew", library.store._url, embed=True)
    path.rename(path.with_name("z.md"))
    add([path.parent], library)
    assert (only(library).title, only(library).path) == ("Fleet review", str(path.with_name("z.md")))


def test_in_an_older_catalog_every_document_counts_as_edited(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog._db.execute("ALTER TABLE documents DROP COLUMN edited")
    columns = "id, text, title, source, author, published, url, state, added"
    row = "('d', 'Text.', 'Old', NULL, NULL, NULL, NULL, 'ready', '2024-02-19T00:00:00+00:00')"
    catalog._db.execute(f"INSERT INTO documents ({columns}) VALUES {row}")
    catalog.close()
    assert Catalog(tmp_path / "catalog.sqlite").edited("d")


def test_a_file_that_changed_speaks_for_itself_again(library: Library, tmp_path: Path) -> None:
    path = filed(library, tmp_path)
    edit(only(library).id, library, title="Fleet review")
    write(tmp_path / "in", "a.md", "Nine ships came to the harbour.", title="Newer")
    assert add([path], library).replaced == (str(path),)
    assert only(library).title == "Newer"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "  "}, "the title: it is empty"),
        ({"published": "2024-02-30"}, "the date “2024-02-30”: it is not a full date"),
        ({"published": "last spring"}, "Write it like 2024-02-19"),
        ({"published": "2024-02-19 or so"}, "not a full date"),
    ],
)
def test_what_is_no_title_or_date_is_refused(
    library: Library, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    filed(library, tmp_path)
    before = only(library)
    with pytest.raises(IndexingError, match=said):
        edit(before.id, library, **changes)
    assert only(library) == before


def test_a_document_that_is_not_there_is_named(library: Library) -> None:
    with pytest.raises(IndexingError, match="f00d: it is not in the library"):
        edit("f00d", library, title="Anything")


@pytest.mark.parametrize("reached_chroma", [False, True])
def test_an_edit_that_failed_at_chroma_is_taken_back(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reached_chroma: bool
) -> None:
    filed(library, tmp_path)
    before = only(library)

    def fail(store: Store, document_id: str, records: list[Record]) -> None:
        if reached_chroma:
            replace_document(store, document_id, records)
        raise ConnectionError("the server went away")

    replace_document = Store.replace_document
    with monkeypatch.context() as patch:
        patch.setattr(Store, "replace_document", fail)
        with pytest.raises(ConnectionError):
            edit(before.id, library, title="Fleet review", source="New Gazette", published="2024-03-04")
    assert only(library) == before
    assert library.catalog.documents()[0].state == "stale"
    assert verify(library).unfinished == (before.id,)
    assert recover(library)
    assert only(library) == before
    assert held(library, before.id, Filters(sources=("Test Desk",)))
    assert not held(library, before.id, Filters(sources=("New Gazette",)))
    assert verify(library).sound


def test_a_document_removed_after_a_failed_edit_leaves_nothing(library: Library, tmp_path: Path) -> None:
    filed(library, tmp_path)
    document = only(library)
    library.catalog.begin(document)
    remove([document.id], library)
    assert library.store.ids() == set()
    assert verify(library).sound
    filed(library, tmp_path)
    assert library.catalog.documents()[0].state == "ready"


def test_a_writer_kept_out_of_the_catalog_says_so(library: Library, tmp_path: Path, database: str | None) -> None:
    if database:
        pytest.skip("of SQLite, where one writer keeps all others out")
    filed(library, tmp_path)
    library.catalog._db.execute("PRAGMA busy_timeout = 100")
    other = Catalog(library.data / "catalog.sqlite")
    with other._transaction(), pytest.raises(IndexingError, match=r"cannot be written.*locked.*try again"):
        edit(only(library).id, library, title="Fleet review")
    assert edit(only(library).id, library, title="Fleet review").title == "Fleet review"


@pytest.mark.slow
def test_a_kill_leaves_the_old_or_the_new_origin_never_half(tmp_path: Path, models: Path, database: str | None) -> None:
    chance = random.Random(7)
    settings = {"data": tmp_path / "data", "models": models, "embedding": "all-MiniLM-L6-v2", "chunk_tokens": 200}
    settings["database"] = database
    text = "\n\n".join(f"Ship {n} came to the harbour in the morning and left at noon." for n in range(24))
    with open_library(**settings) as library:
        add([write(tmp_path / "in", "a.md", text)], library)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.index.crash"])
    for _ in range(5 if database else KILLS):
        here, there = context.Pipe()
        child = context.Process(target=edit_back_and_forth, args=(tmp_path / "data", models, there, database))
        child.start()
        assert here.recv()
        time.sleep(chance.uniform(0.0, 0.3))
        assert child.is_alive()
        child.kill()
        child.join()
        with open_library(**settings) as library:
            assert recover(library)
            assert verify(library).sound
            document = only(library)
            origin = (document.title, document.source, str(document.published))
            assert origin in ORIGINS
            assert library.catalog.match(f'title : "{document.title}"', 5)
            assert held(library, document.id, Filters(sources=(origin[1] or "",), since=document.published))
            assert len(stored_records(document.id, library)) == library.store.count() > 1
