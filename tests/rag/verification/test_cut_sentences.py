"""Words cut out of a longer sentence, or turned by one small word, are not what the passage says."""

import pytest

from rag.types import Support
from rag.verification.verify import verify


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Evidence of fraud was found.", "No evidence of fraud was found."),
        ("Jones won the vote in Lund.", "Neither Smith nor Jones won the vote in Lund."),
        ("The ministers supported the plan.", "None of the ministers supported the plan."),
        ("5 million people fled the island.", "In all 1.5 million people fled the island."),
        ("3,000 people fell ill in Lund.", "Fewer than 3,000 people fell ill in Lund."),
        ("EU citizens may vote in Lund.", "Non-EU citizens may vote in Lund."),
        ("Sudan became independent in 2011.", "South Sudan became independent in 2011."),
        ("Trade with America rose.", "Trade with South America rose."),
        ("Troops will leave the island.", "The troops will leave the island if the council agrees."),
        ("The mayor took a bribe.", "Prosecutors could not prove the mayor took a bribe."),
        ("The council approved new ferries.", "The council approved no new ferries."),
        ("They came with weapons.", "They came without weapons."),
        ("The talks were held on Monday in Lund.", "The talks were held on Tuesday in Lund."),
        ("The June summit in Lund decided it.", "The March summit in Lund decided it."),
        ("Thousands fell ill on the island.", "Hundreds fell ill on the island."),
        ("The firm cut its fares by 20%.", "The firm cut its fares by less than 20%."),
        ("Ada Berg stole 5 million from the bank.", "Ada Berg is accused of stealing 5 million from the bank."),
        ("Olav Moe killed the mayor.", "Olav Moe was cleared of killing the mayor."),
        ("La ville a signé le traité.", "La ville n'a pas signé le traité."),
        ("Die Stadt hat den Vertrag unterschrieben.", "Die Stadt hat den Vertrag nicht unterschrieben."),
    ],
)
def test_what_the_rest_of_the_sentence_takes_away_does_not_stand(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The port agreed to pay.", "On Monday the port agreed to pay."),
        ("There is no ice in the bay.", "No ice was found in the bay."),
        ("No fewer than 300 people came to Lund.", "No fewer than 300 people came to Lund on Monday."),
        ("Ferry No. 3 sailed.", "Ferry No. 3 sailed on Monday."),
        ("About 300 people came to Lund.", "About 300 people came to Lund, fewer than 500."),
        ("Ada Berg, accused of theft, won the vote.", "Ada Berg, who is accused of theft, won the vote in Lund."),
        ("Ada Berg won the vote in Lund.", "Ada Berg, who is accused of theft, won the vote in Lund."),
        ("The council met in January in Lund.", "The council met on Jan. 5 in Lund, and in March in Malmö."),
        ("The June summit in Lund decided it.", "The summit in Lund on 2024-06-14 decided it; the March one had not."),
        ("The Senate of New York voted.", "In May the Senate of New York voted."),
    ],
)
def test_a_part_that_the_rest_leaves_as_it_is_stands(claim: str, passage: str) -> None:
    assert verify(claim, passage).stands


def test_only_whole_sentences_are_word_for_word() -> None:
    passage = "On Monday the port agreed to pay. The mayor was glad."
    assert verify("The mayor was glad.", passage).support is Support.VERBATIM
    assert verify("“On Monday the port agreed to pay. The mayor was glad.”", passage).support is Support.VERBATIM
    assert verify("The port agreed to pay.", passage).support is Support.SUPPORTED
