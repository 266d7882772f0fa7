"""The opposite is not support, and neither is a possibility."""

import pytest

from rag.types import Support
from rag.verification.checks.negation import objection


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("The council approved the bridge.", "The council did not approve the bridge."),
        ("The council did not approve the bridge.", "The council approved the bridge on Monday."),
        ("The company agreed to pay.", "The company refused to pay."),
        ("Prices rose in Lund.", "Prices fell in Lund."),
        ("The mayor supports the bridge.", "The mayor opposes the bridge."),
        ("The ferry left before the storm.", "The ferry left after the storm."),
        ("The council accepted the offer.", "The council rejected the offer."),
    ],
)
def test_the_opposite_is_a_contradiction(sentence: str, passage: str) -> None:
    found = objection(sentence, passage, 0.7)
    assert found is not None
    assert found.at_best is Support.CONTRADICTED


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Fares have doubled.", "The mayor told the council that fares would double."),
        ("Fares will rise in May.", "The mayor said that fares would rise in May if the tax were cut."),
        ("The ferry will sink.", "The ferry could sink."),
        ("The ferry sailed on Monday.", "The ferry is expected to sail on Monday."),
        ("The city will pay for ice.", "The city may pay for ice."),
        ("Gull Island joined the pact.", "Gull Island mulls joining the pact."),
        ("Gull Island will join the pact.", "Gull Island is thinking about joining the pact."),
        ("The city must close the port.", "The city must weigh whether to close the port."),
        ("The city must mend the ferry.", "The city must seriously consider mending the ferry."),
        ("The city bought a ferry.", "The city is considering plans to buy a ferry, and would likely have bought it."),
    ],
)
def test_certainty_about_a_possibility_is_partly_supported(sentence: str, passage: str) -> None:
    found = objection(sentence, passage, 0.7)
    assert found is not None
    assert found.at_best is Support.PARTLY


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("The council did not accept the offer.", "The council rejected the offer."),
        ("The ferry did not leave.", "The ferry refused to leave."),
        ("The ferry could sink.", "The ferry might sink."),
        ("Fares will rise in May.", "The mayor told the council on Monday that fares would rise in May."),
        ("The council met on Tuesday.", "In May the council met on a Tuesday."),
        ("Not only the ferry sank.", "The ferry sank, and not only that."),
        ("Prices rose and then fell.", "Prices fell after they rose."),
        ("There is no ice.", "No ice was found."),
        ("The city is considering closing the port.", "The city mulls closing the port."),
        ("Closing the port was discussed.", "The council discussed closing the port on Monday."),
        ("The port is promising.", "The port is considered promising."),
        ("The city weighs shipping costs.", "The city weighs shipping costs on Monday."),
    ],
)
def test_the_same_meaning_is_no_objection(sentence: str, passage: str) -> None:
    assert objection(sentence, passage, 0.7) is None


def test_texts_about_different_things_are_not_compared() -> None:
    assert objection("Prices rose.", "The tide fell.", 0.2) is None


def test_what_was_tried_is_only_what_follows_the_word() -> None:
    tried = "Officials have tried to speak more of article 6, under which Norland provides ports and depots."
    assert objection("Norland provides ports and depots under article 6.", tried, 1.0) is None
    assert objection("Officials speak more of article 6.", tried, 1.0)
