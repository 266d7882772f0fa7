"""Rows of tables as lines: written, headed and known again."""

import pytest

from index.table import headings, is_record, record


def test_a_row_says_what_each_of_its_cells_is() -> None:
    line = record([("Town", "Kure"), ("", "by the sea"), ("Boats", "7"), ("Note", "Note")])
    assert line == "Town: Kure; by the sea; Boats: 7; Note"
    assert is_record(record([("Town", "Kure"), ("Boats", "7")]))


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("- Town: Kure; Boats: 7", True),
        ("Town: Kure", False),
        ("The ferry sails; nobody waits.", False),
        ("| Town | Boats |", False),
    ],
)
def test_a_line_of_cells_is_known_again(line: str, known: bool) -> None:
    assert is_record(line) is known


def test_a_heading_over_several_columns_heads_each() -> None:
    assert headings([["Town", "Boats", None], ["", "2023", "2024:"]], 3) == ["Town", "Boats, 2023", "Boats, 2024"]
