"""What states something, and what is furniture."""

import pytest

from rag.briefing.sentences import is_statement, leans


@pytest.mark.parametrize(
    "text",
    [
        "Crane drivers at Velmar went on strike on Monday.",
        "“We will not sign this paper,” said Nils Brandt.",
        "The fund and/or the board pays for the bridge.",
        "By March the talks had failed, the board said.",
    ],
)
def test_statements(text):
    assert is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "Crane drivers begin a strike",
        "A crane stands idle at Velmar. Tor Eng/Coast Pictures",
        "By Ida Holm",
        "Reporting by Ida Holm; editing by Per Lund.",
        "Read more: Why the ferries stand still in the harbour.",
        "Related:Ferries cancelled again in all of the north.",
        "Contact her at ida@velmarpost.example for more of this.",
        "Who pays for the bridge at Osta in the end?",
        "This story was updated to add new information.",
        "# The harbour and its cranes.",
        "It stands.",
    ],
)
def test_furniture(text):
    assert not is_statement(text)


def test_the_title_is_no_statement_of_its_document():
    assert not is_statement("Crane drivers begin a strike.", "Crane drivers begin a strike.")


def test_sentences_that_lean_on_the_one_before():
    assert leans("In May it closed its gates.")
    assert leans("This was denied.")
    assert not leans("The board denied this.")
