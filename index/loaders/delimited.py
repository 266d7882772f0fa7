"""CSV and TSV files: every row with its headings, whatever cuts its cells."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import PurePath

from index.errors import DocumentError
from index.loaders.encoding import decode
from index.loaders.sheet import MOST_ROWS, cell_text, lines
from index.loaders.types import Extract
from index.marks import without_marks
from index.types import Loss

DELIMITERS = ",;\t|"
SAMPLE = 100
"""Rows by which a delimiter is judged."""

LONGEST_CELL = 1_000_000
"""Characters of a cell; a quotation mark that is never closed makes one of the whole rest of a file."""


def read_csv(data: bytes, name: str) -> Extract:
    text = without_marks(decode(data, name)).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    # Excel reads and writes such a line.
    declared = first[4:5] if first.lower().startswith("sep=") and len(first) == 5 else ""
    body = rest if declared else text
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = list(islice(_reader(body, declared or delimiter(body)), MOST_ROWS + 1))
    except csv.Error as error:
        remedy = "Look for a quotation mark that is not closed, or save it anew."
        raise DocumentError(name, f"its rows cannot be told apart ({error})", remedy) from error
    losses = []
    if len(rows) > MOST_ROWS:
        losses.append(Loss(cause=f"rows from number {MOST_ROWS + 1} on were not read", remedy="Split the file."))
    cells = [[cell_text(cell) for cell in row] for row in rows[:MOST_ROWS]]
    return Extract(text="\n\n".join(lines(cells)), title=PurePath(name).stem, losses=losses)


def delimiter(text: str) -> str:
    """What cuts most rows into the same number of cells, more than one."""

    def regular(mark: str) -> tuple[int, int]:
        try:
            rows = [len(row) for row in islice(_reader(text, mark), SAMPLE) if any(row)]
        except csv.Error:
            return 0, 0
        widths = Counter(width for width in rows if width > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(DELIMITERS, key=regular)


def _reader(text: str, mark: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
