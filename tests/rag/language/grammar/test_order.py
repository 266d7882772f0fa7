"""What came first, and what brought the other about."""

import pytest

from rag.verification.verify import verify


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Berg cut the grant because Moe refused to pay.", "Moe refused to pay because Berg cut the grant."),
        ("The levy led to the protests in Lund.", "The protests in Lund led to the levy."),
        ("The boycott triggered the ban.", "The ban triggered the boycott."),
        ("Lower output at the mine caused the strike.", "The strike caused lower output at the mine."),
        ("The ban was a response to the boycott.", "The boycott was a response to the ban."),
        ("The closure was caused by the leak.", "The leak was caused by the closure."),
        ("The closure prompted the inquiry.", "The closure followed the inquiry."),
        ("As a result of the strike, fees rose.", "As a result of the fees, the strike rose."),
        ("The ferry left after the storm.", "The ferry left before the storm."),
    ],
)
def test_exchanged_causes_do_not_stand(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The strike followed the layoffs.", "The layoffs were followed by the strike."),
        ("Fees rose because of the drought.", "The drought caused fees to rise."),
        ("Sales fell because of the levy.", "The levy led to a fall in sales."),
        ("Lund closed the port in response to the leak.", "The leak prompted Lund to close the port."),
        ("The blackout was due to a leak.", "A leak caused the blackout."),
        ("Berg's resignation triggered a vote.", "A vote was triggered by Berg's resignation."),
        ("Because fees rose, sales fell.", "Sales fell because fees rose."),
        ("Growth slowed because sales fell, as fees rose.", "Sales fell because fees rose, and growth slowed."),
        ("The strike at the mine in Lund led to losses.", "The mine in Lund made losses because of the strike."),
    ],
)
def test_the_same_cause_in_other_words_stands(claim: str, passage: str) -> None:
    assert verify(claim, passage).stands
