"""Tables: a row is written with its headings, and is a sentence of its own."""

import pytest

from index.loaders.table import written
from index.loaders.text_table import with_rows_written
from index.sentence import split

MARKDOWN = """# Catch of the port

In tonnes, without mussels.

| Boat | 2021 | **2022** |
|:---|---:|---|
| Sula | 12 | 14 |
| Marn \\| Orn |  | 1,400 |

The boats are old."""

BARS = "Boat | Catch\nSula | 12 t\nMarn | 14 t"
TABS = "Catch\nBoat\t2021\t2022\nSula\t12\t14\nMarn\t\t9"


@pytest.mark.parametrize(
    ("rows", "heads", "caption", "text"),
    [
        ([["Boat", "Catch"], ["Sula", "12"]], None, "Catch of 2021.", "Catch of 2021:\n- Boat: Sula; Catch: 12"),
        ([["Boat", "Port"], ["Sula", "Kure"]], None, "", "- Boat | Port\n- Sula | Kure"),
        ([["Boat", "Port"], ["Sula", "Kure"]], 1, "", "- Boat: Sula; Port: Kure"),
        ([["Boat", "2021", "2022"], ["Sula", "1", "2"]], None, "", "- Boat: Sula; 2021: 1; 2022: 2"),
        ([["", "Catch"], ["Sula", "12"], ["Marn", ""]], 1, "", "- Sula; Catch: 12\n- Marn"),
        (
            [["Boat", "Catch", None], ["", "2021", "2022"], ["Sula", "1", "2"]], 2, "",
            "- Boat: Sula; Catch, 2021: 1; Catch, 2022: 2",
        ),
        ([["Boat", "May", "June"], ["Sula", "not at sea", None]], 1, "", "- Boat: Sula; May / June: not at sea"),
        (
            [["Boat", "Catch"], ["North", None], ["Sula", "12"], ["South", None], ["Marn", "9"]], 1, "",
            "- North\n- North; Boat: Sula; Catch: 12\n- South\n- South; Boat: Marn; Catch: 9",
        ),
        ([["In tonnes", None], ["Boat", "May"], ["Sula", "1"]], 2, "", "In tonnes:\n- Boat: Sula; May: 1"),
        ([["Boat", "Catch"]], 1, "", "- Boat | Catch"),
        ([["", ""], []], 1, "", ""),
    ],
)  # fmt: skip
def test_each_row_is_written_with_its_headings(
    rows: list[list[str | None]], heads: int | None, caption: str, text: str
) -> None:
    assert written(rows, heads=heads, caption=caption) == text


def test_each_written_row_is_a_sentence() -> None:
    text = written([["Boat", "Catch"], *([f"Boat number {n}", "12"] for n in range(30))], heads=1, caption="Catch")
    assert [s.text for s in split(text)] == text.split("\n")


@pytest.mark.parametrize("text", [MARKDOWN, BARS, TABS])
def test_each_row_of_a_typed_table_is_a_sentence(text: str) -> None:
    rows = [line.strip() for line in text.split("\n") if "|" in line or "\t" in line]
    assert [s.text for s in split(text) if "|" in s.text or "\t" in s.text] == rows


ROWS = "- Boat: Sula; 2021: 12; 2022: 14\n- Boat: Old Marn; 2021: 8; 2022: 9"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Catch\nBoat\t2021\t2022\nSula\t12\t14\nOld Marn\t8\t9", f"Catch\n{ROWS}"),
        ("Boat\t\t2021\t2022\nSula\t\t12\t14\nOld Marn\t8\t9", ROWS),
        ("Boat      2021   2022\n---------------------\nSula        12     14\nOld Marn     8      9", ROWS),
        ("| Boat | 2021 | 2022 |\n|---|---|---|\n| Sula | 12 | 14 |\n| Old Marn | 8 | 9 |", ROWS),
        ("Boat\n2021\n2022\n\nSula\n12\n14\n\nOld Marn\n8\n9\n", ROWS),
        ("Boat\t2021\nSula\t\nMarn\t9\nOrn\t8", "- Boat: Sula\n- Boat: Marn; 2021: 9\n- Boat: Orn; 2021: 8"),
    ],
)
def test_rows_of_plain_text_carry_the_headings_that_were_typed_above_them(text: str, rows: str) -> None:
    assert with_rows_written(f"All of it.\n\n{text}\n\nThe end.") == f"All of it.\n\n{rows}\n\nThe end."


@pytest.mark.parametrize(
    "text",
    [
        "Mill Lane 4\nOsk\n\nPort Road 5\nTarn\n\nHill 6\nNess\n\n\nBye.",
        "Roses are red,\nviolets are blue,\n\nsugar is sweet,\nand so are you.\n\nOne more verse\nwith 7 words in it",
        "He came.  She left.  The\ndoor stayed open  for 12\nhours.  Nobody  saw it.",
        "a | b\nc | d",
    ],
)
def test_what_has_no_headings_over_figures_stays_as_it_was_typed(text: str) -> None:
    assert with_rows_written(text) == text
