"""Excel workbooks: every row of the visible sheets with its headings, numbers and dates as a reader sees them.

Formulas count by the values that the workbook stores; nothing in it is computed or run.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from typing import Any

import openpyxl

from index.loaders.number_format import shown
from index.loaders.package import member, opened
from index.loaders.sheet import MOST_ROWS, lines
from index.loaders.types import Extract, Spot
from index.marks import mark, without_marks
from index.table import SHEET, Cells
from index.types import Loss

LARGEST_IN_MEMORY = 40_000_000
"""Bytes of unpacked sheets up to which a workbook is held whole, which merged and hidden cells can be seen from."""

MOST_COLUMNS = 200
"""Columns that are read: a format dragged to the right makes 16,384 of them."""

_BARE_FORMULA = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
"""A cell's formula without a stored value, in a sheet's XML."""


def read_xlsx(data: bytes, name: str) -> Extract:
    package = opened(data, name, "Excel workbook")
    sheets = [entry for entry in package.infolist() if re.match(r"xl/worksheets/[^/]+\.xml$", entry.filename)]
    small = sum(entry.file_size for entry in sheets) <= LARGEST_IN_MEMORY
    book = openpyxl.load_workbook(BytesIO(data), read_only=not small, data_only=True, keep_links=False)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    losses = [Loss(cause=f"hidden sheets ({', '.join(hidden)}) were not read", remedy=_SHOW)] if hidden else []
    if small and (bare := sum(len(_BARE_FORMULA.findall(member(package, entry.filename))) for entry in sheets)):
        losses.append(Loss(cause=f"{bare} cells hold formulas without a stored value", remedy=_COMPUTE))
    texts: list[str] = []
    spots: list[Spot] = []
    room = MOST_ROWS
    for number, sheet in enumerate(visible, 1):
        rows = list(_rows(sheet, room, losses))
        room -= len(rows)
        written = lines(rows, f"{SHEET}: {sheet.title}" if len(visible) > 1 else "")
        if written:
            texts.append(mark(len(spots)) + without_marks("\n\n".join(written)))
            spots.append(Spot(kind="sheet", number=number, label=f"sheet {sheet.title}"))
    stated = book.properties
    return Extract(
        text="\n\n".join(texts),
        title=stated.title or PurePath(name).stem,
        author=(stated.creator,),
        made=stated.created if _says_when(package) else None,
        places=spots,
        losses=losses,
    )


_SHOW = "Unhide them in the workbook, or save them as files of their own."
_COMPUTE = "Open the workbook in a spreadsheet program and save it, which computes them."


def _says_when(package: zipfile.ZipFile) -> bool:
    """openpyxl puts the present where a workbook does not say when it was made."""
    return b"created" in member(package, "docProps/core.xml")


def _rows(sheet: Any, room: int, losses: list[Loss]) -> Iterator[Cells]:
    """The visible rows, cells that were merged downwards repeated, cells that were merged to the right None."""
    spanned, repeated = _merged(sheet)
    rows, columns = _hidden(sheet)
    if rows or columns:
        counts = [f"{len(found)} {word}" for found, word in ((rows, "rows"), (columns, "columns")) if found]
        losses.append(Loss(cause=f"hidden {' and '.join(counts)} of sheet {sheet.title} were not read", remedy=_SHOW))
    read = 0
    for at, row in enumerate(sheet.iter_rows(max_col=min(sheet.max_column or MOST_COLUMNS, MOST_COLUMNS)), 1):
        if read >= room:
            cause = f"rows of sheet {sheet.title} from number {at} on were not read"
            losses.append(Loss(cause=cause, remedy="Split the workbook into smaller ones."))
            return
        if at in rows:
            continue
        cells: list[str | None] = []
        for column, cell in enumerate(row, 1):
            if column in columns:
                continue
            if (at, column) in spanned:
                cells.append(None)
            else:
                source = repeated.get((at, column), cell)
                cells.append(shown(source.value, source.number_format or "General"))
        read += 1
        yield cells


def _merged(sheet: Any) -> tuple[set[tuple[int, int]], dict[tuple[int, int], Any]]:
    """Places of cells that the cell to their left spans, and of those that repeat a cell above, with that cell."""
    spanned: set[tuple[int, int]] = set()
    repeated: dict[tuple[int, int], Any] = {}
    for area in getattr(getattr(sheet, "merged_cells", None), "ranges", ()):
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
            spanned.update((row, column) for column in range(area.min_col + 1, min(area.max_col, MOST_COLUMNS) + 1))
            if row > area.min_row:
                repeated[row, area.min_col] = sheet.cell(area.min_row, area.min_col)
    return spanned, repeated


def _hidden(sheet: Any) -> tuple[set[int], set[int]]:
    """Numbers of the rows and columns that its reader does not see."""
    rows = {at for at, row in getattr(sheet, "row_dimensions", {}).items() if row.hidden}
    columns: set[int] = set()
    for column in getattr(sheet, "column_dimensions", {}).values():
        if column.hidden and column.min:
            columns.update(range(column.min, min(column.max or column.min, MOST_COLUMNS) + 1))
    return rows, columns
