"""Faults that a writer makes and a quoting answer cannot: no library is needed to tell them."""

import pytest

from rag.checking.faults import named
from rag.checking.faults.arithmetic import derived
from rag.checking.faults.attribution import stripped
from rag.checking.faults.certainty import overstated
from rag.checking.faults.roles import merged
from rag.checking.faults.speaker import misattributed
from rag.checking.types import Fault, FaultKind
from rag.types import Evidence, Support, Verdict
from rag.verification.pair import Check, Finding, Pair


def _stripped(statement: str, source: str) -> bool:
    passage = Evidence(number=1, document_id="d", start=0, end=len(source), text=source, title="")
    return stripped(statement, Pair(statement, source), passage, source) is not None


@pytest.mark.parametrize(
    ("statement", "source", "fault"),
    [
        ("The bridge is unsafe.", "The bridge is unsafe, Berg warned.", True),
        ("The bridge is unsafe.", "Berg told the council that the bridge is unsafe.", True),
        ("The bridge is unsafe.", "“The bridge is unsafe,” said the mayor.", True),
        ("The bridge is unsafe.", "Critics in both towns call the bridge unsafe.", True),
        ("The bridge is unsafe.", "“We have looked. The bridge is unsafe. It has to go,” Berg said.", True),
        ("Berg warned that the bridge is unsafe.", "The bridge is unsafe, Berg warned.", False),
        ("According to Berg, the bridge is unsafe.", "The bridge is unsafe, Berg warned.", False),
        ("The bridge is unsafe.", "The bridge is unsafe. Berg said that she knew nothing.", False),
        ("The bridge cost 40 crowns.", "The bridge, which cost 40 crowns, is old, Berg said.", True),
        ("Lund counted 40 ships.", "According to data of Lund, 40 ships came.", False),
    ],
)
def test_what_the_source_gives_to_somebody_is_his_word(statement: str, source: str, fault: bool) -> None:
    assert _stripped(statement, source) is fault


@pytest.mark.parametrize(
    ("statement", "source", "fault"),
    [
        ("The council has approved the bridge.", "The council must still approve the bridge.", True),
        ("Lund has established a ferry office.", "They discussed the possible establishment of a ferry office.", True),
        ("Lund bought two ferries.", "Some of them are to be ferries bought from Moss.", True),
        ("Lund upgraded the port.", "There are plans that will see an upgrade of the port.", True),
        ("The council approved the bridge.", "The council approved the bridge and will now build it.", False),
        ("The council may approve the bridge.", "The council must still approve the bridge.", False),
        ("Moss visited Lund.", "They could rest after the visit of Moss to Lund.", False),
        ("Moss came in May.", "On May 4 Moss came.", False),
    ],
)
def test_what_is_planned_or_possible_is_not_done(statement: str, source: str, fault: bool) -> None:
    assert (overstated(statement, source) is not None) is fault


@pytest.mark.parametrize(
    ("statement", "source", "fault"),
    [
        (
            "Nora Sundt, who commands the coast fleet, spoke.",
            "Ida Berg, who commands the coast fleet, met Nora Sundt.",
            "Ida Berg",
        ),
        ("Its first director is Ida Berg.", "Its first director is Nora Sundt. Ida Berg was there.", "Nora Sundt"),
        (
            "Ida Berg, who commands the coast fleet, spoke.",
            "Ida Berg, who commands the coast fleet, met Nora Sundt.",
            None,
        ),
        ("Berg, the fleet's commander, spoke.", "Ida Berg, the commander of the fleet, met Nora Sundt.", None),
        ("Lund is the largest port in the north.", "She came to Moss, the largest port in the north.", None),
    ],
)
def test_a_role_belongs_to_whom_the_source_gives_it(statement: str, source: str, fault: str | None) -> None:
    found = merged(statement, source)
    assert (found is None) if fault is None else (found is not None and f"of {fault}" in found.reason)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("The bridge is safe, Nora Sundt said.", True),
        ("The bridge is safe, Ida Berg said.", False),
        ("The bridge is safe.", False),
    ],
)
def test_he_is_whom_the_sentences_before_have_speak(statement: str, fault: bool) -> None:
    source = "Ida Berg said that work had begun. “The bridge is safe,” she said beside Nora Sundt, the new mayor."
    start = source.index("“")
    passage = Evidence(number=1, document_id="d", start=start, end=len(source), text=source[start:], title="")
    found = misattributed(statement, Pair(statement, passage.text), passage, source)
    assert (found is not None) is fault


@pytest.mark.parametrize(
    ("statement", "source", "follows"),
    [
        ("The pact of 1960 replaced one made nine years before.", "Signed in 1960, it replaced a pact of 1951.", True),
        (
            "The pact of 1960 replaced one made eight years before.",
            "Signed in 1960, it replaced a pact of 1951.",
            False,
        ),
        ("The cost has almost tripled.", "The cost rose from 350 million crowns to 930 million crowns.", True),
        ("The cost has doubled.", "The cost rose from 350 million crowns to 930 million crowns.", False),
        ("It has nine rooms.", "Built in 1951, it was opened in 1960.", False),
    ],
)
def test_a_figure_may_follow_from_two_that_the_source_has(statement: str, source: str, follows: bool) -> None:
    assert derived(statement, source, "") is follows


def test_a_check_that_is_not_named_here_finds_something_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Finding(at_best=Support.PARTLY, reason="The passage speaks of another ferry.")
    monkeypatch.setattr(named, "CHECKS", (Check(name="of tomorrow", find=lambda _: found),))
    pair = Pair("The ferry is new.", "The old ferry is new to Lund.")
    verdict = Verdict(support=Support.PARTLY, reason=found.reason, score=0.3)
    assert named.faults(verdict, pair) == (Fault(kind=FaultKind.MEANING, reason=found.reason),)
