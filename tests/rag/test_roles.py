"""Who did it to whom decides, not that the words are the same."""

import pytest

from rag.types import Support
from rag.verify import verify


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lund accused Moss of dumping.", "Moss accused Lund of dumping."),
        ("Moss was accused by Lund of spying.", "Moss accused Lund of spying."),
        ("Moss accused Lund of spying.", "Moss was accused by Lund of spying."),
        ("The United States sold frigates to Norway.", "Norway sold frigates to the United States."),
        ("Norway invaded Denmark in May.", "Danish forces invaded Norway in May."),
        ("Mayor Berg thanked Governor Moe.", "Governor Moe warmly thanked Mayor Berg."),
    ],
)
def test_roles_that_are_swapped_are_a_contradiction(claim: str, passage: str) -> None:
    verdict = verify(claim, passage)
    assert verdict.support is Support.CONTRADICTED
    assert "passage says" in verdict.reason


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lund was accused by Moss of dumping.", "Moss accused Lund of dumping."),
        ("Moss accused Lund of dumping.", "Lund was accused by Moss of dumping."),
        ("Berg hosted Moe in Lund.", "Moe was hosted in Lund by Berg."),
        ("Lund hosted Moe.", "Moe was hosted in Lund by Berg."),
        ("Lund asked Moss to wait.", "Moss had asked Lund to join, and Lund asked Moss to wait."),
        ("Berg met Moe in Lund.", "Moe met Berg in Lund."),
        ("Norway signed a pact with Denmark.", "Denmark signed a pact with Norway."),
        ("Norway paid Denmark 5 crowns.", "Denmark paid Norway nothing; Norway paid Denmark 5 crowns."),
    ],
)
def test_the_same_roles_in_another_voice_stand(claim: str, passage: str) -> None:
    assert verify(claim, passage).support is not Support.CONTRADICTED
