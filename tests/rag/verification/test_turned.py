"""A denial, a plan, a suspicion or a bound in the passage is no support for the plain fact; a paraphrase is."""

import pytest

from rag.types import Support
from rag.verification.verify import verify


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Seoul sent weapons to Kyiv.", "Seoul did not send weapons to Kyiv."),
        ("The ministers met in Lund.", "The ministers did not meet in Lund."),
        ("The envoys held talks in Lund.", "The envoys did not hold talks in Lund."),
        ("The truce broke in May.", "The truce did not break in May."),
        ("The city withdrew its troops from the island.", "The city may withdraw its troops from the island."),
        ("The firm sold frigates to Lund.", "The firm plans to sell frigates to Lund."),
        ("The troops entered the port.", "The troops did not enter the port."),
        ("The city revealed the plan.", "The city did not reveal the plan."),
        ("The fleet struck the port of Lund.", "The fleet threatened to strike the port of Lund."),
    ],
)
def test_an_irregular_verb_is_the_same_verb(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The city has ratified the pact.", "The city has yet to ratify the pact."),
        ("Moss sabotaged the cable.", "Moss denied sabotaging the cable."),
        ("Moss sabotaged the cable.", "Moss rejected claims it sabotaged the cable."),
        ("The city is sending troops to the island.", "The city ruled out sending troops to the island."),
        ("The mayor called the attack a war crime.", "The mayor stopped short of calling the attack a war crime."),
        ("The firm exports chips to the island.", "The firm is barred from exporting chips to the island."),
        ("The city exports weapons to the island.", "The law prohibits exporting weapons to the island from the city."),
        ("The city is sending weapons to the island.", "The city suspended sending weapons to the island."),
        ("The city has stationed troops on the island.", "The city no longer stations troops on the island."),
        ("Moss is preparing to invade Lund.", "Moss is not, in the view of the agency, preparing to invade Lund."),
        ("The fleet has deployed missiles.", "The fleet has not yet fully and formally deployed missiles."),
        ("The navy deployed missiles in 2024.", "In 2024 the navy postponed deploying missiles."),
        ("The city will invade the island.", "There is little evidence the city will invade the island."),
        ("The city bought Moss's ferries.", "The city decided against buying Moss's ferries."),
        ("The city invaded the island.", "There is no evidence that the city invaded the island in May."),
    ],
)
def test_what_is_denied_or_called_off_does_not_stand(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The city has raised spending to 2%.", "The city will raise spending to 2% by 2027."),
        ("Berg became mayor of Lund.", "Berg would become mayor of Lund if Moe resigned."),
        ("Berg met Moe in Lund.", "Berg is to meet Moe in Lund next month."),
        ("Berg met Moe in Lund.", "Berg will meet Moe in Lund next month."),
        ("The pact took effect on Sunday.", "The pact was due to take effect on Sunday."),
        ("The pact took effect on Sunday.", "The pact is scheduled to take effect on Sunday."),
        ("The talks began on Monday.", "The talks were supposed to begin on Monday."),
        ("Lund joined the pact.", "Lund is considering whether to join the pact."),
        ("The council passed the bill.", "The council is set to pass the bill."),
        ("The city raised spending.", "The city pledged to raise spending."),
        ("The envoys agreed a deal in Lund.", "The envoys are close to agreeing a deal in Lund."),
        ("The troops captured the port.", "The troops are trying to capture the port."),
        ("Moss sabotaged the cable.", "Lund suspects Moss of sabotaging the cable."),
        ("Berg thinks that Lund will close its port.", "Many say that Lund will close its port, but Berg thinks not."),
        ("Lund will close its port by May.", "Critics have warned that Lund will close its port by May."),
        ("Moss was behind the sabotage of the cable.", "Lund believes Moss was behind the sabotage of the cable."),
        ("The missile can carry a warhead.", "The city showed a missile that it claims can carry a warhead."),
        ("Moss was behind the sabotage of May 3.", "Lund believes Moss was behind the sabotage of May 3."),
        ("The quay will close in May.", "Should the council vote so, the quay will close in May."),
    ],
)
def test_what_is_to_come_or_suspected_is_partly_supported(claim: str, passage: str) -> None:
    assert verify(claim, passage).support is Support.PARTLY


def test_a_condition_left_out_is_shown_as_far_as_it_is_short() -> None:
    told = "Seoul would be paying more, and gladly."
    short = verify("Seoul is paying more.", f"Were he in the White House, {told}")
    long = verify(
        "Seoul is paying more.", f"Were he back in the White House with both houses of Congress behind him, {told}"
    )
    assert short.reason == "The passage says “Were he in the White House”, not that it is so."
    assert long.reason == "The passage says “Were he back in the White House with both houses of …”, not that it is so."


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Fewer than 40 people were killed.", "More than 40 people were killed."),
        ("At most 40 people were killed.", "At least 40 people were killed."),
        ("More than half of voters agreed.", "Less than half of voters agreed."),
        ("More than half voted for it.", "Less than half voted for it."),
        ("More than 300 missiles were fired.", "Nearly 300 missiles were fired."),
        ("The city has 300 missiles.", "The city has up to 300 missiles."),
        ("The city fired three hundred missiles.", "The city fired no more than 300 missiles."),
    ],
)
def test_a_bound_is_not_turned_around(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The court called the strike legal.", "The court called the strike illegal."),
        ("The mayor called the tariff fair.", "The mayor called the tariff unfair."),
        ("All lawmakers backed the pact.", "Some lawmakers backed the pact."),
        ("Most voters back the pact.", "Few voters back the pact."),
        ("Lund has the largest navy in the world.", "Lund has the second-largest navy in the world."),
        ("Lund has the largest navy in the world.", "Lund has one of the largest navies in the world."),
        ("Defence minister Ida Berg visited Lund.", "The former defence minister Ida Berg visited Lund."),
        ("Foreign minister Ida Berg visited Lund.", "The deputy foreign minister Ida Berg visited Lund."),
        ("The city imposed tariffs on steel.", "The city lifted tariffs on steel."),
        ("The envoys resumed the talks in Lund.", "The envoys suspended the talks in Lund."),
        ("The pact was signed before the attack.", "The pact was signed after the attack."),
        ("The pact was signed after the attack.", "The attack came after the pact was signed."),
        ("The jets were sold to Lund.", "The jets were sold by Lund."),
        ("The rocket landed in the waters of Lund.", "The rocket landed outside the waters of Lund."),
        ("The council voted for the bridge.", "The council voted against the bridge."),
        ("The envoys flew to Lund in May.", "The envoys flew from Lund in May."),
        ("Every party voted for the treaty.", "Every party except the Greens voted for the treaty."),
        ("All ships returned.", "All but two ships returned."),
        ("Nobody was hurt in Lund.", "Nobody but the pilot was hurt in Lund."),
        ("The pact includes beef from Lund.", "The pact excludes beef from Lund."),
        ("Inflation in Lund quickened in May.", "Inflation in Lund slowed in May."),
        ("The seat of the bank in Lund is temporary.", "The seat of the bank in Lund is permanent."),
        ("Berg called the alliance one-sided.", "Moss called the alliance one-sided; Berg called it a cornerstone."),
    ],
)
def test_a_qualifier_that_turns_the_meaning_counts(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Seoul sent weapons to Kyiv.", "Seoul has been sending weapons to Kyiv, and did not send money."),
        ("Lund sold frigates to Moss.", "Lund, which plans to build a dock, sold frigates to Moss."),
        ("The ministers did not meet in Lund.", "The ministers never met in Lund."),
        ("The city has not ratified the pact.", "The city has yet to ratify the pact."),
        ("Moss said it did not sabotage the cable.", "Moss denied sabotaging the cable."),
        ("The city is not sending troops to the island.", "The city ruled out sending troops to the island."),
        ("The city has paused the sending of weapons.", "The city suspended sending weapons."),
        ("The law bans exporting weapons to Moss.", "The law prohibits exporting weapons to Moss."),
        ("The city sends ships to the island.", "Moss told the city to stop sending ships to the island."),
        ("The city could send troops to the island.", "The city did not rule out sending troops to the island."),
        ("The meeting in Lund was cancelled.", "The council cancelled the meeting in Lund."),
        ("The city never failed to pay its debts.", "The city always paid its debts, and never failed to pay."),
        ("The city will raise spending by 2027.", "The city said that it would raise spending by 2027."),
        ("The pact takes effect on Sunday.", "The pact is due to take effect on Sunday."),
        ("Berg is to meet Moe in Lund.", "Berg will meet Moe in Lund next month."),
        ("The city is going to raise spending.", "The city will raise spending."),
        ("The city raised spending in 2024.", "The city raised spending in 2024 and will raise it again."),
        ("Prices rose in Lund.", "Prices rose in Lund due to rising demand."),
        ("The city has promised to raise spending.", "The city pledged to raise spending."),
        ("Spending rose to 2%.", "Spending rose to 2%, and the city will open a port."),
        ("Lund blames Moss for sabotaging the cable.", "Lund suspects Moss of sabotaging the cable."),
        ("According to Lund, Moss was behind the sabotage.", "Lund believes Moss was behind the sabotage."),
        (
            "Berg, who believes that fees are too high, left Lund.",
            "Berg believes that fees are too high and left Lund.",
        ),
        ("Some say that Lund will close its port.", "Many say that Lund will close its port, but Berg thinks not."),
        ("Berg thinks that Lund will keep its port.", "Many say that Lund will close its port; it will keep its port."),
        ("Two men were seen in Lund.", "Two men suspected of theft were seen in Lund."),
        ("The missile can carry a warhead.", "The city said the missile can carry a warhead."),
        ("More than 40 people were killed.", "At least 40 people were killed, and over 40 people were hurt."),
        ("More than half of voters agreed.", "Over half of voters agreed."),
        ("About 300 missiles were fired.", "Nearly 300 missiles were fired."),
        ("300 missiles were fired.", "More than 300 missiles were fired."),
        ("The city has up to 300 missiles.", "The city has as many as 300 missiles."),
        ("At least 40 people were killed.", "No fewer than 40 people were killed."),
        ("The strike was not legal, the court said.", "The court said the strike was illegal."),
        ("The pact had an impact on steel.", "The pact affected steel and had an impact."),
        ("Migrants came to Lund by sea.", "Migrants and immigrant families came to Lund by sea."),
        ("Some lawmakers backed the pact.", "All lawmakers backed the pact."),
        ("Many voters back the pact.", "Most voters back the pact."),
        ("Lund has the second-largest navy.", "Lund has the second largest navy."),
        ("The council refused funding for the bridge.", "The council rejected funding for the bridge."),
        ("The storm, Berg told us, did damage in Lund.", "Berg told us that the storm did untold damage in Lund."),
        ("Moss reportedly was behind the sabotage.", "Lund believes Moss was behind the sabotage."),
        ("Lund has one of the world's largest navies.", "Lund has one of the largest navies in the world."),
        ("Berg visited the Soviet Union.", "Berg visited the former Soviet Union."),
        ("Meals are given at Bar Moe in Lund.", "Bar Moe is giving free meals in Lund."),
        ("Lund stopped exporting arms in 2010.", "Lund exported arms until 2010, when it stopped."),
        ("The troops left before the vote was held.", "The vote was held after the troops left."),
        ("Ida Berg, who was defence minister, visited Lund.", "The former defence minister Ida Berg visited Lund."),
        ("Minister Ida Berg met Olav Moe.", "The former minister Olav Moe met minister Ida Berg."),
        ("The pact was signed after the attack.", "The attack came before the pact was signed."),
        ("After the attack, the pact was signed.", "The pact was signed after the attack."),
        ("Berg became mayor of Lund.", "Berg would later become mayor of Lund."),
        ("The wall was not finished until 1990.", "The wall would not be finished until 1990."),
        ("No ship was lost in Lund.", "No ship was lost in Lund, but two were damaged."),
        ("There was no deal in Lund.", "There was no deal but talks in Lund went on."),
        ("All ships returned to Lund.", "All ships returned to Lund but late."),
        ("Almost all parties voted for the treaty.", "All parties but the Greens voted for the treaty."),
        ("The jets went from Lund to Oslo.", "The jets went to Oslo from Lund."),
        ("Lund was defeated by Moss.", "Moss defeated Lund."),
        ("Moss lost to Lund.", "Lund's victory over Moss: it lost to Lund."),
        ("Berg said the pact was dead.", "Berg said the pact was dead, but Moss called it alive."),
    ],
)
def test_a_faithful_paraphrase_stands(claim: str, passage: str) -> None:
    verdict = verify(claim, passage)
    assert verdict.stands, verdict
