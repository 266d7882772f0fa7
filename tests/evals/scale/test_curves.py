import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest

from evals.scale.curves import drawn

SVG = "{http://www.w3.org/2000/svg}"


def points(picture: str) -> list[list[tuple[float, float]]]:
    lines = ElementTree.fromstring(picture).iter(f"{SVG}polyline")
    return [[tuple(map(float, pair.split(","))) for pair in line.get("points").split()] for line in lines]


def test_a_curve_rises_with_its_figure_and_goes_to_the_right_with_the_chunks():
    sizes = [{"chunks": 10_000.0, "evidence_cpu_p95": 0.4}, {"chunks": 1_000.0, "evidence_cpu_p95": 0.2}]
    ((first, second),) = points(drawn(sizes))
    assert first[0] < second[0]
    assert first[1] > second[1]  # an SVG's y goes down


def test_ten_times_as_much_is_as_far_wherever_it_begins():
    sizes = [{"chunks": 10.0**power, "process_mb": 10.0 ** (power - 2)} for power in (3, 4, 5)]
    (line,) = points(drawn(sizes))
    assert line[1][0] - line[0][0] == pytest.approx(line[2][0] - line[1][0], abs=0.2)
    assert line[1][1] - line[0][1] == pytest.approx(line[2][1] - line[1][1], abs=0.2)


def test_what_was_not_measured_or_is_nothing_has_no_curve_and_names_do_not_cover_each_other():
    figures = {"chunks": 1_000.0, "build_cpu": 2.0, "rebuild_cpu": 2.01, "add_cpu": 2.02, "counts_cpu": 0.0}
    picture = drawn([figures, figures | {"chunks": 10_000.0}])
    assert len(points(picture)) == 3
    titles = ("building", "Chroma anew", "adding 100 documents")
    heights = sorted(
        float(text.get("y")) for text in ElementTree.fromstring(picture).iter(f"{SVG}text") if text.text in titles
    )
    assert len(heights) == 3
    assert all(after - before >= 13 for before, after in pairwise(heights))
    with pytest.raises(ValueError, match="none of the figures"):
        drawn([{"chunks": 5.0}])
