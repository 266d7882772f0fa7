"""PowerPoint slides in their order: title, text from top to bottom, tables and charts as rows, notes."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pptx

from index.loaders.number_format import general
from index.loaders.package import opened, tree
from index.loaders.sheet import cell_text, lines
from index.loaders.types import Extract, Spot
from index.marks import mark, without_marks
from index.types import Loss

_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_PICTURE = 13
"""MSO_SHAPE_TYPE.PICTURE"""

_GROUP = 6
_DEFAULT_TITLE = "powerpoint "
"""How the titles begin that the program itself fills in: "PowerPoint Presentation", in any language."""

DEEPEST = 20
"""Levels of groups in groups."""


def read_pptx(data: bytes, name: str) -> Extract:
    opened(data, name, "PowerPoint file").close()
    deck = pptx.Presentation(BytesIO(data))
    texts: list[str] = []
    spots: list[Spot] = []
    hidden: list[int] = []
    silent: list[int] = []
    title = ""
    for number, slide in enumerate(deck.slides, 1):
        if slide.element.get("show") == "0":
            hidden.append(number)
            continue
        blocks = list(filter(None, _slide(slide)))
        if blocks:
            title = title or _title(slide)
            texts.append(mark(len(spots)) + without_marks("\n\n".join(blocks)))
            spots.append(Spot(kind="slide", number=number, label=f"slide {number}"))
        elif any(shape.shape_type == _PICTURE for shape in slide.shapes):
            silent.append(number)
    stated = deck.core_properties
    losses = []
    if hidden:
        losses.append(Loss(cause=f"hidden slides ({_list(hidden)}) were not read", remedy="Unhide them."))
    if silent:
        cause = f"slides {_list(silent)} hold pictures and no text"
        losses.append(Loss(cause=cause, remedy="Save the slides as PDF and run text recognition on them."))
    return Extract(
        text="\n\n".join(texts),
        title=title or (stated.title if not stated.title.lower().startswith(_DEFAULT_TITLE) else None),
        author=(stated.author,),
        made=stated.created,
        places=spots,
        losses=losses,
    )


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (", …" if len(numbers) > 20 else "")


def _title(slide: Any) -> str:
    return cell_text(slide.shapes.title.text_frame.text) if slide.shapes.title is not None else ""


def _slide(slide: Any) -> Iterator[str]:
    first = slide.shapes.title
    others = [shape for shape in slide.shapes if first is None or shape.shape_id != first.shape_id]
    if first is not None:
        yield _title(slide)
    for shape in sorted(others, key=_height):
        yield from _shape(shape, 0)
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        notes = "\n\n".join(filter(None, (cell_text(p.text) for p in frame.paragraphs)))
        yield f"Notes: {notes}" if notes else ""


def _height(shape: Any) -> tuple[int, int]:
    return (shape.top or 0, shape.left or 0)


def _shape(shape: Any, depth: int) -> Iterator[str]:
    if shape.shape_type == _GROUP and depth < DEEPEST:
        for inner in sorted(shape.shapes, key=_height):
            yield from _shape(inner, depth + 1)
    elif shape.has_text_frame:
        if not (shape.is_placeholder and shape.placeholder_format.type in (13, 15, 16)):  # numbers, footers, dates
            yield from (_line(paragraph) for paragraph in shape.text_frame.paragraphs)
    elif getattr(shape, "has_table", False):
        yield from lines([[_cell(cell) for cell in row.cells] for row in shape.table.rows])
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    else:
        yield from _diagram(shape)


def _line(paragraph: Any) -> str:
    text = cell_text(paragraph.text)
    return f"- {text}" if text and paragraph.level else text


def _cell(cell: Any) -> str | None:
    return None if cell.is_spanned else cell_text(cell.text_frame.text)


def _chart(chart: Any) -> Iterator[str]:
    """The figures behind a chart, as rows; one that holds none in this file says only its title."""
    if chart.has_title:
        yield cell_text(chart.chart_title.text_frame.text)
    for plot in chart.plots:
        series = list(plot.series)
        head = ["", *(one.name for one in series)]
        values = [list(one.values) for one in series]
        rows = [
            [str(category), *("" if n >= len(v) or v[n] is None else general(v[n]) for v in values)]
            for n, category in enumerate(plot.categories)
        ]
        yield from (row for row in lines([head, *rows]) if row)


def _diagram(shape: Any) -> Iterator[str]:
    """The words of a diagram ("SmartArt"), which stand in a part of their own."""
    for relation in shape.element.xpath(".//*[local-name() = 'relIds']/@*[local-name() = 'dm']"):
        part = shape.part.rels[relation].target_part if relation in shape.part.rels else None
        if part is not None:
            root = tree(part.blob)
            yield from (cell_text(t.text or "") for t in ([] if root is None else root.iter(_TEXT)))
