"""Names are found and recognised under their usual spellings."""

import pytest

from rag.language.names import missing, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Ida Berg met Olaf in Lund.", ["Ida Berg", "Olaf", "Lund"]),
        ("Officials said it was over.", []),
        ("The Bank of Norway raised rates.", ["Bank Norway"]),
        ("Mr. Holm went home.", ["Holm"]),
        ("It ended. Ships sank.", []),
        ("Another Lund tradition is ice.", ["Lund"]),
        ("It left the Frozen Isles. Berg said so.", ["Frozen Isles", "Berg"]),
        ("In St. Olaf, Gen. Holm met J. Berg.", ["St Olaf", "Holm", "J Berg"]),
        ("Then the F-35 flew.", ["F-35"]),
        ("Two-thirds of Lund voted.", ["Lund"]),
        ("A Berg-led council met.", ["Berg-led"]),
        ("In February it froze on Monday.", []),
    ],
)
def test_names_are_capitalised_runs(text: str, expected: list[str]) -> None:
    assert [str(name) for name in names(text)] == expected


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("the US", "the United States"),
        ("the U.S.", "American ships"),
        ("the UK", "Britain"),
        ("all Japanese ships", "ships of Japan"),
        ("a Chinese ship", "China’s ship"),
        ("a French ship", "a ship from France"),
        ("the NATO chief", "chief of the North Atlantic Treaty Organization"),
        ("the North Atlantic Treaty Organization", "NATO"),
        ("what Berg’s boat", "Berg"),
        ("the US-Japan pact", "Japan and the United States"),
        ("that Ice Harbour", "the ice harbour"),
        ("all Belgian ships", "ships of Belgium"),
        ("off Lebanon", "a Lebanese ship"),
        ("the Danes", "Denmark"),
        ("for Saudi Arabia", "Saudi ships"),
        ("the United Arab Emirates", "Emirati ships"),
        ("the Emirati ships", "ships of the U.A.E."),
        ("the Czech Republic", "Czechia"),
        ("the DPRK", "ships of North Korea"),
        ("what Admiral Berg", "Adm. Berg"),
        ("what Congressman Moe", "Rep. Moe"),
        ("the Defence Department", "the Department of Defense"),
        ("in Kiev", "Kyiv"),
        ("the BOL", "the Bank of Lund"),
        ("the Bank of Lund", "the BOL"),
        ("the MoD", "the Ministry of Defence"),
        ("the Ministry of Defence", "the MOD"),
    ],
)
def test_usual_spellings_of_a_name_are_known(sentence: str, passage: str) -> None:
    assert names(sentence)
    assert not missing(names(sentence), passage)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("in Austria", "in Australia"),
        ("to North Korea", "South Korea"),
        ("the DPRK", "South Korea"),
        ("the United States", "a ship for US$3 million"),
        ("for Slovakia", "Slovene ships"),
        ("by Melania Trump", "Donald Trump"),
        ("to Lund", "to London"),
        ("with Elon Musk", "with Emmanuel Macron"),
        ("with Ian Smith", "it is"),
        ("the BOL", "the Bank in Lund"),
        ("the BOM", "the Bank of Lund"),
        ("the Lund Ferry Council", "the FC"),
        ("the Bank of Lund", "the BOM"),
        ("with Ian Berg", "at the Institute of Arts in Norway"),
    ],
)
def test_other_names_are_missing(sentence: str, passage: str) -> None:
    assert missing(names(sentence), passage)


@pytest.mark.parametrize(("one", "other"), [("Erdogan", "Erdoğan"), ("Lodz", "Łódź"), ("Sao Paulo", "São Paulo")])
def test_accents_do_not_part_names(one: str, other: str) -> None:
    assert not missing(names(f"It was {one}."), f"It was {other}.")
    assert not missing(names(f"It was {other}."), f"It was {one}.")
