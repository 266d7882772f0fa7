"""Cells of tables under their headings."""

from rag.language.table_cells import tables, value


def test_rows_of_sheets_stand_apart_and_name_their_sheet() -> None:
    text = (
        "Sheet: Boats; Town: Kure; 2023: 7\n\nSheet: Boats; Town: Sasebo; 2023: 9\n\n"
        "Sheet: Staff; Town: Kure; 2023: 40\n\nSheet: Staff; Town: Sasebo; 2023: 31"
    )
    found = tables(text)
    assert [[row.cells for row in table.rows] for table in found] == [
        [(("Town", "Kure"), ("2023", "7")), (("Town", "Sasebo"), ("2023", "9"))],
        [(("Town", "Kure"), ("2023", "40")), (("Town", "Sasebo"), ("2023", "31"))],
    ]
    first = found[0].rows[0]
    assert text[first.start : first.end] == "Sheet: Boats; Town: Kure; 2023: 7"


def test_a_cell_has_one_number_or_none() -> None:
    cells = ("1 340", "4,215", "12²", "870 [a]", "—", "14 (2)", "CHF 58")
    assert [value(cell) for cell in cells] == [1340, 4215, 12, 870, None, None, 58]
