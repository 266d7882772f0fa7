"""A sentence of a passage, and what of it a reader needs to understand that sentence."""

import pytest

from index.sentence import split
from rag.language.discourse.context import LISTED, around, is_fragment, is_origin_line
from rag.language.tables import head, head_places

LIST = "Three ports are open:\n\n- Oban\n- Tarn, in the north\n- Mere\n\nThe others are closed. They reopen in May."
LONG = "These ports are open:\n\n" + "\n".join(f"{n}. Port {n}" for n in range(1, 12))


def belonging(text: str, begins: str, *, reasons: bool = False) -> list[str]:
    sentences = split(text)
    at = next(i for i, s in enumerate(sentences) if s.text.startswith(begins))
    return [sentences[i].text for i in around(sentences, at, reasons=reasons)]


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        ("Three", ["Three ports are open:", "- Oban", "- Tarn, in the north", "- Mere"]),
        ("- Tarn", ["Three ports are open:", "- Oban", "- Tarn, in the north"]),
        ("The others", ["The others are closed."]),
        ("They", ["The others are closed.", "They reopen in May."]),
    ],
)
def test_a_list_stays_with_the_line_that_announces_it(begins: str, expected: list[str]) -> None:
    assert belonging(LIST, begins) == expected


def test_what_a_colon_announces_need_not_be_a_list() -> None:
    text = "The open ports are:\n\nOban Tarn Mere\n\nThe weather is fair."
    assert belonging(text, "The open") == ["The open ports are:", "Oban Tarn Mere"] == belonging(text, "Oban")
    assert belonging(text, "The weather") == ["The weather is fair."]


def test_of_a_long_list_so_many_items_stay_together() -> None:
    assert len(belonging(LONG, "These")) == 1 + LISTED
    assert len(belonging(LONG, f"{LISTED}.")) == 1 + LISTED
    assert belonging(LONG, "9.") == ["9. Port 9"]


def test_a_question_for_reasons_takes_along_what_follows() -> None:
    text = "The port closed. A storm had come. It broke the pier. Nobody was hurt."
    assert len(belonging(text, "The port", reasons=True)) == 3
    assert belonging(text, "Nobody", reasons=True) == ["Nobody was hurt."]


def test_an_announcement_at_the_end_of_a_passage_stands_alone() -> None:
    assert belonging("Rain fell. The ports are:", "The ports") == ["The ports are:"]


@pytest.mark.parametrize("text", ["LENS OBAN", "(Agency/A. Berg)", "[citation needed]", ")", "Courtesy of"])
def test_a_credit_or_a_name_of_a_section_is_a_fragment(text: str) -> None:
    assert is_fragment(text)


@pytest.mark.parametrize(
    "text", ["Oban complained.", "“No.”", "The ferry to Lund", "北海道は島である。", "Password: swordfish", "Room 12"]
)
def test_a_short_sentence_is_none(text: str) -> None:
    assert not is_fragment(text)


@pytest.mark.parametrize(
    "text",
    [
        "9 March 2025",
        "TASS, undated",
        "Lund Institute, by Ida Berg, 19 February 2024",
        "By Bo Ness",
        "Published 3 May 2024",
    ],
)
def test_a_line_on_the_origin_tells_nothing(text: str) -> None:
    assert is_origin_line(text)


@pytest.mark.parametrize("text", ["The mill burned on 9 March 2025.", "Room 12", "Open until 9 March 2025", "Ida Berg"])
def test_what_tells_something_is_no_line_on_the_origin(text: str) -> None:
    assert not is_origin_line(text)


def test_what_an_earlier_version_said_is_shown_with_what_holds() -> None:
    text = "The mill is old. An earlier version of this text said that it had 400 looms. It has 40."
    assert belonging(text, "An earlier")[-1] == "It has 40."
    assert belonging("We said it had 400 looms. That was wrong. It has 40.", "We said")[-1] == "That was wrong."


TABLE = "Boats by year.\n\n| Port | 2021 |\n|---|---|\n| Oban | 9 |\n| Mere | 4 |\n\nThe rest is closed."


BARE = "Boats by year.\n\nPort | 2021 | 2022\n-----|------|-----\nOban | 9 | 8\nMere | 4 | 5\n\nThe rest is closed."


@pytest.mark.parametrize(("table", "first"), [(TABLE, "| Port | 2021 |"), (BARE, "Port | 2021 | 2022")])
def test_a_row_belongs_to_the_head_of_its_table_and_what_announces_it(table: str, first: str) -> None:
    sentences = split(table)
    row = next(i for i, s in enumerate(sentences) if "Mere" in s.text)
    assert [sentences[i].text for i in head_places(sentences, row)] == ["Boats by year.", first]
    assert head_places(sentences, len(sentences) - 1) == ()
    assert [s.text for s in head(sentences, sentences[row].start)] == ["Boats by year.", first]


@pytest.mark.parametrize(
    "text",
    ["By the time of his release, he had been held for 17 months.", "Yesterday she left.", "He was held."],
)
def test_a_person_whom_only_the_sentence_before_names_brings_it_along(text: str) -> None:
    sentences = split(f"Lund was freed on Thursday. {text}")
    assert list(around(sentences, 1, reasons=False)) == [0, 1]


@pytest.mark.parametrize(
    "text", ["Berg said he felt good.", "The mayor of the town said he would go.", "Ida Lund and her husband left."]
)
def test_a_person_who_is_named_before_the_pronoun_does_not(text: str) -> None:
    sentences = split(f"Lund was freed on Thursday. {text}")
    assert list(around(sentences, 1, reasons=False)) == [1]
