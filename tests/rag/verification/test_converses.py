"""What two parties did to each other may be told from either side; conditions, claims and appearances stay open."""

import pytest

from rag.verification.verify import verify


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lund bought 180 trams from Moss.", "Moss sold Lund 180 trams."),
        ("Berg lost the run-off to Moe by two points.", "Moe won the run-off against Berg by two points."),
        ("Italy is not larger than Norway.", "Norway is larger than Italy."),
        ("Italy is smaller than Norway.", "Norway is larger than Italy."),
        ("The quay is shorter than the bridge.", "The bridge is longer than the quay."),
        ("Lund exports steel worth 40 crowns to Moss.", "Moss imports steel worth 40 crowns from Lund."),
    ],
)
def test_the_other_side_of_a_deal_stands(claim: str, passage: str) -> None:
    assert verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lund bought ferries from Moss.", "Lund sold ferries to Moss."),
        ("The crown rose 1.2% against the mark.", "The crown fell 1.2% against the mark."),
        ("The state had a surplus of 3% of its output.", "The state had a deficit of 3% of its output."),
        ("Italy is larger than Norway.", "Norway is larger than Italy."),
        ("Italy is larger than Norway.", "Norway is not larger than Italy."),
        ("Norway is not larger than Italy.", "Norway is larger than Italy."),
        ("Norway is smaller than Italy.", "Norway is larger than Italy."),
        ("The quay is shorter than the bridge.", "The quay is longer than the bridge."),
        ("Italy did not accuse Norway.", "Norway accused Italy."),
        ("Berg praised the pact with Lund.", "Berg condemned the pact with Lund."),
    ],
)
def test_the_opposite_of_one_side_does_not(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lund will send ferries to the island.", "If Moss agrees, Lund will send ferries to the island, Berg said."),
        ("The rebels captured the port of Lund.", "The city claimed that the rebels had captured the port of Lund."),
        ("The rebels have captured Lund.", "The rebels claim to have captured Lund."),
        ("The rebels have captured Lund.", "The rebels appear to have captured Lund."),
        ("The firm sold frigates to Lund.", "The firm is about to sell frigates to Lund."),
        ("The firm sold frigates to Lund.", "The firm has offered to sell frigates to Lund."),
        ("The cable was cut by a ship.", "The cable was probably cut by a ship."),
    ],
)
def test_what_is_open_in_the_passage_does_not_stand(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lund will send ferries if Moss agrees.", "If Moss agrees, Lund will send ferries."),
        ("Lund said it had not sent ferries.", "Lund denied in a statement on Friday that it had ever sent ferries."),
        ("Berg sought to end the strike.", "Berg tried to end the strike."),
        ("The ministry asked Lund to send ships.", "The ministry pressed Lund to send ships."),
        ("The ferry will likely sail on Monday.", "The ferry will probably sail on Monday."),
        ("Berg was able to cross the river.", "Berg was able to cross the river in May."),
        ("The ship stayed near Lund for a week.", "The ship appeared for a week near Lund."),
    ],
)
def test_what_is_as_open_in_the_claim_stands(claim: str, passage: str) -> None:
    assert verify(claim, passage).stands
