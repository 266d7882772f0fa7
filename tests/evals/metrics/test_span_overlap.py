"""Counted by hand on a text of 100 characters."""

import pytest

from evals.metrics.span_overlap import span_overlap


def shares(retrieved, wanted):
    found = span_overlap(retrieved, wanted)
    return found.recall, found.precision, found.iou


@pytest.mark.parametrize(
    ("retrieved", "wanted", "recall", "precision", "iou"),
    [
        # The excerpt itself.
        ([("a", 10, 30)], [("a", 10, 30)], 1, 1, 1),
        # Half of the excerpt in a chunk of 20: 10 found, 20 read, 10 missed.
        ([("a", 20, 40)], [("a", 10, 30)], 10 / 20, 10 / 20, 10 / 30),
        # Touching is not overlapping.
        ([("a", 30, 50)], [("a", 10, 30)], 0, 0, 0),
        # The right place of another document.
        ([("b", 10, 30)], [("a", 10, 30)], 0, 0, 0),
        # One chunk beside the point: 20 found, 20 + 30 read.
        ([("a", 10, 30), ("a", 60, 90)], [("a", 10, 30)], 1, 20 / 50, 20 / 50),
        # Chunks of 0–30 and 20–50 share 10 characters: 40 found once, 60 read.
        ([("a", 0, 30), ("a", 20, 50)], [("a", 10, 50)], 1, 40 / 60, 40 / 60),
        # The same chunk twice.
        ([("a", 10, 30), ("a", 10, 30)], [("a", 10, 30)], 1, 20 / 40, 20 / 40),
        # Two excerpts of 10 and 30, the first found whole and 6 of the second: 16 found, 20 read, 24 missed.
        ([("a", 0, 10), ("a", 44, 54)], [("a", 0, 10), ("a", 20, 50)], 16 / 40, 16 / 20, 16 / 44),
        # Excerpts that overlap, both inside one chunk: 30 characters found, 40 wanted.
        ([("a", 0, 50)], [("a", 10, 30), ("a", 20, 40)], 30 / 40, 30 / 50, 30 / 50),
        ([], [("a", 10, 30)], 0, 0, 0),
    ],
)
def test_overlap_is_what_was_counted_by_hand(retrieved, wanted, recall, precision, iou):
    assert shares(retrieved, wanted) == pytest.approx((recall, precision, iou))


def test_the_order_of_the_spans_does_not_matter():
    retrieved, wanted = [("a", 20, 50), ("b", 0, 9), ("a", 0, 30)], [("b", 5, 7), ("a", 10, 50)]
    assert shares(retrieved, wanted) == shares(retrieved[::-1], wanted[::-1])


def test_without_excerpts_nothing_can_be_scored():
    assert span_overlap([("a", 0, 10)], []) is None
