"""A table's cells → lines of which each can be read, found and quoted alone: "- Town: Kure; Boats: 7"."""

from collections.abc import Sequence

from index.table import GROUP, Cells, headings, looks_headed, record


def written(rows: Sequence[Cells], *, heads: int | None = None, caption: str = "") -> str:
    """The table's caption and a line for each row, in which every cell stands behind the heading of its column.

    The first `heads` rows are headings; None: judged by how they look. Without headings, bars are between the cells. A
    cell over several columns bears the headings of all of them, empty cells are left out. A line across the whole
    table, which heads the rows below it, goes before each of them.
    A caller repeats a cell that spans rows in each of them.
    """
    table = [[None if cell is None else " ".join(cell.split()) for cell in row] for row in rows]
    if heads is None:
        heads = 1 if looks_headed([[cell or "" for cell in row] for row in table if any(row)]) else 0
    heading, body = [row for row in table[:heads] if any(row)], [row for row in table[heads:] if any(row)]
    if not body:
        heading, body = [], heading
    width = max(map(len, (*heading, *body)), default=0)
    titles = [" ".join(caption.split()), *(str(row[0]) for row in heading if _across(row, width))]
    names = headings([row for row in heading if not _across(row, width)], width)
    lines = [". ".join(title.rstrip(".:") for title in titles if title)]
    group = ""
    for row in body:
        if any(names) and _across(row, width):
            group = f"{row[0]}; " if len(str(row[0])) <= GROUP else ""
            lines.append(f"- {row[0]}")
        else:
            lines.append(f"- {group}{_row(row, names)}")
    lines[0] += ":" if lines[0] else ""
    return "\n".join(line for line in lines if line)


def _across(row: Cells, width: int) -> bool:
    """Does one cell take the whole width of the table?"""
    return bool(row[0]) and width > 1 and len(row) == width and all(cell is None for cell in row[1:])


def _row(row: Cells, names: Sequence[str]) -> str:
    if not any(names):
        return " | ".join(cell for cell in row if cell)
    parts: list[tuple[str, str]] = []
    column = 0
    while column < len(row):
        over = column + 1
        while over < len(row) and row[over] is None:
            over += 1
        if cell := row[column]:
            named = " / ".join(dict.fromkeys(filter(None, names[column:over])))
            parts.append((named, cell))
        column = over
    return record(parts)
