import pytest

from rag.retrieval.dedupe import are_copies

WIRE = "The harbour council voted on Tuesday to close the old ferry pier for two years while its piles are replaced."


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.upper(),
        WIRE.removesuffix(" while its piles are replaced.") + ".",
        WIRE.replace("harbour council", "town council"),
        "“" + WIRE.removesuffix(".") + ",” the agency said.",
    ],
)
def test_a_copy_may_be_cut_set_in_capitals_or_lightly_edited(copy: str) -> None:
    assert are_copies(WIRE, copy)
    assert are_copies(copy, WIRE)


@pytest.mark.parametrize(
    "other",
    [
        WIRE.replace("two years", "2 years and 6 months"),
        WIRE.replace("voted on Tuesday to close", "voted on Tuesday not to close"),
        WIRE.replace("to close", "to open"),
        WIRE.replace("two years", "three years"),
        "The harbour council will vote on the ferry pier next week.",
        "",
    ],
)
def test_another_figure_a_denial_or_other_words_make_it_another_text(other: str) -> None:
    assert not are_copies(WIRE, other)


def test_reports_that_name_another_are_no_copies() -> None:
    text = "The harbour council of the town chose {} on Tuesday to lead the work on the old ferry pier until {}."
    assert not are_copies(text.format("Ada Berg", "May"), text.format("Olav Moe", "May"))
    assert not are_copies(text.format("Ada Berg", "May"), text.format("Ada Berg", "June"))
    assert are_copies(text.format("Ada Berg", "May"), text.format("Ada Berg", "May") + " It costs more.")


def test_a_few_words_are_copies_only_of_themselves() -> None:
    assert are_copies("Not at all.", "not at all")
    assert not are_copies("Not at all.", "All at sea.")


def test_numbers_are_read_alike_however_they_are_set() -> None:
    assert are_copies("It costs 28,500 crowns a year to run.", "It costs 28500 crowns a year to run!")
