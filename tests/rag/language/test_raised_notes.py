"""Notes are blanked out, units keep their exponents."""

import pytest

from index.raised import without_notes
from rag.language.names import names
from rag.language.quantities.numbers import quantities
from rag.types import Support
from rag.verification.verify import verify


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("It held 52³ thousand tonnes.", "It held 52  thousand tonnes."),
        ("On 3 March 2024², said Ono¹", "On 3 March 2024 , said Ono "),
        ("Mia Onoda¹² said so.³", "Mia Onoda   said so. "),
        ("A floor of 640 m² and 3 km² of land.", "A floor of 640 m² and 3 km² of land."),
        ("No notes at all.", "No notes at all."),
    ],
)
def test_notes_and_units(text: str, read: str) -> None:
    assert without_notes(text) == read
    assert len(read) == len(text)


def test_numbers_and_names_before_a_note_are_read() -> None:
    text = without_notes("Mia Onoda¹ counted 52³ tonnes.")
    assert [q.value for q in quantities(text)] == [52]
    assert [str(name) for name in names(text)] == ["Mia Onoda"]


def test_a_note_is_no_digit_of_a_figure() -> None:
    passage = "The silos held 52³ thousand tonnes of rye in March 2024."
    assert verify("The silos held 52 thousand tonnes of rye in March 2024.", passage).stands
    assert verify("The silos held 523 thousand tonnes of rye in March 2024.", passage).support is not Support.SUPPORTED
    assert verify(passage, passage).support is Support.VERBATIM
