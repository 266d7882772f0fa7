"""Quantities are the same however they are written."""

import pytest

from rag.language.quantities.numbers import missing, quantities, rival


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("8.3%", "8.3 percent"),
        ("8.3%", "8.3 per cent"),
        ("a fivefold rise", "to quintuple"),
        ("five times as much", "a five-fold rise"),
        ("triple", "threefold"),
        ("tripled", "three times"),
        ("doubling", "twice"),
        ("28,500 soldiers", "28500 soldiers"),
        ("28.5 thousand soldiers", "28,500 soldiers"),
        ("half of voters", "50% of voters"),
        ("two-thirds of members", "two thirds of members"),
        ("one third of the crew", "a third of the crew"),
        ("twenty-five ships", "25 ships"),
        ("two hundred and fifty thousand", "250,000"),
        ("a million people", "1 million people"),
        ("a dozen boats", "12 boats"),
        ("half a million people", "500,000 people"),
        ("$1.5 billion", "1.5 billion dollars"),
        ("US$3m", "$3 million"),
        ("¥200 million", "200 million yen"),
        ("£3bn", "3 billion pounds"),
        ("the 7th fleet", "the Seventh fleet"),
        ("about 29,000 soldiers", "28,500 soldiers"),
        ("3 p.m.", "3pm"),
        ("at 17:00", "at 5 p.m."),
        ("at 17:30", "at 5.30pm"),
        ("at 00:15", "at 12:15 a.m."),
        ("two-thirds of members", "67%"),
        ("two-thirds of members", "66.7 percent"),
        ("three quarters of members", "75%"),
        ("half voted no", "50% voted no"),
        ("nine-tenths of members", "90%"),
        ("one in three", "33%"),
        ("for two quarters", "for 2 quarters"),
        ("minus 5 degrees", "-5 degrees"),
        ("fell 5%", "growth of −5%"),
        ("3 percentage points", "3 percent points"),
        ("halved", "cut by half"),
    ],
)
def test_spellings_of_one_quantity_agree(one: str, other: str) -> None:
    assert quantities(one)
    assert quantities(other)
    assert not missing(quantities(one), quantities(other))
    assert not missing(quantities(other), quantities(one))


@pytest.mark.parametrize(
    ("claimed", "given"),
    [
        ("8%", "8.3%"),
        ("over 60%", "80%"),
        ("one in five", "five"),
        ("2,500m", "2.5 billion"),
        ("50%", "50 ships"),
        ("$5", "5 yen"),
        ("3 million", "3 billion"),
        ("28,000 soldiers", "28,500 soldiers"),
        ("2027", "2026"),
        ("three times", "three ships"),
        ("about 20,000", "28,500"),
        ("3 p.m.", "3 a.m."),
        ("17:00", "7 p.m."),
        ("17:00", "17"),
        ("5:20", "5:00"),
        ("two-thirds", "60%"),
        ("two-thirds", "66%"),
        ("three quarters", "70%"),
        ("two quarters", "50%"),
        ("5 degrees", "-5 degrees"),
        ("grew 5%", "growth of -5%"),
        ("3%", "3 percentage points"),
    ],
)
def test_different_quantities_do_not_agree(claimed: str, given: str) -> None:
    assert missing(quantities(claimed), quantities(given))


@pytest.mark.parametrize(
    "prose",
    [
        "one of them",
        "the F-35",
        "G7 and COVID-19",
        "5G networks",
        "for the first time",
        "half an hour",
        "the second half",
        "a half-built quay",
    ],
)
def test_digits_of_names_and_pronouns_are_no_quantities(prose: str) -> None:
    assert not quantities(prose)


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("from 3.5 to 9.3 trillion yen", [3.5e12, 9.3e12], "yen"),
        ("between 28 and 30 million people", [28e6, 30e6], ""),
        ("between $3 and $5 billion", [3e9, 5e9], "dollar"),
        ("$3-5 billion", [3e9, 5e9], "dollar"),
        ("from 500,000 to 2 million people", [5e5, 2e6], ""),
        ("12 and 5 million people", [12.0, 5e6], ""),
        ("2019-20 million people", [2019.0, 20e6], ""),
    ],
)
def test_a_scale_said_once_holds_for_both_ends(text: str, values: list[float], unit: str) -> None:
    found = quantities(text)
    assert [q.value for q in found] == values
    assert {q.unit for q in found} == {unit}


def test_a_rival_is_another_amount_of_the_same_thing() -> None:
    claimed = quantities("50,000 soldiers")[0]
    assert rival(claimed, quantities("28,500 soldiers and 50 ships")) is not None
    assert rival(claimed, quantities("50 ships")) is None
    assert rival(claimed, quantities("in 2024")) is None


@pytest.mark.parametrize(
    ("claimed", "given"),
    [
        ("over 60%", "63.8%"),
        ("one in five", "20%"),
        ("a quarter of a percentage point", "25 basis points"),
        ("half a point", "0.5 percentage points"),
        ("2,500 metres", "2,500m"),
        ("40 metres", "40m long"),
        ("£2.5 billion", "£2,500m"),
        ("119 seats", "in 2022 won 119 seats"),
        ("2022", "in 2022 won 119 seats"),
    ],
)
def test_an_amount_is_known_in_another_unit_or_form(claimed: str, given: str) -> None:
    assert not missing(quantities(claimed), quantities(given))


@pytest.mark.parametrize(
    "limit", ["does not exceed", "is not to exceed", "doesn’t exceed", "is capped at", "has a limit of"]
)
def test_what_is_not_exceeded_is_the_most(limit: str) -> None:
    assert quantities(f"It {limit} 300 km.")[0].bound == "most"


def test_a_limit_may_be_the_subject() -> None:
    assert [q.bound for q in quantities("The cap on yearly rises in Lund is 5%, and 3% is usual.")] == ["most", ""]


@pytest.mark.parametrize(("limit", "bound"), [("a minimum of", "least"), ("the maximum of", "most"), ("the", "")])
def test_the_least_and_the_most_are_limits(limit: str, bound: str) -> None:
    assert quantities(f"It needs {limit} 300 crowns.")[0].bound == bound


def test_many_numbers_are_read_in_time() -> None:
    assert len(quantities("12:30 and 12 " * 5_000)) == 10_000
