"""List numbers and numbers of headings, which Word does not store but counts."""

import re
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from index.loaders.numerals import numeral
from index.loaders.word.styles import Styles, chain, is_on, value

LEVELS = 9
BULLET = "-"


@dataclass(frozen=True, kw_only=True)
class _Level:
    """How a level is numbered: `text` is "%1.%2" or the like."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    figures: bool = False
    style: str | None = None


@dataclass(kw_only=True)
class Numbering:
    """Counts while the paragraphs of a document are read in order."""

    levels: dict[str, dict[int, _Level]]
    """By the id of a list (w:numId)."""
    counted_as: dict[str, str]
    """Lists that count on with one another share a name here."""
    restarts: dict[str, dict[int, int]]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, paragraph: Any, styles: Styles) -> str | None:
        """The number or bullet before a paragraph; None where it has none, "" where it is a list item without one."""
        properties = paragraph.find(qn("w:pPr"))
        name = value(properties, "w:pStyle")
        given = None if properties is None else properties.find(qn("w:numPr"))
        wanted, depth = value(given, "w:numId"), value(given, "w:ilvl")
        for style in chain(styles, name) if wanted is None else ():
            inherited = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if inherited is not None and (wanted := value(inherited, "w:numId")) is not None:
                depth = depth or value(inherited, "w:ilvl") or self._linked(wanted, style.get(qn("w:styleId")))
                break
        if not wanted or wanted == "0" or wanted not in self.levels:
            return None
        level = int(depth) if depth and depth.isdigit() else 0
        return self._next(wanted, min(level, LEVELS - 1))

    def _linked(self, wanted: str, style: str | None) -> str | None:
        found = (n for n, level in self.levels.get(wanted, {}).items() if level.style == style)
        return next((str(n) for n in found), None)

    def _next(self, wanted: str, depth: int) -> str:
        levels = self.levels[wanted]
        counts = self.counts.setdefault(self.counted_as[wanted], [None] * LEVELS)
        if wanted not in self.begun:
            self.begun.add(wanted)
            for level, start in self.restarts[wanted].items():
                counts[level] = start - 1
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels.get(above, _Level()).start
        own = levels.get(depth, _Level())
        counts[depth] = own.start if counts[depth] is None else (counts[depth] or 0) + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        if own.kind == "bullet":
            return BULLET

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = "decimal" if own.figures else levels.get(at, _Level()).kind
            return numeral(counts[at] or 0, kind)

        return re.sub(r"%([1-9])", shown, own.text).strip()


def numbering_of(root: Any) -> Numbering:
    """Of the document's <w:numbering>, or of nothing."""
    found = Numbering(levels={}, counted_as={}, restarts={})
    if root is None:
        return found
    abstract = {each.get(qn("w:abstractNumId")): each for each in root.iter(qn("w:abstractNum"))}
    by_style = {value(each, "w:styleLink"): each for each in abstract.values() if value(each, "w:styleLink")}
    for number in root.iter(qn("w:num")):
        name = number.get(qn("w:numId"))
        base = abstract.get(value(number, "w:abstractNumId"))
        if base is not None and (link := value(base, "w:numStyleLink")) in by_style:
            base = by_style[link]
        if name is None or base is None:
            continue
        levels = dict(_level(level) for level in base.iter(qn("w:lvl")))
        restarts = {}
        for override in number.iter(qn("w:lvlOverride")):
            at = _whole(override.get(qn("w:ilvl")), 0)
            if (own := override.find(qn("w:lvl"))) is not None:
                levels[at] = _level(own)[1]
            if (start := value(override, "w:startOverride")) is not None:
                restarts[at] = _whole(start, 1)
        found.levels[name] = levels
        found.counted_as[name] = base.get(qn("w:abstractNumId"))
        found.restarts[name] = restarts
    return found


def _level(level: Any) -> tuple[int, _Level]:
    return _whole(level.get(qn("w:ilvl")), 0), _Level(
        kind=value(level, "w:numFmt") or "decimal",
        text=value(level, "w:lvlText") or "",
        start=_whole(value(level, "w:start"), 1),
        figures=bool(is_on(level, "w:isLgl")),
        style=value(level, "w:pStyle"),
    )


def _whole(given: str | None, default: int) -> int:
    return int(given) if given is not None and re.fullmatch(r"\d{1,6}", given, re.ASCII) else default
