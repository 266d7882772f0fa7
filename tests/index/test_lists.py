"""What pages ask of a library at each drawing: the same on both engines, and read from indexes in SQLite."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.catalog import Catalog
from index.types import Document, Filters
from tests.index.rows import fill
from tests.postgres import ENGINES  # noqa: F401


@pytest.fixture
def catalog(tmp_path: Path, database: str | None) -> Iterator[Catalog]:
    opened = Catalog(database or tmp_path / "catalog.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def made(catalog: Catalog) -> list[Document]:
    """Five sources, the last one of two documents, one document without; six days, two documents undated."""
    given = fill(catalog, repeated=2)
    sources = ["Öre Post", "Alder News", None, "Birch", "birch", "Zoo Daily", "Zoo Daily", "Alder News"]
    for number, (document, source) in enumerate(zip(given, sources, strict=False)):
        day = date(2024, 1, 1 + number) if number < 6 else None
        catalog.describe(replace(document, source=source, author=source and f"{source} Desk", published=day))
    catalog.release([document.path for document in given[8:]])  # out of sight, and still to be forgotten
    return given[:8]


def test_sources_and_authors_are_each_named_once_in_order(catalog: Catalog, made: list[Document]) -> None:
    assert catalog.sources() == ["Alder News", "Birch", "Zoo Daily", "birch", "Öre Post"]
    assert catalog.authors() == [f"{source} Desk" for source in catalog.sources()]


def test_an_empty_library_has_none(catalog: Catalog) -> None:
    assert catalog.sources() == []
    there = catalog.overview()
    assert (there.documents, there.sources, there.first, there.last, there.added) == (0, 0, None, None, "")


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(sources=("Zoo Daily", "Birch")), Filters(since=date(2024, 1, 4))]
)
def test_the_overview_says_what_the_list_says(catalog: Catalog, made: list[Document], filters: Filters) -> None:
    entries, there = catalog.documents(filters=filters), catalog.overview(filters)
    days = [entry.published for entry in entries if entry.published]
    assert there.documents == len(entries)
    assert there.sources == len({entry.source for entry in entries if entry.source})
    assert (there.first, there.last) == (min(days), max(days))
    assert catalog.documents(filters=filters, most=3) == entries[:3]


def test_the_overview_changes_with_what_comes_and_goes(catalog: Catalog, made: list[Document]) -> None:
    before = catalog.overview()
    catalog.release([made[0].path])
    assert catalog.overview() != before
    assert catalog.overview().documents == before.documents - 1


def test_lists_read_no_text_in_sqlite(tmp_path: Path) -> None:
    """A text stands before the other columns of its row, so that reading one of these reads the text."""
    catalog = Catalog(tmp_path / "catalog.sqlite")
    said: list[str] = []
    catalog._db.set_trace_callback(said.append)  # type: ignore[attr-defined]
    catalog.documents()
    catalog.documents(filters=Filters(sources=("Birch",)))
    catalog.sources()
    catalog.authors()
    catalog.overview()
    catalog._db.set_trace_callback(None)  # type: ignore[attr-defined]
    asked = [sql for sql in said if "documents d" in sql]
    assert len(asked) == 5
    for sql in asked:
        plan = [str(row["detail"]) for row in catalog._db.execute(f"EXPLAIN QUERY PLAN {sql}")]
        looks = [step for step in plan if step.split()[1:2] == ["d"]]
        assert looks, plan
        assert all("COVERING INDEX" in step for step in looks), plan
