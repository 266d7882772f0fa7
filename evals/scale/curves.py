"""Figures of the scale stage as curves over the number of chunks: one SVG, both axes logarithmic, a panel a subject."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]
Figures = Mapping[str, float]
"""Value by name of one size; `chunks` among them."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """`curves` leads from a figure's name to what it is called."""

    title: str
    unit: str
    curves: Mapping[str, str]


PANELS = (
    Panel(
        title="A question's evidence",
        unit="seconds of the processor",
        curves={
            "evidence_cpu_p95": "evidence, p95", "evidence_cpu_p50": "evidence, p50",
            "lexical_cpu_p95": "search by words, p95", "dense_cpu_p95": "search by meaning, p95",
        },
    ),
    Panel(
        title="A drawing of the pages",
        unit="seconds of the processor",
        curves={
            "list_cpu": "list of documents", "filters_cpu": "filters", "counts_cpu": "counts",
            "starters_cpu": "suggestions", "named_cpu": "named most",
        },
    ),
    Panel(
        title="Making and keeping",
        unit="seconds of the processor",
        curves={
            "build_cpu": "building", "rebuild_cpu": "Chroma anew", "add_cpu": "adding 100 documents",
            "remove_cpu": "removing them", "compare_cpu": "comparing ids", "compare_vectors_cpu": "comparing vectors",
        },
    ),
    Panel(
        title="Memory and disk",
        unit="megabytes",
        curves={
            "process_mb": "memory of the app", "server_mb": "memory of Chroma", "catalog_mb": "catalog on disk",
            "chroma_mb": "Chroma on disk",
        },
    ),
)  # fmt: skip

_WIDTH, _HEIGHT = 480, 320
"""Of a panel; two stand beside one another."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 150, 40, 44
_COLOURS = ("#3f7d9c", "#b8802e", "#6b8c5b", "#a8667a", "#7f74a8", "#5a5e64")
_APART = 13
"""Pixels between two names of curves."""


def drawn(sizes: Sequence[Figures]) -> str:
    """The picture of figures of one or more sizes, in any order. Raises ValueError where there is nothing to draw."""
    ordered = sorted(sizes, key=lambda figures: figures["chunks"])
    shown = [(panel, curves) for panel in PANELS if (curves := _curves(panel, ordered))]
    if not shown:
        raise ValueError("none of the figures of the scale stage is here")
    rows = -(-len(shown) // 2)
    width, height = 2 * _WIDTH, rows * _HEIGHT
    body = "".join(
        f'<g transform="translate({at % 2 * _WIDTH},{at // 2 * _HEIGHT})">{_panel(panel, curves)}</g>'
        for at, (panel, curves) in enumerate(shown)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' font-family="sans-serif" font-size="11" fill="#333">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{body}</svg>\n'
    )


def _curves(panel: Panel, sizes: Sequence[Figures]) -> dict[str, list[Point]]:
    """What the panel has of its curves. A logarithm has no zero: such a value is left out."""
    found = {
        title: [(f["chunks"], f[name]) for f in sizes if f.get(name, 0.0) > 0] for name, title in panel.curves.items()
    }
    return {title: points for title, points in found.items() if points}


def _panel(panel: Panel, curves: Mapping[str, Sequence[Point]]) -> str:
    xs, ys = ([point[axis] for points in curves.values() for point in points] for axis in (0, 1))
    across = _scale(xs, _LEFT, _WIDTH - _RIGHT)
    down = _scale(ys, _HEIGHT - _BOTTOM, _TOP)
    lines = [
        f'<text x="{_LEFT}" y="18" font-size="14" font-weight="bold">{escape(panel.title)}</text>',
        f'<text x="{_LEFT}" y="33">{escape(panel.unit)}, over chunks</text>',
    ]
    for power in _powers(xs):
        x = across(10**power)
        lines.append(f'<path d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        lines.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{10**power:,}</text>')
    for power in _powers(ys):
        y = down(10**power)
        lines.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    ends = sorted((down(points[-1][1]), title) for title, points in curves.items())
    names = dict(_spaced(ends))
    for (title, points), colour in zip(curves.items(), _COLOURS, strict=False):
        places = [(across(x), down(y)) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        lines.append(
            f'<text x="{_WIDTH - _RIGHT + 10}" y="{names[title] + 4:.1f}" fill="{colour}">{escape(title)}</text>'
        )
    return "".join(lines)


def _scale(values: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    """From values to pixels between two, by their logarithm, from a power of ten to a power of ten."""
    first, last = _powers(values)[0], _powers(values)[-1]
    return lambda value: start + (math.log10(value) - first) / (last - first) * (end - start)


def _powers(values: Sequence[float]) -> range:
    """The powers of ten that the values lie between, two at least."""
    first = math.floor(math.log10(min(values)) + 1e-9)
    last = math.ceil(math.log10(max(values)) - 1e-9)
    return range(first, max(last, first + 1) + 1)


def _spaced(ends: Sequence[tuple[float, str]]) -> Iterator[tuple[str, float]]:
    """Each name near its curve's end, none over another."""
    before = -math.inf
    for y, title in ends:
        before = max(y, before + _APART)
        yield title, before
