"""A statement belongs to the person whom the passage quotes."""

import pytest

from index.sentence import split
from rag.types import Support
from rag.verification.checks.attribution import objection

PASSAGE = "The bridge is unsafe, said Ida Berg, an engineer."


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


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Berg vowed to reopen the port.", "Moe vowed to reopen the port. Berg listened."),
        ("Malmo said the port is safe.", "The U.S. envoy in Malmo, Ida Berg, said the port is safe."),
        ("Foreign Minister Ida Berg said so.", "Foreign Minister Olaf Moe said so to Foreign Minister Ida Berg."),
        ("Norwegian President Ida Berg said so.", "Norwegian Envoy Olaf Moe said so to President Ida Berg."),
        ("Olaf Moe said the port is safe.", "Ida Moe said the port is safe. Olaf Moe listened."),
        ("Moe said the port is safe.", "Ida Moe’s lawyer, Olaf Berg, said the port is safe."),
        ("The Foreign Ministry said so.", "The Defence Ministry said so. The Foreign Ministry did not."),
        ("The plan was described by Berg as bold.", "Moe described the plan as bold. Berg laughed."),
        ("Moe said the port is safe.", "Berg told Moe that the port is safe."),
        ("Moe denied it.", "Lund met Moe and Berg denied it."),
        ("Sweden said so.", "Norwegian Foreign Minister Ida Berg said so in Sweden."),
        ("Sweden said so.", "Lund Yards president Ida Berg said so in Sweden."),
        ("The defence minister said so.", "The finance minister said so. The defence minister did not."),
        ("The Norwegian ambassador said so.", "The Danish ambassador said so to the Norwegian ambassador."),
    ],
)
def test_another_speaker_is_an_objection(sentence: str, passage: str) -> None:
    assert objection(sentence, split(passage), "") is not None


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Berg said the port is safe.", "The U.S. envoy in Malmo, Ida Berg, said the port is safe."),
        ("Berg said that Moe had told Lund so.", "Berg said Moe had informed Lund so."),
        ("Norwegian President Ida Berg said so.", "Berg said so."),
        ("Lund Yards said so.", "Ida Berg, a Lund Yards spokeswoman, said so."),
        ("The Lund Council said so.", "“So,” said Olaf Moe, chief adviser of the Lund Council."),
        ("Berg said so, according to the Lund Post.", "Berg told the Lund Post so."),
        ("Sweden said it would send ships.", "Sweden will send ships, Defence Minister Ida Berg said in Lund."),
        ("The Netherlands said so.", "Dutch Trade Minister Ida de Berg said so."),
        ("The Norwegian Foreign Ministry said so.", "The Foreign Ministry of Norway said so."),
        ("The defence minister said so.", "Norway’s defense minister, Ida Berg, said so."),
        ("The Norwegian minister said so.", "The finance minister said so."),
        ("Berg accused Moe.", "Moe was accused by Berg."),
        ("Berg, Lund and Holm accused Moe.", "Moe was accused by Lund, Berg and Holm."),
        ("Berg denied it.", "Berg and Moe denied it."),
    ],
)
def test_the_same_speaker_under_another_name_is_no_objection(sentence: str, passage: str) -> None:
    assert objection(sentence, split(passage), "") is None


QUOTED = "“The port is safe,” Ida Berg said on Monday. “The port is a trap,” Olaf Moe said."
TOLD = "Berg said the port is safe. Moe said the port is a trap."


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Moe said “the port is safe”.", QUOTED),
        ("Berg said “the port is a trap”.", QUOTED),
        ("Moe said “the port is safe” and Berg said “the port is a trap”.", QUOTED),
        ("Moe said the port is safe.", TOLD),
        ("Berg said the port is a trap.", TOLD),
    ],
)
def test_what_another_says_in_the_same_passage_is_an_objection(sentence: str, passage: str) -> None:
    assert objection(sentence, split(passage), "") is not None


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Berg said “the port is safe”.", QUOTED),
        ("Berg said “the port is safe” and Moe said “the port is a trap”.", QUOTED),
        ("Berg said the port is safe.", TOLD),
        ("Moe said “it cannot wait”.", "“We may sail,” said Olaf Moe. “It cannot wait.” Berg said nothing."),
        ("Moe said it cannot wait.", "Moe said he knew. It cannot wait, he said. Berg said it cannot wait."),
    ],
)
def test_what_the_speaker_says_himself_is_no_objection(sentence: str, passage: str) -> None:
    assert objection(sentence, split(passage), "") is None


def test_roles_are_found_in_time() -> None:
    assert objection("The minister said so.", split("Berg minister " * 3_000 + "said so."), "") is None
