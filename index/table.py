"""What rows of cells look like: figures, and a first row that names the columns."""

import re
from collections.abc import Sequence

LONGEST = 300
"""Characters of the longest cell that is taken for a figure."""

# A number with its sign, brackets, unit of up to three characters ("€", "km") and footnote mark.
_FIGURE = re.compile(r"[^\w(]{0,3}\(?[-+−–]?\s?\d[\d.,\s'’]*\)?\s?(?:%|‰|[^\s\d]{1,3})?\W{0,3}")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def looks_headed(rows: Sequence[Sequence[str]]) -> bool:
    """Does the first row name the columns? It does if it holds no figure but years, and rows below it hold figures."""
    if len(rows) < 2 or not all(rows[0][1:]):
        return False
    first, below = rows[0], rows[1:]
    if any(is_figure(cell) and not _YEAR.fullmatch(cell.strip()) for cell in first):
        return False
    columns = range(len(first))
    return any(2 * sum(len(row) > n and is_figure(row[n]) for row in below) > len(below) for n in columns)


def is_figure(cell: str) -> bool:
    return len(cell) <= LONGEST and bool(_FIGURE.fullmatch(cell.strip()))
