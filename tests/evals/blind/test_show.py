import io

from rich.console import Console

from evals.blind.curve import Point
from evals.blind.figures import Figure
from evals.blind.show import show
from evals.metrics.bootstrap import Estimate

HALF = Estimate(value=0.5, low=0.25, high=0.75, n=12)
NONE = Estimate(value=None, low=None, high=None, n=0)


def shown(figures, points):
    out = io.StringIO()
    show(figures, points, 0.4, Console(file=out, width=140))
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


def test_a_figure_has_value_interval_and_number_and_its_name_once():
    rows = [("right", "all", HALF), ("right", "[fact]", HALF), ("false answers", "all", NONE)]
    lines = shown([Figure(name=name, over=over, estimate=found) for name, over, found in rows], [])
    assert lines == [
        "figure of value 95% interval n",
        "right all 0.50 0.25 to 0.75 12",
        "[fact] 0.50 0.25 to 0.75 12",
        "false answers all – – 0",
    ]


def test_the_curve_stands_below_with_the_threshold_in_force():
    lines = shown([], [Point(threshold=0.2, false_refusals=HALF, false_answers=NONE)])
    assert "in force: 0.40" in lines[-3]
    assert lines[-1] == "0.2 0.50 0.25 to 0.75 12 – – 0"
