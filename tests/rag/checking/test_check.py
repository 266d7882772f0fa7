"""Drafts held against the sample corpus, by the real search, readers and verification."""

from datetime import date
from threading import Event

import pytest

from index.library import Library
from index.types import Filters
from rag.checking.check import check, checked
from rag.checking.draft import pasted
from rag.checking.types import FaultKind, Report, Standing
from rag.errors import QuestionError

DRAFT = (
    "Japan agreed to pay 1,055.1 billion yen over five fiscal years. "
    "It pays 300 billion yen a year. "
    "Jake Sullivan said that Kishida had put a capital “D” next to deterrence. "
    "The Diet has approved the agreement. "
    "The treaty is lopsided. "
    "A poll by the harbour office of Lund found otherwise. "
    "Is that a lot?"
)


@pytest.fixture(scope="module")
def report(sample: Library) -> Report:
    return checked(pasted(DRAFT), sample)


def test_every_statement_has_its_standing(report: Report) -> None:
    standings = [c.standing for c in report.statements]
    assert standings[0] is Standing.SUPPORTED
    assert standings[1] in (Standing.CONTRADICTED, Standing.PARTLY)
    assert standings[2] is Standing.CONTRADICTED
    assert standings[3:5] == [Standing.PARTLY, Standing.PARTLY]
    assert standings[5] in (Standing.NOT_FOUND, Standing.PARTLY)
    assert standings[6] is Standing.NO_STATEMENT


def test_faults_are_named(report: Report) -> None:
    kinds = [{fault.kind for fault in c.faults} for c in report.statements]
    assert FaultKind.FIGURE in kinds[1]
    assert FaultKind.SPEAKER in kinds[2]
    assert FaultKind.CERTAINTY in kinds[3]
    assert FaultKind.ATTRIBUTION in kinds[4]
    assert not kinds[0]


@pytest.mark.xfail(
    strict=True, reason="since the claim reader of its own; that reads no bounds (design/log/2026-12-01.md)"
)
def test_a_bound_that_no_source_reaches_is_flagged(sample: Library) -> None:
    draft = DRAFT.replace("It pays 300 billion yen a year.", "It pays more than 900 billion yen a year.")
    statement = checked(pasted(draft), sample).statements[1]
    assert statement.standing in (Standing.CONTRADICTED, Standing.PARTLY)
    assert FaultKind.FIGURE in {fault.kind for fault in statement.faults}


def test_every_quotation_stands_in_its_document(report: Report, sample: Library) -> None:
    citations = [f.citation for c in report.statements for f in (*c.sources, *c.against)]
    assert citations
    for citation in citations:
        document = sample.catalog.document(citation.document_id)
        assert document is not None
        assert document.text[citation.start : citation.end] == citation.quote


def test_counts_cover_every_statement(report: Report) -> None:
    assert sum(report.counts.values()) == len(report.statements) == 7
    assert report.documents == 12
    assert len(report.to_look_at) == 5
    assert all(report.draft.text[c.statement.start : c.statement.end] == c.statement.text for c in report.statements)


def test_both_stand_where_documents_disagree(sample: Library) -> None:
    text = "Chinese vessels had been seen in the contiguous zone around the Senkaku Islands on 353 days of 2024."
    (found,) = checked(pasted(text), sample).statements
    said = {f.citation.source for f in (*found.sources, *found.against)}
    assert "Pacific Ledger (sample)" in said


def test_a_long_draft_is_cut_and_says_so(sample: Library) -> None:
    report = checked(pasted(DRAFT), sample, most=2)
    assert len(report.statements) == 2
    assert "the first 2 were checked" in report.notices[0]


def test_of_two_hundred_pages_the_first_statements_are_checked(sample: Library) -> None:
    page = "\n\n".join(f"The harbour of Velmar had {number} cranes in 2019." for number in range(3, 43))
    report = checked(pasted("\n\n".join([page] * 200)), sample, most=2)
    assert len(report.statements) == 2
    assert report.notices[0].startswith("The draft has 8,000 statements")


def test_a_stopped_check_keeps_what_was_judged(sample: Library) -> None:
    cancel = Event()
    found = check(pasted(DRAFT), sample, cancel=cancel)
    next(found)
    cancel.set()
    last = list(found)[-1]
    assert isinstance(last, Report)
    assert len(last.statements) == 1
    assert "Stopped: 1 of 7" in last.notices[0]


def test_another_language_is_not_judged_and_said(sample: Library) -> None:
    text = "Der Vertrag wurde 1960 in Washington unterzeichnet. Er ist nicht gerecht. 日本は支払う。"
    report = checked(pasted(text), sample)
    assert {c.standing for c in report.statements} == {Standing.NOT_JUDGED}
    assert "not in English" in report.notices[0]
    mixed = checked(pasted(f"The treaty was signed in Washington in 1960.\n\n{text}"), sample)
    assert mixed.statements[0].standing is Standing.SUPPORTED
    assert mixed.counts[Standing.NOT_JUDGED] >= 2


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (Filters(since=date(2025, 1, 1), until=date(2024, 1, 1)), "contradict each other"),
        (Filters(sources=("The Lund Gazette",)), "let none of the 12 documents through"),
    ],
)
def test_filters_that_leave_nothing_are_told(sample: Library, filters: Filters, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        checked(pasted(DRAFT), sample, filters=filters)


def test_filters_decide_what_is_looked_at(sample: Library) -> None:
    text = "South Korea will pay 1.5192 trillion won in 2026."
    assert checked(pasted(text), sample).statements[0].standing is Standing.SUPPORTED
    earlier = checked(pasted(text), sample, filters=Filters(until=date(2023, 1, 1)))
    assert earlier.statements[0].standing is not Standing.SUPPORTED
    assert earlier.documents == 2


def test_an_empty_library_is_told(library: Library) -> None:
    with pytest.raises(QuestionError, match="library is empty"):
        checked(pasted(DRAFT), library)
