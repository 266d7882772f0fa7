"""What somebody aims at is not what is."""

import pytest

from rag.targets import objection
from rag.types import Support
from rag.verify import verify

AIM = "Norland changed its course, in particular by committing to devoting 3% of its income to roads by 2031."


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Norland spends 3% of its income on roads.", AIM),
        ("The island has 40 ferries.", "The mayor's goal of 40 ferries was cheered on the island."),
        ("Norland spends 3% of its income on roads.", "By 2031 outlays are to reach 3% of its income, roads included."),
        ("Norland spends 3% of its income on roads.", "Berg said that spending on roads would reach 3% of income."),
        ("Oban pays 2.5 million crowns a year.", "The council asked Oban to pay 2.5 million crowns a year."),
    ],
)
def test_an_aim_told_as_a_fact_is_objected_to(sentence: str, passage: str) -> None:
    found = objection(sentence, passage)
    assert found
    assert found.at_best is Support.PARTLY
    assert not verify(sentence, passage).stands


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Norland is committed to spending 3% of its income on roads.", AIM),
        ("Norland will spend 3% of its income on roads.", AIM),
        ("Norland spends 3% of its income on roads by 2031.", AIM),
        ("Norland spends 3% of its income on roads.", f"{AIM} It reached the 3% two years early."),
        ("Norland spends 2% of its income on roads.", f"It spends 2%. {AIM}"),
        ("The school opened with 40 pupils.", "The school will open in May with 40 pupils."),
        ("Rowers came to the games of 2016.", "He wanted to go to the 2016 games."),
        ("The plan costs 40 million crowns.", "The plan costs 40 million crowns."),
        ("The plan costs 40 million crowns.", "The planned bridge costs 40 million crowns."),
    ],
)
def test_what_is_told_as_an_aim_or_stands_as_a_fact_is_not(sentence: str, passage: str) -> None:
    assert objection(sentence, passage) is None
