from datetime import UTC, date, datetime

from index.catalog import Entry
from ui.library.timeline import OTHERS, SOURCES, bars, by_month, undated
from ui.plain import UNKNOWN


def entry(published: date | None, source: str | None = "Gazette") -> Entry:
    return Entry(
        id="x", title="A title", source=source, author=None, published=published, url=None, paths=("a.txt",),
        chunks=1, added=datetime(2025, 1, 1, tzinfo=UTC), state="ready",
    )  # fmt: skip


def test_documents_of_three_years_stand_by_month() -> None:
    entries = [entry(date(2022, 2, 28)), entry(date(2022, 2, 1)), entry(date(2025, 1, 31), None)]
    assert by_month(entries)
    assert bars(entries) == [(date(2022, 2, 1), "Gazette", 2), (date(2025, 1, 1), UNKNOWN, 1)]


def test_documents_further_apart_stand_by_year() -> None:
    entries = [entry(date(2022, 2, 28)), entry(date(2022, 7, 1)), entry(date(2025, 2, 1))]
    assert not by_month(entries)
    assert bars(entries) == [(date(2022, 1, 1), "Gazette", 2), (date(2025, 1, 1), "Gazette", 1)]


def test_the_rarest_of_many_sources_stand_together() -> None:
    entries = [entry(date(2024, 5, 1 + n), f"Source {s}") for s in range(SOURCES + 2) for n in range(9 - s)]
    found = bars(entries)
    assert len(found) == SOURCES + 1
    assert sum(number for _, _, number in found) == len(entries)
    assert (date(2024, 5, 1), OTHERS, 4 + 3) in found


def test_undated_ones_are_left_out_and_counted_in_words() -> None:
    assert bars([entry(None)]) == []
    assert undated([entry(None), entry(date(2024, 5, 1))]) == "1 document without a date"
    assert undated([entry(date(2024, 5, 1))]) == ""
