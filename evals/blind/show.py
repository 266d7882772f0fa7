"""Figures and the curve as plain tables."""

from collections.abc import Sequence
from itertools import pairwise

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.blind.curve import Point
from evals.blind.figures import Figure
from evals.metrics.bootstrap import Estimate


def show(figures: Sequence[Figure], points: Sequence[Point], in_force: float, console: Console) -> None:
    """`in_force` is the threshold of abstention that the replies were made under."""
    console.print(_figures(figures))
    if points:
        console.print(f"\nby the beliefs alone, at other thresholds of abstention (in force: {in_force:.2f})")
        console.print(_curve(points))


def _figures(figures: Sequence[Figure]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("figure", "of"):
        table.add_column(heading, no_wrap=True)
    for heading in ("value", "95% interval", "n"):
        table.add_column(heading, justify="right", no_wrap=True)
    before: Sequence[str | None] = [None, *(figure.name for figure in figures)]
    for figure, (last, name) in zip(figures, pairwise(before), strict=True):
        found = figure.estimate
        cells = (_number(found.value), _interval(found), str(found.n))
        table.add_row("" if last == name else escape(figure.name), escape(figure.over), *cells)
    return table


def _curve(points: Sequence[Point]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("threshold", "false refusals", "95% interval", "n", "false answers", "95% interval", "n"):
        table.add_column(heading, justify="right", no_wrap=True)
    for point in points:
        rates = (point.false_refusals, point.false_answers)
        cells = [cell for found in rates for cell in (_number(found.value), _interval(found), str(found.n))]
        table.add_row(f"{point.threshold:.1f}", *cells)
    return table


def _interval(found: Estimate) -> str:
    return "–" if found.low is None or found.high is None else f"{found.low:.2f} to {found.high:.2f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
