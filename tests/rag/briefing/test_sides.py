"""What the sides of a comparison leave out."""

import pytest

from rag.briefing.sides import completed


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        ("strike of 2019", "that of 2022", ("strike of 2019", "strike of 2022")),
        ("new harbour at Osta", "the one at Runn", ("new harbour at Osta", "new harbour at Runn")),
        ("ferries to Osta", "those from Runn", ("ferries to Osta", "ferries from Runn")),
        ("Osta's bridge", "Runn's", ("Osta's bridge", "Runn's bridge")),
        ("Osta's", "Runn's bridge", ("Osta's bridge", "Runn's bridge")),
        ("first offer", "second one", ("first offer", "second offer")),
        ("first offer to the drivers", "second", ("first offer to the drivers", "second offer")),
        ("bridge", "tunnel", ("bridge", "tunnel")),
        ("Osta", "Runn", ("Osta", "Runn")),
        ("Osta", "second", ("Osta", "second")),
        ("", "", ("", "")),
    ],
)
def test_a_side_gets_what_it_shares_with_the_other(one, other, whole):
    assert completed(one, other) == whole
