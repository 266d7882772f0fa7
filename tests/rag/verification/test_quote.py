"""A quotation stands in the passage character by character, or it does not."""

import pytest

from rag.types import Support
from rag.verification.checks.quotations import objection, quotations, rejoined, stands_in

PASSAGE = "She told the council: “We will not pay for ice, and\nthat’s final. Nobody asked us.”"


@pytest.mark.parametrize(
    "quotation",
    [
        "We will not pay for ice",
        "we will not pay for ice",
        "that's final.",
        "We will not pay … that's final",
        "We will not […] for ice,",
        "ICE",
    ],
)
def test_words_of_the_passage_stand(quotation: str) -> None:
    assert stands_in(quotation, PASSAGE)


@pytest.mark.parametrize(
    "quotation",
    [
        "We will pay for ice",
        "that's final … We will not pay",
        "We Will not pay for ice and",
        "pay for ic",
        "We will [...] pay for ice",
        "We will … pay for ice",
    ],
)
def test_words_that_were_changed_do_not_stand(quotation: str) -> None:
    assert not stands_in(quotation, PASSAGE)


def test_quotations_are_found_in_any_style() -> None:
    assert quotations('“a b” and "c d" and «e» and 「f」 and ‘it’s g’') == ["a b", "c d", "e", "f", "it’s g"]
    assert quotations("She called it 'a disgrace', and „schlimm“ too.") == ["a disgrace", "schlimm"]
    assert quotations("The mayor's plan and the ferries' crews.") == []


def test_an_invented_quotation_is_an_objection() -> None:
    found = objection('She said "we will gladly pay".', PASSAGE)
    assert found is not None
    assert found.at_best is Support.UNSUPPORTED
    assert "gladly" in found.reason
    assert objection('She said "we will not pay".', PASSAGE) is None


@pytest.mark.parametrize(
    ("passage", "whole"),
    [
        ("“We will not,” Berg said, “pay.”", "“We will not pay,” Berg said."),
        ("“Ice is late,” Berg warned, “and thin,” and left.", "“Ice is late and thin,” Berg warned, and left."),
        ("“We need ice,” Berg said. “We need it now.” He left.", "“We need ice. We need it now,” Berg said. He left."),
        ("“We do not,” said Gen. Ida Berg, “have ice.”", "“We do not have ice,” said Gen. Ida Berg."),
        ("“Ice,” the U.S. envoy said, “is late.”", "“Ice is late,” the U.S. envoy said."),
        (
            "“It,” Berg said, “is the ferry’s ice,” he added, “not ours.”",
            "“It is the ferry’s ice not ours,” Berg said, he added.",
        ),
        ("'We will not,' Berg said, 'pay.'", "'We will not pay,' Berg said."),
    ],
)
def test_an_interrupted_quotation_is_made_whole_and_its_speaker_stands_behind(passage: str, whole: str) -> None:
    assert rejoined(passage) == whole


@pytest.mark.parametrize(
    "passage",
    [
        "“We need ice,” Berg said. “We have none,” Moe said.",
        "“We need ice,” Berg said. Later she met Moe, “her friend.”",
        "Berg said “ice” and Moe said, “snow”.",
        "The ferries’ crews said, “we will pay.”",
    ],
)
def test_the_quotations_of_two_people_are_not_made_one(passage: str) -> None:
    assert rejoined(passage) == passage


def test_interrupted_quotations_are_found_in_time() -> None:
    assert rejoined("a," + "” said “a," * 3_000)
    assert rejoined(",”" + "said " * 20_000 + "said, “" * 2_000)
