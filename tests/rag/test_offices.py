"""Whose office it is."""

import pytest

from rag.offices import objection
from rag.types import Support
from rag.verify import verify

PASSAGE = (
    "The first master, Capt. Ida Berg of the Harbour Board, leads all ferries alike. Until then that task had fallen "
    "to the head of the Pilots' Office, who also had the lights to look after."
)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Ida Berg was the head of the Pilots' Office before.", PASSAGE),
        ("Capt. Ida Berg of the Harbour Board served as head of the Pilots' Office.", PASSAGE),
    ],
)
def test_an_office_of_nobody_named_is_not_given_to_somebody(sentence: str, passage: str) -> None:
    found = objection(sentence, passage)
    assert found
    assert found.at_best is Support.PARTLY
    assert not verify(sentence, passage).stands


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Ida Berg was the head of the Pilots' Office.", "Berg, once head of the Pilots' Office, now sails."),
        ("Ida Berg was the head of the Pilots' Office.", "Ida Berg sails. She was head of the Pilots' Office before."),
        ("Ida Berg is the first commander.", "Its first commander, Capt. Ida Berg, sails."),
        ("The captain was the head of the office.", PASSAGE),  # of no name
        ("Ida Berg was tired.", PASSAGE),
        ("Ida Berg was the mayor of Lund.", PASSAGE),  # an office that the passage has not: others see that
    ],
)
def test_an_office_that_is_somebodys_is_left_to_him(sentence: str, passage: str) -> None:
    assert objection(sentence, passage) is None


CONFERRED = (
    "Duke Henrik appointed Ulf of Tosterup dean of Lund and made Rane the Tall margrave of Skåne. The margrave sailed."
)


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Henrik made Ulf of Tosterup margrave of Skåne.", "Rane the Tall"),
        ("Henrik named Rane the Tall as dean of Lund.", "Ulf of Tosterup"),
    ],
)
def test_what_was_conferred_on_one_is_not_given_to_another(sentence: str, holder: str) -> None:
    found = objection(sentence, CONFERRED)
    assert found
    assert found.at_best is Support.PARTLY
    assert holder in found.reason


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Henrik made Rane margrave of Skåne.", CONFERRED),
        ("Henrik made Ulf of Tosterup the dean of Lund.", CONFERRED),
        (
            "Henrik made Ulf margrave of Skåne.",
            "Rane was margrave of Skåne. A margrave of Skåne was Ulf, by his grace.",
        ),
        ("Henrik made Ulf abbot of Skåne.", CONFERRED),  # an office that the passage has not: others see that
        ("The margrave of Skåne sailed.", CONFERRED),  # behind no name
        ("The population of Skåne is 165.", "The population of Skåne is 165."),
        ("Henrik made Ulf margrave of Skåne.", "Rane, that is. The margrave of Skåne sailed."),
    ],
)
def test_what_was_conferred_on_him_or_on_nobody_by_name_is_left_to_him(sentence: str, passage: str) -> None:
    assert objection(sentence, passage) is None
