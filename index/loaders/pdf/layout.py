"""The reading order of a page: its pieces as areas, one after the other, each of full lines.

Lines of text that stand one below the other are strips of the page. Where several strips share an upright gap, what
stands left and right of it is either columns, read one after the other, or a table, read row by row; columns hold
lines of prose, a table short cells. An area is looked at again by itself, so a table in a column is found as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.loaders.pdf.characters import Piece
from index.loaders.pdf.strips import apart, level, lines, stripped

GUTTER = 0.9
"""The narrowest gap between columns, in sizes of the type. Spaces of justified lines are seldom as wide."""

_CELLS, _SPACES = 0.4, 1.6
# The narrowest gap between cells of a table, in sizes of the type, and in narrowest spaces of its line.
_FILLED = 0.6
# Lines of prose fill their column to this part, by the median.
_PROSE_WORDS, _PROSE_LETTERS = 2.5, 12
# Fewest words and letters of a line of prose, by the mean; cells of tables have fewer.
_FEWEST_LINES = 3
# Columns of fewer lines have to be twice as wide.
_LABEL = 4
# Letters of the marks of list items and notes, which stand apart from what they mark and are no column.

_LARGER, _WIDTH = 1.15, 0.8
# A heading is larger than the usual type, and what is below it about as wide as what is above.
ROW_STEP, _ROW_LINES = 1.15, 4
# Rows of cells with several lines are this much further apart than lines, and have no more lines than this.
_HEADS = 2
# Most lines of headings that stand over several columns each.
_AHEAD = 8
# Strips of one side alone, a title or the first lines of a longer column, after which the other side may begin.
_MOST_STRIPS = 2_000
# A page of more strips is no page of columns that somebody set, and comparing them all would take too long.

Gap = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Area:
    """Pieces that are read before any of the next area.

    Those of a table are also given as `rows`; `gaps` are between its columns, `spans` what the phrases of each row
    cover from side to side.
    """

    pieces: tuple[Piece, ...]
    gaps: tuple[Gap, ...] = ()
    rows: tuple[Sequence[Piece], ...] = ()
    spans: tuple[Sequence[Gap], ...] = ()


def areas(pieces: Sequence[Piece]) -> list[Area]:
    """The areas of pieces that are all written in one direction, in reading order."""
    found: list[Area] = []
    plain: list[Piece] = []
    strips = stripped(pieces)
    size = median(piece.size for piece in pieces) if pieces else 0.0
    covered = [_covered(strip) for strip in strips]
    phrases = [_phrases(strip, spans) for strip, spans in zip(strips, covered, strict=True)]
    heads = [n for n in range(1, len(strips)) if len(phrases[n]) == 1 and _is_heading(strips, n, size)]
    at = 0
    while at < len(strips):
        end, parts = at + 1, list[Area]()
        if len(strips) <= _MOST_STRIPS:
            stop = min((n for n in heads if n > at), default=len(strips))
            end, gaps = _run(covered[:stop], at, GUTTER * size)
            run = [piece for strip in strips[at:end] for piece in strip]
            columns = [] if _has_rows(strips[at:end], gaps) else _columns(run, gaps)
            parts = [area for column in columns for area in areas(column)]
            if not parts and (area := _table(strips, phrases, at, _CELLS * size)):
                end, parts = at + len(area.rows), [area]
        if parts:
            found.extend([Area(pieces=tuple(plain))] if plain else [])
            found.extend(parts)
            plain = []
        else:
            plain.extend(strips[at])
            end = at + 1
        at = end
    return found + ([Area(pieces=tuple(plain))] if plain else [])


def _table(
    strips: Sequence[Sequence[Piece]], phrases: Sequence[Sequence[Gap]], at: int, narrowest: float
) -> Area | None:
    """The table that begins with the strip `at`. Headings over several columns hide gaps of the rows below them."""
    if len(phrases[at]) < 2:
        return None
    strips, phrases = strips[: (stop := _end_of_rows(strips, at))], phrases[:stop]
    runs = [(*_run(phrases, at + heads, narrowest), heads) for heads in range(min(_HEADS, len(strips) - at - 1) + 1)]
    end, gaps, heads = max(runs, key=lambda run: (len(run[1]), -run[2]))
    while end > at and len(phrases[end - 1]) < 2:
        end -= 1
    if any(len(phrases[at + n]) < 2 for n in range(heads)) or not _is_table(strips[at + heads : end], gaps):
        return None
    return Area(
        pieces=tuple(p for strip in strips[at:end] for p in strip),
        gaps=tuple(gaps),
        rows=tuple(strips[at:end]),
        spans=tuple(phrases[at:end]),
    )


def _end_of_rows(strips: Sequence[Sequence[Piece]], at: int) -> int:
    """The first strip from `at` on that is much further from the one above it than those before."""
    farthest = 0.0
    for n in range(at + 1, len(strips)):
        size = max(piece.size for piece in strips[n])
        step = level(strips[n - 1]) - level(strips[n])
        if step > max(3 * size, 2 * farthest) and farthest:
            return n
        farthest = max(farthest, step)
    return len(strips)


def _is_heading(strips: Sequence[Sequence[Piece]], at: int, size: float) -> bool:
    """Does a new block of the page begin at a strip: larger type, below white space that goes across the page?

    Where other columns end above it, what is below is no wider than its own column.
    """
    largest = max(piece.size for piece in strips[at])
    if largest < _LARGER * size or min(p.base for p in strips[at - 1]) - level(strips[at]) < 1.8 * largest:
        return False
    right = max(piece.right for strip in strips[:at] for piece in strip)
    left = min(piece.left for strip in strips[:at] for piece in strip)
    return max(piece.right for strip in strips[at:] for piece in strip) - left >= _WIDTH * (right - left)


def _has_rows(strips: Sequence[Sequence[Piece]], gaps: Sequence[Gap]) -> bool:
    """Does level white space part the strips to rows of a few lines, each with text in the first columns?"""
    steps = [level(above) - level(below) for above, below in pairwise(strips)]
    if not gaps or not steps:
        return False
    usual = median(steps)
    starts = [n for n, step in enumerate(steps, 1) if step > ROW_STEP * min(steps) and step > 1.1 * usual]
    both = sum(all(_cut(strips[n], gaps)[:2]) for n in starts)
    return both >= 2 and both >= 0.7 * len(starts) and len(strips) <= _ROW_LINES * (len(starts) + 1)


def _run(strips: Sequence[Sequence[Gap]], start: int, narrowest: float) -> tuple[int, list[Gap]]:
    """The end of the longest run of strips from `start` with upright gaps that have text on both sides, and these.

    Of each strip, the spans are given that its text covers from side to side.
    """
    best: tuple[int, list[Gap]] = (start + 1, [])
    gaps: list[Gap] = [(float("-inf"), float("inf"))]
    left, right = float("inf"), float("-inf")
    for end in range(start, len(strips)):
        taken = strips[end]
        gaps = [gap for gap in _without(gaps, taken) if gap[1] - gap[0] >= narrowest]
        left, right = min(left, taken[0][0]), max(right, taken[-1][1])
        inner = [gap for gap in gaps if left < gap[0] and gap[1] < right]
        if inner and end > start:
            best = (end + 1, inner)
        elif not inner and (best[1] or end - start >= _AHEAD):
            break
    return best


def _covered(strip: Sequence[Piece]) -> list[Gap]:
    spans: list[Gap] = []
    for left, right in sorted((p.left, p.right) for p in strip):
        if spans and left <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        else:
            spans.append((left, right))
    return spans


def _phrases(strip: Sequence[Piece], spans: Sequence[Gap]) -> list[Gap]:
    """The spans of a strip, those joined that no more than a space parts, as wide as the strip's others."""
    size = median(piece.size for piece in strip)
    spaces = [after[0] - before[1] for before, after in pairwise(spans)]
    wide = min(max(_SPACES * min(spaces, default=0.0), _CELLS * size), GUTTER * size)
    joined = list(spans[:1])
    for span, space in zip(spans[1:], spaces, strict=True):
        if space < wide:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _without(gaps: Sequence[Gap], taken: Sequence[Gap]) -> Iterator[Gap]:
    for start, end in gaps:
        for left, right in taken:
            if right <= start or left >= end:
                continue
            if left > start:
                yield (start, left)
            start = max(start, right)
        if start < end:
            yield (start, end)


def _columns(run: Sequence[Piece], gaps: Sequence[Gap]) -> list[list[Piece]]:
    """The run cut at gaps between columns of prose; nothing if it is not columns."""
    parts = _cut(run, gaps)
    joined: list[list[Piece]] = []
    for part in parts:  # labels go with what they mark
        if joined and median(sum(len(p.text) for p in line) for line in lines(joined[-1])) <= _LABEL:
            joined[-1].extend(part)
        else:
            joined.append(list(part))
    return joined if len(joined) > 1 and all(_is_prose(part) for part in joined) else []


def _is_prose(column: Sequence[Piece]) -> bool:
    rows = lines(column)
    left, right = min(p.left for p in column), max(p.right for p in column)
    filled = median((row[-1].right - row[0].left) / max(right - left, 1.0) for row in rows)
    words = sum(len(_words(row)) for row in rows) / len(rows)
    letters = sum(c.isalpha() for row in rows for p in row for c in p.text) / len(rows)
    wide = sum(ord(c) > 0x2E80 for row in rows for p in row for c in p.text) / len(rows)
    if len(rows) < _FEWEST_LINES:
        return len(rows) > 1 and letters >= 2 * _PROSE_LETTERS and filled >= _FILLED
    return filled >= _FILLED and letters >= _PROSE_LETTERS and (words >= _PROSE_WORDS or wide >= _PROSE_LETTERS)


def _words(row: Sequence[Piece]) -> list[Piece]:
    return [piece for at, piece in enumerate(row) if at == 0 or apart(row[at - 1], piece)]


def _is_table(strips: Sequence[Sequence[Piece]], gaps: Sequence[Gap]) -> bool:
    """Do most of the strips have text on both sides of a gap, and is it more than the marks of a list?"""
    if not gaps:
        return False
    full = sum(sum(bool(cell) for cell in _cut(strip, gaps)) > 1 for strip in strips)
    first = _cut([p for strip in strips for p in strip], gaps)[0]  # empty where headings alone stand on its side
    label = len(gaps) == 1 and median([sum(len(p.text) for p in line) for line in lines(first)] or [0]) <= _LABEL
    return full >= max(2, 0.5 * len(strips)) and not (label and not any(c.isalpha() for p in first for c in p.text))


def _cut(run: Sequence[Piece], gaps: Sequence[Gap]) -> list[list[Piece]]:
    edges = [(gap[0] + gap[1]) / 2 for gap in gaps]
    parts: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in run:
        parts[sum(edge < (piece.left + piece.right) / 2 for edge in edges)].append(piece)
    return parts


def cells(area: Area) -> list[list[list[Piece] | None]]:
    """The rows of a table's area: pieces for each of its columns, None for one that the cell to its left spans too."""
    edges = [(gap[0] + gap[1]) / 2 for gap in area.gaps]
    bounds = list(pairwise([float("-inf"), *edges, float("inf")]))
    found: list[list[list[Piece] | None]] = []
    for row, spans in zip(area.rows, area.spans, strict=True):
        cut: list[list[Piece] | None] = list(_cut(row, area.gaps))
        for left, right in spans:
            over = [n for n, gap in enumerate(area.gaps) if left < gap[0] and gap[1] < right]
            if over:
                first, last = over[0], over[-1] + 1
                cut[first] = [p for p in row if bounds[first][0] < (p.left + p.right) / 2 < bounds[last][1]]
                cut[first + 1 : last + 1] = [None] * (last - first)
        found.append(cut)
    return found
