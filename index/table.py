"""Tables in a document's text: which headings the cells of a row have, so that the row can be shown with them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LEAD = 300
"""Characters of the longest paragraph above a table that is taken for what introduces it: its unit, place, period."""

HIGHEST = 4
"""Most lines at the top of a table that are taken for headings."""

SEEN = 50
"""Rows by which it is judged whether the first one holds headings."""

# A number with its sign, brackets, unit of up to three characters ("€", "km") and footnote mark.
_FIGURE = re.compile(r"[^\w(]{0,3}\(?[-+−–]?\s?\d[\d.,\s'’]*\)?\s?(?:%|‰|[^\s\d]{1,3})?\W{0,3}")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_RULE = re.compile(r"(?=.*-)[\s|:+=-]+")
_BAR, _TAB = re.compile(r"(?<!\\)\|"), re.compile(r"\t+")
_WRITTEN = re.compile(r"- \S.*(?:: |; )\S")
_NEXT_CELL = re.compile(r"; (?=[^:;\n]{1,60}: )")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row as it is to be understood: (heading, cell) from the left, without empty cells; a heading may be empty.

    `lead` is what stands right above the table, on one line: a caption, a heading, or a short paragraph.
    """

    lead: str
    cells: tuple[tuple[str, str], ...]


def headed(text: str, start: int) -> Row | None:
    """The row of a table in whose line `start` is; None where that is no row, or no headings are known.

    Known are a Markdown table, lines cut into cells by bars or tabs below a line that looks like headings, and what
    `index.loaders.table` writes. A line of headings is no row.
    """
    begin, line = _line(text, start)
    if _WRITTEN.match(line):
        return _written(text, begin, line)
    if (cut := _cutter(line)) is None or _RULE.fullmatch(line):
        return None
    top = _top(text, begin, _is_row)
    names = _names(text[top : begin + len(line)].split("\n"), _below(text, begin + len(line), _is_row))
    if names is None:
        return None
    cells = _split(line, cut)
    pairs = tuple((names[n] if n < len(names) else "", cell) for n, cell in enumerate(cells) if cell)
    return Row(lead=_lead(text, top), cells=pairs)


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
    return len(cell) <= LEAD and bool(_FIGURE.fullmatch(cell.strip()))


def _line(text: str, at: int) -> tuple[int, str]:
    begin, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return begin, text[begin : stop if stop >= 0 else len(text)]


def _top(text: str, begin: int, same: Callable[[str], bool]) -> int:
    """Where the run of lines that are the `same` starts to which the line at `begin` belongs."""
    while begin > 0:
        above = text.rfind("\n", 0, begin - 1) + 1
        if not same(text[above : begin - 1]):
            break
        begin = above
    return begin


def _below(text: str, end: int, same: Callable[[str], bool]) -> list[str]:
    """The next lines of the run, SEEN at most."""
    found: list[str] = []
    while end < len(text) and len(found) < SEEN:
        _, line = _line(text, end + 1)
        if not same(line):
            break
        found.append(line)
        end += 1 + len(line)
    return found


def _written(text: str, begin: int, line: str) -> Row | None:
    """A row that carries its headings; one of its names has to stand in a line beside it, else it is a list's item."""
    cells = tuple(_named(part) for part in _NEXT_CELL.split(line.removeprefix("- ")))
    top = _top(text, begin, _is_item)
    beside = [*text[max(0, begin - LEAD * 4) : begin].split("\n")[-2:], *_below(text, begin + len(line), _is_item)[:1]]
    names = [f"{name}: " for name, _ in cells if name]
    if not any(name in other for name in names for other in beside if _is_item(other)):
        return None
    return Row(lead=_lead(text, top), cells=cells)


def _is_item(line: str) -> bool:
    return line.startswith("- ")


def _named(part: str) -> tuple[str, str]:
    name, colon, cell = part.partition(": ")
    return (name, cell) if colon else ("", name)


def _is_row(line: str) -> bool:
    return _cutter(line) is not None


def _cutter(line: str) -> re.Pattern[str] | None:
    """What cuts the line into cells, if it is a row."""
    if "|" in line and _BAR.search(line):
        return _BAR
    return _TAB if "\t" in line.strip() else None


def _split(line: str, cut: re.Pattern[str]) -> list[str]:
    inner = line.strip() if cut is _BAR else line
    if cut is _BAR:
        inner = inner.removeprefix("|")
        inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [" ".join(cell.replace("\\|", "|").strip(" *_`").split()) for cell in cut.split(inner)]


def _names(above: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """The headings of the columns: what stands over a rule, or a first line that looks like headings; None if neither.

    `above` ends with the row itself, which is no heading.
    """
    cut = _cutter(above[0])
    if cut is None or len(above) < 2:
        return None
    rule = next((n for n, line in enumerate(above[: 1 + HIGHEST]) if n and _RULE.fullmatch(line)), None)
    if rule is not None and rule < len(above) - 1:
        return _joined([_split(line, cut) for line in above[:rule]])
    if any(_RULE.fullmatch(line) for line in below[:HIGHEST]):
        return None
    rows = [_split(line, cut) for line in (*above[: SEEN + 1], *below) if not _RULE.fullmatch(line)]
    return rows[0] if looks_headed(rows) else None


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Headings of several lines, one for each column."""
    width = max(map(len, rows))
    columns = ([row[n] for row in rows if n < len(row) and row[n]] for n in range(width))
    return [", ".join(dict.fromkeys(column)) for column in columns]


def _lead(text: str, top: int) -> str:
    above = text[max(0, top - LEAD - 20) : top].rstrip()
    paragraph = re.split(r"\n[^\S\n]*\n", above)[-1].strip(" #*_:\n")
    return " ".join(paragraph.split()) if len(paragraph) <= LEAD else ""
