"""Who did it to whom decides, not that the words are the same."""

import pytest

from rag.types import Support
from rag.verification.verify import verify


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lund accused Moss of dumping.", "Moss accused Lund of dumping."),
        ("Moss was accused by Lund of spying.", "Moss accused Lund of spying."),
        ("Moss accused Lund of spying.", "Moss was accused by Lund of spying."),
        ("The United States sold frigates to Norway.", "Norway sold frigates to the United States."),
        ("Norway invaded Denmark in May.", "Danish forces invaded Norway in May."),
        ("Mayor Berg thanked Governor Moe.", "Governor Moe warmly thanked Mayor Berg."),
        ("Berg accuses Moe of spying.", "Moe accuses Berg of spying."),
        ("Norway will supply Denmark with fuel.", "Denmark will supply Norway with fuel."),
        ("Norway is accused by Denmark of delays.", "Norway accuses Denmark of delays."),
        ("Norway will be attacked by Denmark.", "Norway will attack Denmark."),
        ("Norway is being sued by Denmark over the dam.", "Denmark is being sued by Norway over the dam."),
        ("Berg sues Moe over the dam.", "Moe sued Berg over the dam."),
        ("Norway's criticism of Denmark was loud.", "Denmark's criticism of Norway was loud."),
        ("Exports from Norway to Italy rose.", "Exports from Italy to Norway rose."),
        ("Output rose from 3.4% to 2.9%.", "Output rose from 2.9% to 3.4%."),
        ("Norway accused Denmark.", "Denmark accused Norway, which didn't reply."),
        ("Berg beat Moe in the vote.", "Moe beat Berg in the vote."),
        ("Italy hit Norway with 40 drones.", "Norway hit Italy with 40 drones."),
        ("The army accused the rebels.", "The rebels accused the army."),
        ("The union rejected the offer of the ministry.", "The ministry rejected the offer of the union."),
        ("Norway's economy is larger than Italy's.", "Italy's economy is larger than Norway's."),
        ("Moss accused Lund of dumping.", "Lund, which accused Moss of dumping, left the pact."),
        ("Moss, which accused Lund of dumping, left.", "Lund accused Moss of dumping and left."),
        ("The rebels accused the army.", "The army, which accused the rebels, withdrew."),
        ("Berg accused Moe.", "The council heard Moe, who accused Berg."),
        ("Lund asked Berg to sue Moss.", "Lund asked Moss to sue Berg."),
        ("Moss plans to sue Lund.", "Lund plans to sue Moss."),
        ("Lund vowed to defend Moss against Berg.", "Moss vowed to defend Lund against Berg."),
        ("Holm accused Lund of dumping.", "Lund and Moss accused Holm of dumping."),
        ("Holm accused Berg of dumping.", "Lund, Berg and Moss accused Holm of dumping."),
        ("Moss accused Holm of dumping.", "Holm accused Lund and Moss of dumping."),
        ("Berg thanked Moe, and Moe thanked nobody.", "Moe thanked Berg, and Berg thanked nobody."),
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
        ("Lund accused Moss of dumping.", "Lund, which accused Moss of dumping, left the pact."),
        ("Lund, which accused Moss of dumping, left.", "Lund accused Moss of dumping and left."),
        ("Moe accused Berg.", "The council heard Moe, who accused Berg."),
        ("Berg accused Lund.", "Berg met troops of Lund, who accused Berg."),
        ("Moss was asked by Lund to sue Berg.", "Lund asked Moss to sue Berg."),
        ("Holm was accused by Lund, Moss and Berg.", "Lund, Berg and Moss accused Holm."),
        ("Holm accused Moss of dumping.", "Holm accused Lund and Moss of dumping."),
        ("Berg accused Holm and Lund sued Moss.", "Lund sued Moss and Berg accused Holm."),
        ("Lund hosted Moe.", "Moe was hosted in Lund by Berg."),
        ("Lund asked Moss to wait.", "Moss had asked Lund to join, and Lund asked Moss to wait."),
        ("Berg met Moe in Lund.", "Moe met Berg in Lund."),
        ("Norway signed a pact with Denmark.", "Denmark signed a pact with Norway."),
        ("Norway froze Danish assets.", "The Danish assets frozen in Norway are worth 5 crowns."),
        ("Norway has trained Danish pilots.", "The Danish pilots trained in Norway came home."),
        ("Norway deployed Danish troops.", "The troops, Danish soldiers deployed to Norway, came home."),
        ("Denmark will be sued by Norway.", "Norway will sue Denmark."),
        ("The army is accused by the rebels.", "The rebels accuse the army."),
        ("Norway is an ally of Denmark.", "Denmark is an ally of Norway."),
        ("Norway lies south of Denmark.", "Denmark lies north of Norway."),
        ("Flights from Oslo to Lund resumed.", "Flights from Lund to Oslo resumed."),
        ("Norwegian leaders welcomed Danes.", "Danish leaders visited Norway."),
        ("Norway imposed tariffs on Denmark.", "Denmark prepares tariffs on Norway."),
        ("Italy is less rich than Norway.", "Norway is richer than Italy."),
        ("Output rose to 3.4% from 2.9%.", "Output rose from 2.9% to 3.4%."),
        ("Norway did not accuse Denmark.", "Denmark didn't accuse Norway."),
        ("Italian leaders met Danish leaders.", "Danish leaders met Italian leaders."),
        ("Lund tests the Asthma Control Test by using a form.", "Lund tests an Asthma Control Form."),
        ("Norway paid Denmark 5 crowns.", "Denmark paid Norway nothing; Norway paid Denmark 5 crowns."),
    ],
)
def test_the_same_roles_in_another_voice_stand(claim: str, passage: str) -> None:
    assert verify(claim, passage).support is not Support.CONTRADICTED


def test_the_reason_quotes_the_passage() -> None:
    passage = "Lund, Berg and Moss accused Holm of dumping."
    assert passage in verify("Holm accused Berg of dumping.", passage).reason


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Peru recognised the court in May.", "Ecuador recognised the court in May; Peru has not decided."),
        ("Peru recognised the court.", "Ecuador recognised the court on Friday. Peru hasn't decided."),
        ("Berg signed the pact.", "Moe signed the pact on Monday, but Berg did not attend."),
    ],
)
def test_a_deed_of_another_does_not_stand(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ecuador recognised the court in May.", "Ecuador recognised the court in May; Peru has not decided."),
        ("Peru recognised the court.", "Ecuador recognised the court, and so did Peru; Peru has not sued."),
        ("Peru recognised the court.", "Ecuador and Peru recognised the court; Peru has not sued."),
        ("The court was recognised by Peru.", "Peru recognised the court, and Ecuador the port; Peru has not sued."),
        ("Lund signed the pact.", "The firm Lund has not been sued. The firm signed the pact as Lund and Moss did."),
        ("Berg's council signed the pact.", "The council signed the pact. Berg did not attend."),
    ],
)
def test_a_deed_of_ones_own_stands(claim: str, passage: str) -> None:
    assert verify(claim, passage).stands
