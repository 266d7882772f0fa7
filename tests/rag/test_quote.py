"""A quotation stands in the passage character by character, or it does not."""

import pytest

from rag.quote import objection, quotations, stands_in
from rag.types import Support

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
