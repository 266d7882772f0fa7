"""A statement belongs to the person whom the passage quotes."""

import pytest

from index.sentence import split
from rag.speech import objection, speakers
from rag.types import Support

PASSAGE = "The bridge is unsafe, said Ida Berg, an engineer."


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ida Berg said it was over.", ["Ida Berg"]),
        ("According to Ida Berg, it was over.", ["Ida Berg"]),
        ("“It is over,” said mayor Ida Berg.", ["Ida Berg"]),
        ("Ida Berg, who led the council, warned of ice.", ["Ida Berg"]),
        ("Ida Berg, the U.N. envoy in Lund, said that Moe had left.", ["Ida Berg"]),
        ("The envoy, at last, said that Moe had left.", []),
        ("He said it was over.", []),
        ("The bridge is old.", []),
    ],
)
def test_speakers_are_named(text: str, who: list[str]) -> None:
    assert speakers(text) == who


def test_words_given_to_another_speaker_are_an_objection() -> None:
    found = objection("Olaf Holm said the bridge is unsafe.", split(PASSAGE), "")
    assert found is not None
    assert found.at_best is Support.UNSUPPORTED
    assert "Ida Berg" in found.reason


def test_words_given_to_the_publisher_are_an_objection() -> None:
    found = objection("The Lund Post said the bridge is unsafe.", split(PASSAGE), "Lund Post, 3 May 2024")
    assert found is not None
    assert found.at_best is Support.PARTLY


@pytest.mark.parametrize("sentence", ["Berg said the bridge is unsafe.", "The bridge is unsafe."])
def test_the_right_speaker_or_none_is_no_objection(sentence: str) -> None:
    assert objection(sentence, split(PASSAGE), "") is None


def test_what_a_spokesman_says_his_office_says() -> None:
    passage = split("The bridge is unsafe, Lund Council spokeswoman Ida Berg said.")
    assert objection("The Lund Council said the bridge is unsafe.", passage, "") is None
    assert objection("The Malmo Chamber said the bridge is unsafe.", passage, "") is not None


def test_names_are_found_in_time() -> None:
    assert speakers("A" * 20_000 + "日本" * 10_000) == []
