"""What a draft is cut into, and which of its sentences state nothing."""

import pytest

from rag.checking.statements import statements
from rag.checking.types import Form

DRAFT = """# The ferry of Lund

Dear Ida,

The ferry sank in 2019. It had carried 40 people. Who was to blame?

- The harbour master resigned.
- Please look at the map.

We should build a bridge. **Berg** “would never do that”.
"""


def test_every_statement_stands_where_its_offsets_say() -> None:
    found = statements(DRAFT)
    assert all(DRAFT[s.start : s.end] == s.text for s in found)
    assert [s.text for s in found if s.form is Form.ASSERTION] == [
        "The ferry sank in 2019.", "It had carried 40 people.", "- The harbour master resigned.",
        "**Berg** “would never do that”.",
    ]  # fmt: skip


def test_a_sentence_is_read_with_the_one_before_it_in_its_paragraph() -> None:
    leads = {s.text: s.lead for s in statements(DRAFT)}
    assert leads["It had carried 40 people."] == "The ferry sank in 2019."
    assert leads["The ferry sank in 2019."] == ""
    assert leads["- The harbour master resigned."] == ""


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Is that a lot?", Form.QUESTION),
        ("## Who pays\n\nBerg pays.", Form.HEADING),
        ("What Lund pays\n\nBerg pays.", Form.HEADING),
        ("Lund pays 40 crowns a day", Form.ASSERTION),
        ("Hello everybody!", Form.GREETING),
        ("Kind regards", Form.GREETING),
        ("Please read on.", Form.INSTRUCTION),
        ("Note that it rained in Lund.", Form.ASSERTION),
        ("Lund should build a bridge.", Form.OPINION),
        ("I think that Lund pays.", Form.OPINION),
        ("The mayor said: “We should pay.”", Form.ASSERTION),
        ("The mayor argued that Lund should pay.", Form.ASSERTION),
        ("***", Form.EMPTY),
    ],
)
def test_the_form_of_a_sentence_is_told(text: str, form: Form) -> None:
    assert statements(text)[0].form is form
