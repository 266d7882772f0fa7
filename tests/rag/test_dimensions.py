import pytest

from rag.types import Support
from rag.verify import verify

PARISH = (
    "The parish of Gull covers an area of 165 square kilometres, and in 2006 its population was 17,289. Its budget of "
    "3 million crowns is a third of what it owes: a debt of 9 million crowns. The population of the parish's islands "
    "is 412. Its oldest inhabitant has an age of 104, and 104 boats moor there."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The population of Gull is 165.",
        "The area of the parish of Gull is 17,289 square kilometres.",
        "Gull has a budget of 9 million crowns.",
        "The debt of the parish of Gull is 3 million crowns.",
    ],
)
def test_a_number_of_one_dimension_is_none_of_another(sentence: str) -> None:
    verdict = verify(sentence, PARISH)
    assert verdict.support is Support.UNSUPPORTED
    assert "for the" in verdict.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "The population of Gull was 17,289 in 2006.",
        "The parish of Gull covers an area of 165 square kilometres.",
        "The parish of Gull has a debt of 9 million crowns.",
        "The price of the parish of Gull's plans is a budget of 3 million crowns.",
        "The population of the parish's islands in the area of Gull is 412.",
    ],
)
def test_a_number_of_its_own_dimension_stands(sentence: str) -> None:
    assert "for the" not in verify(sentence, PARISH).reason


def test_a_number_that_stands_for_something_else_as_well_is_not_objected_to() -> None:
    assert "for the" not in verify("The capacity of the harbour is 104 boats.", PARISH).reason


def test_land_is_no_population() -> None:
    found = "Gull. Total 165.21 km² (63.79 sq mi). Population (2006)."
    verdict = verify("The population of Gull is 165.21 km² as of 2006.", found)
    assert verdict.support is Support.UNSUPPORTED
    assert "size of land" in verdict.reason
    assert verify("The population of Gull is 165 as of 2006.", "The population of Gull is 165 (2006).").stands
