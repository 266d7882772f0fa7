"""A word of a closed class for another of it is not borne out; what says the same is."""

import pytest

from rag.verification.verify import verify


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Norway's foreign minister said the fence is done.", "Norway's defence minister said the fence is done."),
        ("The Norwegian president visited the base.", "The Norwegian prime minister visited the base in Lund."),
        ("The cabinet approved the budget of 9 crowns.", "The lower house approved the budget of 9 crowns."),
        ("Fighting spread to the northern districts.", "Fighting spread to the southern districts."),
    ],
)
def test_another_of_its_class_does_not_stand(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Norway's defense minister said the fence is done.", "Norway's defence secretary said the fence is done."),
        ("The yard builds 500 trams annually.", "The yard builds 500 trams a year."),
        ("The government approved the budget of 9 crowns.", "The cabinet approved the budget of 9 crowns."),
        ("North Korea fired a missile at the sea.", "Pyongyang, or North Korea, fired a missile at the eastern sea."),
    ],
)
def test_what_says_the_same_stands(claim: str, passage: str) -> None:
    assert verify(claim, passage).stands
