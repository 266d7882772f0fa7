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


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Norway spent $55 on ships and Italy $45.", "Italy spent $55 on ships and Norway $45."),
        ("Italy's debt stands at 116% of GDP.", "Norway's debt stands at 116% of GDP, while Italy's is 135%."),
        ("The storm killed 40 people and hurt 12.", "The storm killed 12 people and hurt 40."),
        ("Lund will send 40 ferries and 12 trucks.", "Lund will send 12 ferries and 40 trucks."),
        ("The ferry sailed 300 miles.", "The ferry sailed 300 kilometres."),
        ("Berg must reply within 30 weeks.", "Berg must reply within 30 days."),
        ("Lund needs 500 ferries per year.", "Lund needs 500 ferries per month."),
        ("The fee is 300 crowns a month.", "The annual fee is 300 crowns."),
        ("Lund sold 40 ferries.", "Lund built 40 ferries last year, and sold 12."),
        ("The storm injured 40 people.", "The storm killed 40 people and injured 12 others."),
        ("Forty boats were sunk.", "Of the boats, 40 were seized and 12 were sunk."),
        ("Imports fell 5%.", "Exports rose 5% and imports fell 3%."),
    ],
)
def test_a_number_of_another_thing_does_not_stand(claim: str, passage: str) -> None:
    assert not verify(claim, passage).stands


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Norway spent $55 on ships and Italy $45.", "Italy spent $45 on ships and Norway $55."),
        ("Italy's debt is 135% of GDP, Norway's 116%.", "Norway's debt stands at 116% of GDP, while Italy's is 135%."),
        ("Norway's debt stands at 116% of GDP.", "Berg said debt in Norway stood at 116% of GDP, and Italy's at 135%."),
        ("Italy's debt stands at 116%.", "Italy's growth is 4%. Berg said its debt stands at 116%."),
        ("The storm killed 12 people and hurt 40.", "Twelve people were killed and 40 hurt in the storm."),
        ("The 300-kilometre road was built.", "The road, 300 km long, was built."),
        ("The ferry needs 30 days to sail 30 miles.", "To sail 30 miles the ferry needs 30 days."),
        ("Lund builds 500 ferries a year.", "Annual output of ferries that Lund builds is 500 a year."),
        ("Lund built 40 ferries and sold 12.", "Lund built 40 ferries last year, and sold 12."),
        ("Lund sold 12 ferries.", "Lund built 40 ferries last year, and sold 12."),
        ("Lund made 40 ferries.", "Lund built 40 ferries last year, and sold 12."),
        ("Profits fell 5%.", "Output fell 3% and profits dropped 5%."),
        ("Lund cut 40 jobs as it closed yards.", "Lund cut 40 jobs and closed 12 yards."),
        ("Lund built 500 ferries.", "A year ago Lund built 500 ferries."),
    ],
)
def test_a_number_of_the_same_thing_stands(claim: str, passage: str) -> None:
    found = objection(claim, passage)
    assert found is None, found
