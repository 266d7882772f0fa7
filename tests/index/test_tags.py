"""Tags: put on, taken off, kept when a file changes, and searched by; with real Chroma and the real embedding model."""

from datetime import date
from pathlib import Path

import pytest

from index.build import add, remove
from index.care.verify import verify
from index.catalog import Catalog
from index.edits import chosen, edit_all
from index.errors import IndexingError
from index.library import Library
from index.types import Filters
from rag.briefing.ask import brief
from rag.retrieval.hybrid import dense_search, retrieve
from rag.types import BriefingKind
from tests.index.test_build import write
from tests.postgres import ENGINES  # noqa: F401

SHIPS = "Seven ships came to the harbour of Marn.\n\nNobody in Marn had seen them before."
FERRY = "The ferry to the harbour of Marn costs two crowns.\n\nIt leaves at noon."


@pytest.fixture
def two(library: Library, tmp_path: Path) -> dict[str, str]:
    """Two documents: name → id."""
    add([write(tmp_path / "in", "ships.md", SHIPS), write(tmp_path / "in", "ferry.md", FERRY)], library)
    return {Path(entry.paths[0]).stem: entry.id for entry in library.catalog.documents()}


def tags(library: Library) -> dict[str, tuple[str, ...]]:
    return {Path(entry.paths[0]).stem: entry.tags for entry in library.catalog.documents()}


def test_tags_of_any_script_are_put_on_and_taken_off(library: Library, two: dict[str, str]) -> None:
    catalog = library.catalog
    catalog.tag(two.values(), add=["港  報告", "<b>Trade</b>", "e\u0301tude"])
    catalog.tag([two["ships"]], add=["trade", "Étude"], remove=["<B>trade</B>", "unheard of"])
    assert tags(library) == {"ferry": ("<b>Trade</b>", "étude", "港 報告"), "ships": ("trade", "étude", "港 報告")}
    assert catalog.tags() == {"<b>Trade</b>": 1, "trade": 1, "étude": 2, "港 報告": 2}
    assert catalog.tags_of(two["ships"]) == {two["ships"]: ("trade", "étude", "港 報告")}
    catalog.tag(["f00d"], add=["nobody's"])
    assert "nobody's" not in catalog.tags()


@pytest.mark.parametrize(("tag", "said"), [(" \n", "it is empty"), ("x" * 101, "it has 101 characters")])
def test_a_tag_that_is_none_is_refused_and_nothing_changed(
    library: Library, two: dict[str, str], tag: str, said: str
) -> None:
    with pytest.raises(IndexingError, match=said):
        edit_all(list(two.values()), library, {"source": "New Desk"}, add=["good", tag])
    assert library.catalog.tags() == {}
    assert library.catalog.sources() == ["Test Desk"]


def test_a_file_keeps_its_tags_when_its_text_changes_and_loses_them_when_it_goes(
    library: Library, two: dict[str, str], tmp_path: Path
) -> None:
    library.catalog.tag(two.values(), add=["harbour"])
    write(tmp_path / "in", "ships.md", "Nine ships came to the harbour of Marn.")
    add([tmp_path / "in"], library)
    assert tags(library) == {"ferry": ("harbour",), "ships": ("harbour",)}
    remove([str(tmp_path / "in" / "ships.md")], library)
    assert library.catalog.tags() == {"harbour": 1}
    assert not library.catalog._db.execute("SELECT * FROM tags WHERE document_id = ?", (two["ships"],)).fetchall()


@pytest.mark.parametrize("by", ["tag", "document"])
def test_search_and_briefings_see_what_the_filter_lets_through(library: Library, two: dict[str, str], by: str) -> None:
    library.catalog.tag([two["ferry"]], add=["fares"])
    only = Filters(tags=("fares", "unheard of")) if by == "tag" else Filters(documents=(two["ferry"],))
    asked = "What came to the harbour of Marn?"
    assert {i.partition(":")[0] for i, _ in dense_search(asked, library, Filters())} == set(two.values())
    assert {i.partition(":")[0] for i, _ in dense_search(asked, library, only)} == {two["ferry"]}
    assert {c.chunk.document_id for c in retrieve(asked, library, filters=only)} == {two["ferry"]}
    assert retrieve(asked, library, filters=Filters(tags=("unheard of",))) == []
    assert library.catalog.matching_documents(only) == 1
    made = brief(BriefingKind.LIST, "the harbour of Marn", library, filters=only)
    assert made
    assert {c.document_id for row in made.rows for c in row.citations} == {two["ferry"]}


def test_one_correction_of_many_reaches_all_and_passes_over_what_has_gone(
    library: Library, two: dict[str, str]
) -> None:
    before = {i: library.catalog.embeddings(i)[1].tobytes() for i in two.values()}
    report = edit_all([*two.values(), "f00d"], library, {"source": "New Desk", "author": "Ida Moss"}, add=["a"])
    assert len(report.replaced) == 2
    assert [error.subject for error in report.errors] == ["f00d"]
    assert (library.catalog.sources(), library.catalog.authors()) == (["New Desk"], ["Ida Moss"])
    assert {i: library.catalog.embeddings(i)[1].tobytes() for i in two.values()} == before
    found = dense_search("ships", library, Filters(sources=("New Desk",)))
    assert {i.partition(":")[0] for i, _ in found} == set(two.values())
    assert dense_search("ships", library, Filters(sources=("Test Desk",))) == []
    edit_all(list(two.values()), library, {"published": "2024-03-04", "source": ""})
    assert {entry.published for entry in library.catalog.documents()} == {date(2024, 3, 4)}
    assert library.catalog.sources() == []
    assert verify(library).sound


def test_documents_are_chosen_by_id_file_or_folder(library: Library, two: dict[str, str], tmp_path: Path) -> None:
    names = [two["ships"], str(tmp_path / "in" / "ferry.md"), str(tmp_path / "in"), str(tmp_path / "i")]
    found = [{entry.id for entry in entries} for _, entries in chosen(names, library)]
    assert found == [{two["ships"]}, {two["ferry"]}, set(two.values()), set()]


def test_an_older_catalog_gets_tags(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog._db.execute("DROP TABLE tags")
    row = "('d', 'Text.', 'Old', 'ready', '2024-02-19T00:00:00+00:00')"
    catalog._db.execute(f"INSERT INTO documents (id, text, title, state, added) VALUES {row}")
    catalog.close()
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog.tag(["d"], add=["kept"])
    assert [entry.tags for entry in catalog.documents()] == [("kept",)]
