"""Disagreements are named where they are plain, and nowhere else."""

from datetime import date

import pytest

from rag.generation.extractive import quote
from rag.types import Conflict, Evidence
from rag.verification.conflicts import conflicts

FERRIES = "How many ferries does Lund operate?"


def passage(number: int, text: str, published: str | None = None, document: str = "") -> Evidence:
    return Evidence(
        number=number, document_id=document or f"d{number}", start=10, end=10 + len(text), text=text, title="A note",
        source=f"Paper {number}", published=date.fromisoformat(published) if published else None, answers=0.8, best=10,
    )  # fmt: skip


def between(question: str, one: Evidence, other: Evidence) -> tuple[Conflict, ...]:
    answer = quote(question, [one, other])
    assert answer, "the test needs an answer that cites"
    return conflicts(question, [one, other], answer)


@pytest.mark.parametrize(
    ("question", "one", "other", "statements"),
    [
        (FERRIES, "Lund operates 14 ferries.", "The port of Lund operates 17 ferries on the lake.", ("14", "17")),
        (
            "What share of voters in Lund rejected the bridge?",
            "In Lund, 61% of voters rejected the bridge.",
            "The bridge was rejected by 57 percent of the voters in Lund.",
            ("61%", "57 percent"),
        ),
        (
            "When was the Lund bridge opened?",
            "The Lund bridge was opened on May 4, 1998.",
            "The Lund bridge was opened on 9 May 1998 by the mayor.",
            ("May 4, 1998", "9 May 1998"),
        ),
        (
            "Who designed the Lund bridge?",
            "The Lund bridge was designed by Ada Berg.",
            "The Lund bridge was designed by Otto Falk.",
            ("Ada Berg", "Otto Falk"),
        ),
    ],
)
def test_two_documents_with_different_values_are_both_shown(
    question: str, one: str, other: str, statements: tuple[str, str]
) -> None:
    (found,) = between(question, passage(1, one), passage(2, other))
    assert tuple(p.statement for p in found.positions) == statements
    assert not found.superseded
    assert [p.citation.quote for p in found.positions] == [one, other]
    assert all(p.citation.end - p.citation.start == len(p.citation.quote) for p in found.positions)


def test_yes_against_no_is_a_disagreement() -> None:
    one = passage(1, "The council of Lund approved the new bridge over the lake on Monday.", "2024-03-05")
    other = passage(2, "The council of Lund did not approve the new bridge over the lake.", "2024-03-05")
    (found,) = between("What did the council of Lund decide about the new bridge?", one, other)
    assert {p.citation.number for p in found.positions} == {1, 2}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (FERRIES, "Lund operates about 14,000 ferries.", "Lund operates 14,000 ferries or so."),
        (FERRIES, "Lund operates a dozen ferries.", "Lund operates 12 ferries."),
        (FERRIES, "Lund operates more than 10 ferries.", "Lund operates 12 ferries."),
        (FERRIES, "Lund operates up to 20 ferries.", "Lund operates 17 ferries."),
        (FERRIES, "Lund operates 14 ferries.", "Lund operates 3 ferries in Malmo."),
        (FERRIES, "Lund operates 14 ferries.", "Lund operates 14 ferries with 90 sailors."),
        (FERRIES, "Lund operates 14 ferries.", "Lund operates another 5 ferries."),
        (FERRIES, "Lund operates 14 ferries.", "Malmo operates 17 ferries."),
        (FERRIES, "In 2019 Lund operated 14 ferries.", "In 2023 Lund operated 17 ferries."),
        (FERRIES, "Lund operates 14 ferries.", "Lund operates buses that cost $17 million."),
        ("What share of Lund voted?", "Half of Lund voted.", "In Lund, 50% voted."),
        ("When did the Lund bridge open?", "The Lund bridge opened in May 1998.", "The Lund bridge opened on 4 May."),
        (
            "When was the Lund bridge opened?",
            "The Lund bridge was opened on May 4, 1998.",
            "The Lund bridge was painted on May 9, 2003.",
        ),
        ("Who designed the Lund bridge?", "Ada Berg designed the Lund bridge.", "Berg designed the Lund bridge."),
        (
            "What did the council of Lund decide about the bridge?",
            "The council of Lund rejected the new bridge.",
            "The council of Lund did not accept the new bridge.",
        ),
        (
            "What is said about the bridge of Lund?",
            "Ada Berg said the bridge of Lund was not safe.",
            "Otto Falk said the bridge of Lund was safe.",
        ),
        (
            "How many boats did the storm sink in Lund?",
            "The storm sank 12 boats in Lund on Monday.",
            "The storm sank 7 boats in Lund on Friday.",
        ),
        (
            "Did the ferries of Lund carry more?",
            "The ferries of Lund carried more people in January.",
            "The ferries of Lund carried more people in March.",
        ),
        (
            "How many ferries does Lund build?",
            "Lund builds 2 ferries in 2025.",
            "Lund builds 14 ferries over five years.",
        ),
        (
            "Who is the mayor of Lund?",
            "The mayor of Lund is Ada Berg.",
            "Ada Berg of Lund met Otto Falk, the mayor of Malmo.",
        ),
    ],
)
def test_what_does_not_plainly_disagree_is_left_alone(question: str, one: str, other: str) -> None:
    assert between(question, passage(1, one), passage(2, other)) == ()


def test_one_document_does_not_disagree_with_itself() -> None:
    one, other = (
        passage(1, "Lund operates 14 ferries.", document="d"),
        passage(2, "Lund operates 17 ferries.", document="d"),
    )
    assert between(FERRIES, one, other) == ()


def test_what_the_answer_does_not_cite_cannot_disagree_with_it() -> None:
    evidence = [passage(1, "Lund operates 14 ferries."), passage(2, "Lund operates 17 ferries.")]
    assert conflicts(FERRIES, evidence, ()) == ()


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (("Lund operates 14 ferries.", "2021-02-01"), ("Lund operates 17 ferries.", "2024-02-01")),
        (("Lund operates 14 ferries so far.", "2024-02-01"), ("Lund operates 17 ferries.", "2024-02-05")),
        (("Lund is set to operate 14 ferries.", "2024-02-01"), ("Lund operates 17 ferries.", "2024-02-05")),
    ],
)
def test_a_newer_count_replaces_an_older_one(older: tuple[str, str], newer: tuple[str, str]) -> None:
    (found,) = between(FERRIES, passage(1, *newer), passage(2, *older))
    assert found.superseded
    assert [p.citation.number for p in found.positions] == [2, 1], "the oldest first"


def test_sources_of_one_day_disagree() -> None:
    one, other = (passage(n, f"Lund operates {n + 10} ferries.", "2024-02-01") for n in (1, 2))
    (found,) = between(FERRIES, one, other)
    assert not found.superseded


def test_a_running_count_of_a_year_gives_way_to_the_count_after_it() -> None:
    asked = "How many storms did Lund count in 2024?"
    early = passage(1, "Lund had counted 41 storms in 2024.", "2024-12-28")
    late = passage(2, "Lund counted 43 storms in 2024.", "2025-01-09")
    (found,) = between(asked, early, late)
    assert found.superseded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The tower of Lund is 300 metres high.", "The tower of Lund is 984 feet high."),
        ("The tower of Lund cost $5 million.", "The tower of Lund cost €4.6 million."),
    ],
)
def test_another_measure_is_no_disagreement(one: str, other: str) -> None:
    question = "How high is the tower of Lund?" if "high" in one else "How much did the tower of Lund cost?"
    assert between(question, passage(1, one), passage(2, other)) == ()
