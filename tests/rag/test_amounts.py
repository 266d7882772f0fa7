"""An amount of other things, or of a change, does not bear out an amount of these things, or of the whole."""

import pytest

from rag.types import Support
from rag.verify import verify


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The fort houses 4,000 soldiers.", "The fort employs 4,000 Danish clerks and houses 1,200 soldiers."),
        ("The crash killed six people.", "The crash injured six soldiers and killed two people."),
        ("The storm killed six people.", "The storm injured six people and killed nobody."),
        (
            "70% of Lund's houses are rented by students.",
            "Lund's suburb has 6% of Lund's houses, yet 70% of the rooms rented by students are there.",
        ),
    ],
)
def test_a_number_of_other_things_is_none_of_these(claim: str, passage: str) -> None:
    assert verify(claim, passage).support is Support.UNSUPPORTED


@pytest.mark.parametrize(
    ("claim", "passage", "shown"),
    [
        ("Lund's budget is 6 million kroner.", "Lund's budget rose by 6 million kroner.", "rose by 6 million"),
        (
            "The budget of Lund is $8 million.",
            "Lund raised its budget by nearly $8 million, to $30 million.",
            "raised its budget by nearly $8 million",
        ),
    ],
)
def test_what_something_changed_by_is_not_what_it_is(claim: str, passage: str, shown: str) -> None:
    verdict = verify(claim, passage)
    assert verdict.support is Support.PARTLY
    assert shown in verdict.reason


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lund plans a 6 million kroner increase in fees.", "Fees in Lund will be 6 million kroner, a rise of 8%."),
        (
            "The agreements of Lund and Moss provide for a 6 million kroner increase in payments, with a rise of 8%.",
            "Lund and Moss have finished their agreements.\n\nAt first Lund will pay 6 million kroner, a rise of 8%.",
        ),
        ("Fees in Lund rose by 8%.", "Fees in Lund are 8% of incomes."),
    ],
)
def test_what_something_is_is_not_what_it_changed_by(claim: str, passage: str) -> None:
    assert verify(claim, passage).support is Support.UNSUPPORTED


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Fees rose by 8%.", "Fees are 8% above those of last year."),
        ("Lund agreed to an 8% increase of fees.", "Lund agreed to a raise, 8%, of its fees."),
        ("Fees in Lund are to see an 8% increase.", "Lund is to pay fees of 6 million, 8% more than now."),
        ("The budget grew 5%.", "The budget grew by 5%."),
        ("Oil rose $8 a barrel.", "Oil rose by $8 a barrel."),
        ("The growth of the budget was 5%.", "The budget grew by 5%."),
        ("The budget of Lund is $8 million.", "Lund raised its budget by $2 million to $8 million."),
        ("The budget is 5 million.", "The budget is 5 million, after it rose by 5 million."),
        ("The fleet has 300 vessels.", "The fleet has 300 ships, 40 of them submarines."),
        ("Lund hosts 540 service members.", "Lund hosts 540 troops and 80 civilian members."),
        ("The storm injured six people.", "The storm injured six people and killed nobody."),
    ],
)
def test_what_is_given_in_other_words_stands(claim: str, passage: str) -> None:
    verdict = verify(claim, passage)
    assert verdict.stands, verdict
