"""The pieces of a PDF's pages → the text of each page: running lines and notes apart, areas in reading order."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from index.loaders.pdf import notes
from index.loaders.pdf.characters import Piece
from index.loaders.pdf.layout import Area, areas
from index.loaders.pdf.lines import Line, line
from index.loaders.pdf.pages import PageText
from index.loaders.pdf.paragraphs import Paragraph, paragraphs, words
from index.loaders.pdf.running import Running, running
from index.loaders.pdf.strips import lines
from index.loaders.pdf.tables import table

STRETCH = 200
"""Pages that are compared with each other at once, so that a long file needs no more memory than a short one."""

Row = Sequence[Piece]


def page_texts(pages: Iterable[Sequence[Piece]], count: int) -> Iterator[PageText]:
    """The text of each of `count` pages."""
    pages = iter(pages)
    stretches = max(1, count // STRETCH)
    seen: set[str] = set()
    for at in range(stretches):
        size = count * (at + 1) // stretches - count * at // stretches
        yield from _stretch([_Page.of(pieces) for pieces in islice(pages, size)], seen)


@dataclass(frozen=True, kw_only=True)
class _Page:
    """Pieces in the direction in which most of the page is written, as lines across it; and the others."""

    rows: Sequence[Row]
    others: Sequence[Piece]

    @staticmethod
    def of(pieces: Sequence[Piece]) -> "_Page":
        letters = Counter[int]()
        for piece in pieces:
            letters[piece.turn] += len(piece.text)
        turn = letters.most_common(1)[0][0] if letters else 0
        return _Page(rows=lines([p for p in pieces if p.turn == turn]), others=[p for p in pieces if p.turn != turn])


def _stretch(pages: Sequence[_Page], seen: set[str]) -> Iterator[PageText]:
    """`seen` holds the running lines that were said before, and is added to."""
    body = _body_size(pages)
    across = [[line(row) for row in page.rows] for page in pages]
    vocabulary = {word for rows in across for word in words(rows)}
    for page, rows, found in zip(pages, across, running(across, body), strict=True):
        gone = {run.line for run in found}
        heads, feet = _said(rows, found, seen)
        kept = [piece for at, row in enumerate(page.rows) if at not in gone for piece in row]
        yield _page_text(areas(kept), page.others, heads, feet, vocabulary, body)


def _body_size(pages: Sequence[_Page]) -> float:
    """The size in which most of the pages is written."""
    letters = Counter[float]()
    for piece in (piece for page in pages for row in page.rows for piece in row):
        letters[round(piece.size, 1)] += len(piece.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _said(rows: Sequence[Line], found: Sequence[Running], seen: set[str]) -> tuple[list[str], list[str]]:
    """The running lines of a page that no page before it had: those above and those below its text."""
    new: list[Running] = []
    for run in sorted(found, key=lambda run: run.line):
        if run.name and run.name not in seen:
            seen.add(run.name)
            new.append(run)
    gone = {run.line for run in found}
    first = next((at for at in range(len(rows)) if at not in gone), len(rows))
    return [rows[r.line].text for r in new if r.line < first], [rows[r.line].text for r in new if r.line > first]


def _page_text(
    found: Sequence[Area],
    others: Sequence[Piece],
    heads: Sequence[str],
    feet: Sequence[str],
    vocabulary: Collection[str],
    body: float,
) -> PageText:
    rows = [[] if area.gaps else lines(area.pieces) for area in found]
    marks = notes.labels([row for area in found for row in lines(area.pieces)])
    text: list[list[Paragraph]] = []
    below: list[str] = []
    for area, own in zip(found, rows, strict=True):
        if area.gaps:
            text.append([table(area, marks, vocabulary)])
            continue
        running_text, own_notes = notes.split(own, marks, body)
        text.append(paragraphs([line(row, marks) for row in running_text], vocabulary))
        below.extend(_plain([line(row) for row in note], vocabulary) for note in own_notes)
    turned = paragraphs([line(row) for turn in range(5) for row in _turned(others, turn)], vocabulary)
    below.extend(paragraph.text for paragraph in turned)
    return PageText(areas=text, heads=heads, below=[*below, *feet], vocabulary=vocabulary)


def _turned(pieces: Sequence[Piece], turn: int) -> list[Row]:
    """Lines in one other direction; obliquely written ones are left as the file has them."""
    own = [piece for piece in pieces if piece.turn == turn]
    if turn == 4:
        return [own] if own else []
    return list(lines(own))


def _plain(rows: Sequence[Line], vocabulary: Collection[str]) -> str:
    return " ".join(paragraph.text.replace("\n", " ") for paragraph in paragraphs(rows, vocabulary))
