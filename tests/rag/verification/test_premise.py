"""A question that takes for granted what a passage denies is put right."""

from datetime import date

import pytest

from rag.types import Evidence, Support
from rag.verification.premise import correct, denial


def passage(number: int, text: str, published: date | None = None) -> Evidence:
    return Evidence(
        number=number, document_id=f"d{number}", start=0, end=len(text), text=text, title="A note",
        published=published,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did Mayor Berg cancel the Lund festival?", "Mayor Berg did not cancel the Lund festival."),
        ("Why did Mayor Berg sell the Lund ferries?", "Mayor Berg refused to sell the ferries of Lund."),
        ("When did Lund join the Baltic League?", "Nobody has asked that Lund join the Baltic League."),
        ("Why did May sell the Lund ferries?", "May refused to sell the ferries of Lund."),
        ("How did Otto Falk win the Lund race?", "Otto Falk did not win the race in Lund."),
        (
            "Why are there 90 ferries in Lund?",
            "Ada Berg told the fair in Lund that 90 ferries sail there. The actual number is 14.",
        ),
    ],
)
def test_a_plain_denial_is_found_and_quoted(question: str, text: str) -> None:
    evidence = [passage(1, "Lund lies by a lake."), passage(2, text)]
    found = denial(question, evidence)
    assert found is not None
    quoted = correct(question, evidence, found)
    assert quoted is not None
    assert quoted.text == text
    assert quoted.verdict.support is Support.VERBATIM


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did Mayor Berg cancel the Lund festival?", "Mayor Berg cancelled the Lund festival, not the fair."),
        ("Why did Mayor Berg cancel the Lund festival?", "Mayor Falk did not cancel the Lund festival."),
        ("Why did Mayor Berg not cancel the Lund festival?", "Mayor Berg did not cancel the Lund festival."),
        ("Did Mayor Berg cancel the Lund festival?", "Mayor Berg did not cancel the Lund festival."),
        ("Which town refused to join the Baltic League?", "Lund refused to join the Baltic League."),
        ("When did Lund join the Baltic League?", "Nobody was surprised when Lund joined the Baltic League."),
        ("Why did Mayor Berg cancel the Lund festival?", "Mayor Berg may not cancel the Lund festival, he said."),
        ("Why are there 14 ferries in Lund?", "There are 14 ferries in Lund. The actual number of buses is 90."),
        ("Why are there 90 ferries in Lund?", "There are 14 ferries in Lund."),
        ("Who could cancel the festival in Lund?", "The mayor could not cancel the festival in Lund."),
    ],
)
def test_anything_less_is_not(question: str, text: str) -> None:
    assert denial(question, [passage(1, text)]) is None


def test_documents_that_disagree_deny_nothing() -> None:
    evidence = [
        passage(1, "Mayor Berg did not cancel the Lund festival."),
        passage(2, "Mayor Berg had to cancel the Lund festival for want of money."),
    ]
    assert denial("Why did Mayor Berg cancel the Lund festival?", evidence) is None


@pytest.mark.parametrize(
    ("then", "now", "denied"),
    [
        ("Lund has not joined the Baltic League.", "Lund became a member of the Baltic League.", False),
        ("Lund has not joined the Baltic League.", "Lund held a fair.", True),
        ("Lund did not join the Baltic League in 1998. In 2004 Lund joined the Baltic League.", "Rain fell.", False),
        ("Lund did not join the Baltic League in 1998.", "Rain fell.", False),
    ],
)
def test_an_old_denial_does_not_outlast_what_came_later(then: str, now: str, denied: bool) -> None:
    evidence = [passage(1, then, date(2023, 1, 1)), passage(2, now, date(2024, 3, 7))]
    assert bool(denial("When did Lund join the Baltic League?", evidence)) is denied
