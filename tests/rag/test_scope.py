import pytest

from rag.types import Support
from rag.verify import verify

BASES = (
    "Jeju makes up 1.8% of South Korea's land. Statistics Korea puts foreign workers in the country at about 84,000; "
    "more than half are on the island."
)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("There are about 84,000 foreign workers in Jeju.", BASES),
        ("About 50,000 Danish nurses are in Aarhus.", "Denmark hosts about 50,000 Danish nurses."),
        ("Some 3,000 cranes nest in Kushiro.", "Some 3,000 cranes nest worldwide. A few of them nest in Kushiro."),
        ("In Bergen 410 trams run on wind power.", "In Norway 410 trams run on wind power, most of them in Bergen."),
    ],
)
def test_a_number_of_a_whole_country_is_none_of_a_place_in_it(sentence: str, passage: str) -> None:
    assert verify(sentence, passage).support is Support.PARTLY


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("There are about 84,000 foreign workers in South Korea.", BASES),
        ("Across the country there are about 84,000 foreign workers, many in Jeju.", BASES),
        ("About 50,000 nurses are in the U.S.", "The country has about 50,000 nurses, and the United States is short."),
        ("Some 3,000 cranes nest in Kushiro.", "Some 3,000 cranes nest in Kushiro, more than in the whole of Japan."),
        ("In Bergen 410 trams run.", "In Bergen, the wettest city in Norway, 410 trams run."),
        ("In May 410 trams ran on wind power.", "In May 410 trams ran on wind power in Norway."),
    ],
)
def test_a_number_of_the_place_itself_stands(sentence: str, passage: str) -> None:
    assert verify(sentence, passage).stands
