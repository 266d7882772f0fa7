"""A sentence of a passage, and what of it a reader needs to understand that sentence."""

import pytest

from index.sentence import split
from rag.language.context import LISTED, around, is_fragment

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
