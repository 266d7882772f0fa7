"""Those whom a text quotes."""

import pytest

from rag.language.discourse.speech import speakers


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ida Berg said it was over.", ["Ida Berg"]),
        ("According to Ida Berg, it was over.", ["Ida Berg"]),
        ("“It is over,” said mayor Ida Berg.", ["Ida Berg"]),
        ("Ida Berg, who led the council, warned of ice.", ["Ida Berg"]),
        ("Ida Berg, the U.N. envoy in Lund, said that Moe had left.", ["Ida Berg"]),
        ("The U.S. envoy in Malmo, Ida Berg, said that Moe had left.", ["Ida Berg"]),
        ("The head of the mission in Malmo, Ida Berg, said it was over.", ["Ida Berg"]),
        ("Norway’s defence minister, Ida Berg, said it was over.", ["Ida Berg"]),
        ("The envoy in Malmo said it was over.", []),
        ("Analysts at Lund Bank said it was over.", ["Lund Bank"]),
        ("Ida van den Berg denied that Moe had left.", ["Ida van den Berg"]),
        ("Moe was accused of fraud by Berg.", ["Berg"]),
        ("The plan, described by Berg as bold, was over.", ["Berg"]),
        ("The envoy, at last, said that Moe had left.", []),
        ("He said it was over.", []),
        ("The bridge is old.", []),
    ],
)
def test_speakers_are_named(text: str, who: list[str]) -> None:
    assert speakers(text) == who


def test_names_are_found_in_time() -> None:
    assert speakers("A" * 20_000 + "日本" * 10_000) == []
    assert speakers("a, " * 20_000 + "was denied " * 5_000) == []
