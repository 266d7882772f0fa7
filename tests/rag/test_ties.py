"""Numbers tied to years."""

import pytest

from rag.ties import objection
from rag.types import Support
from rag.verify import verify

PASSAGE = (
    "The ferry ran on 355 days of 2024, the harbour master said on Jan. 7. The year before it was 340, and in 2022 it"
    " was 336. It cost 5 million euros in 2021, of which 2 million euros went to fuel."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "355 days of 2024, 340 days of 2022.",
        "The ferry ran on 336 days in 2024.",
        "In 2022 the ferry ran on 355 days.",
        "It was 336 in 2022 and 355 in 2022.",
    ],
)
def test_a_number_of_another_year_is_objected_to(sentence: str) -> None:
    found = objection(sentence, PASSAGE)
    assert found is not None
    assert found.at_best is Support.UNSUPPORTED
    assert "2022" in found.reason or "2024" in found.reason
    assert not verify(sentence, PASSAGE).stands


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry ran on 355 days of 2024.",
        "The ferry ran on 355 days in 2024 and on 336 days in 2022.",
        "In 2021, 2 million euros went to fuel.",
        "The ferry ran on 340 days in 2023.",
        "The ferry ran on 340 days the year before.",
        "The ferry ran.",
        "",
    ],
)
def test_what_may_be_so_is_left_alone(sentence: str) -> None:
    assert objection(sentence, PASSAGE) is None
