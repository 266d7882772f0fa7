"""Briefings through the pipeline: as answers with citations, as follow-ups, stopped, and beside other questions."""

from dataclasses import replace
from datetime import date
from threading import Event

import pytest

from index.types import Filters
from rag.briefing.ask import make
from rag.briefing.gather import Work
from rag.briefing.request import told
from rag.briefing.rows import as_answer, nothing
from rag.briefing.titles import STANDS_FOR_IT, titled
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import State
from rag.events import BriefingFound, Done, EvidenceFound
from rag.pipeline import Assistant, Options, answer
from rag.runnable import as_runnable
from rag.types import BriefingKind, BriefingRequest, Outcome, Question


@pytest.fixture(scope="session")
def assistant(harbour):
    return Assistant(library=harbour, model=None, model_name="none", options=Options())


def test_rows_are_sentences_with_exact_citations(assistant, harbour):
    events = list(assistant.ask(Question(text="Timeline of the strike at Velmar")))
    assert isinstance(events[0], BriefingFound)
    assert isinstance(events[-3], EvidenceFound)
    assert isinstance(events[-1], Done)
    said = events[-1].answer
    assert said.outcome is Outcome.ANSWERED
    assert said.briefing.label == "a timeline of the strike at Velmar"
    assert [s.text for s in said.sentences] == [row.statement for row in said.briefing.rows]
    for sentence in said.sentences:
        assert said.text[sentence.start : sentence.end] == sentence.text
        for c in sentence.citations:
            assert harbour.catalog.document(c.document_id).text[c.start : c.end] == c.quote
    assert {c.number for c in said.citations} == {e.number for e in said.evidence}
    assert "4 March 2024: " in said.text


def test_numbers_go_on_from_those_of_the_conversation(assistant):
    first = answer(assistant, Question(text="Who leads the crane drivers' union?"))
    second = answer(assistant, Question(text="Timeline of the strike at Velmar", known=first.evidence))
    numbers = {(e.document_id, e.start, e.end): e.number for e in first.evidence}
    for item in second.evidence:
        known = numbers.get((item.document_id, item.start, item.end))
        assert item.number == known if known else item.number > max(numbers.values())


def test_a_follow_up_narrows_the_briefing(assistant):
    first = answer(assistant, Question(text="Timeline of Velmar"))
    narrowed = answer(assistant, Question(text="without velmarpost", briefing=first.briefing.request))
    assert "velmarpost.example" not in {c.source for c in narrowed.citations}
    shorter = answer(assistant, Question(text="2 rows", briefing=first.briefing.request))
    assert len(shorter.briefing.rows) == 2
    nothing = answer(assistant, Question(text="only 1990", briefing=first.briefing.request))
    assert nothing.outcome is Outcome.DECLINED
    assert "None of" in nothing.missing or "Nothing was found" in nothing.missing or "filters" in nothing.missing


def test_the_reader_says_what_it_is_read_as(assistant):
    question = "Where is the port of Velmar?"
    assert answer(assistant, Question(text=question)).briefing is None
    forced = answer(assistant, Question(text=question, kind=BriefingKind.TIMELINE))
    assert forced.briefing.request.kind is BriefingKind.TIMELINE
    assert forced.briefing.rows
    fact = answer(assistant, Question(text="Timeline of Velmar", kind=BriefingKind.FACT))
    assert fact.briefing is None


def test_without_briefings_all_goes_the_usual_way(harbour):
    plain = Assistant(library=harbour, model=None, model_name="none", options=Options(briefings=False))
    assert answer(plain, Question(text="Timeline of Velmar")).briefing is None


def test_a_subject_that_is_nowhere_goes_the_usual_way_unless_forced(assistant):
    told_so = answer(assistant, Question(text="Timeline of Zebulon"))
    assert told_so.briefing is None
    assert "a timeline of Zebulon" in told_so.missing
    forced = answer(assistant, Question(text="Zebulon", kind=BriefingKind.TIMELINE))
    assert forced.outcome is Outcome.DECLINED
    assert "Zebulon" in forced.missing


@pytest.mark.parametrize("kind", [k for k in BriefingKind if k is not BriefingKind.FACT])
def test_that_passages_are_about_it_is_not_denied_where_a_briefing_has_no_rows(kind):
    said = nothing(BriefingRequest(kind=kind, question="?", subjects=("Velmar",)))
    assert said.startswith("Nothing was found for")
    assert "no passage of the documents" not in said


def test_a_count_of_nothing_is_an_answer(assistant):
    said = answer(assistant, Question(text="How many documents mention Zebulon?"))
    assert said.outcome is Outcome.ANSWERED
    assert said.text == "No document mentions Zebulon."


def test_it_can_be_stopped(assistant):
    stop = Event()
    stop.set()
    events = list(assistant.ask(Question(text="Timeline of Velmar"), cancel=stop))
    assert isinstance(events[-1], Done)


def test_it_is_stored_and_read_again(assistant, tmp_path):
    said = answer(assistant, Question(text="How many documents mention Osta?"))
    stored = Conversations(tmp_path / "c.sqlite")
    conversation = stored.create("Osta")
    exchange = stored.ask(conversation, said.question, Question(text="x").filters)
    stored.save(exchange.id, State.DONE, answer=said)
    assert stored.get(conversation).exchanges[0].answer == said


def test_a_chain_gets_the_whole_text_once(assistant):
    said = answer(assistant, Question(text="How many documents mention Osta?"))
    assert as_runnable(assistant).invoke("How many documents mention Osta?").text == said.text


def test_days_known_from_publication_alone_are_said_to_be(harbour):
    made = make(Work(request=told("Statements by Nils Brandt", harbour.embeddings), library=harbour))
    rows = tuple(replace(row, day=date(2024, 3, 28), day_of="publication", precision="day") for row in made.rows)
    said = as_answer(replace(made, rows=rows), Question(text="q"), "q")
    assert "28 March 2024 (published): " in said.text


def test_of_a_large_library_the_first_rows_come_early(assistant, monkeypatch):
    monkeypatch.setattr("rag.briefing.ask._LARGE", 1)
    events = list(assistant.ask(Question(text="Timeline of the strike at Velmar")))
    shown = [e.briefing for e in events if isinstance(e, BriefingFound) and e.briefing.rows]
    assert len(shown) >= 2
    numbers = {e.number for e in next(e for e in events if isinstance(e, EvidenceFound)).evidence}
    assert {c.number for row in shown[0].rows for c in row.citations} == numbers


@pytest.mark.parametrize(
    "question",
    [
        "In a few sentences: what does 'A tunnel for Runn' say?",
        "What is “A tunnel for Runn” about?",
        'Walk me through "A Tunnel for Runn" quickly.',
        "Can you condense 'Tunnel for Runn' into three sentences?",
    ],
)
def test_a_document_that_is_asked_about_by_its_title_is_summed_up(assistant, question):
    made = answer(assistant, Question(text=question)).briefing
    assert made is not None
    assert made.label == "a summary of “A tunnel for Runn”"
    assert {c.title for row in made.rows for c in row.citations} == {"A tunnel for Runn"}


@pytest.mark.parametrize(
    "question",
    [
        "What does 'A tunnel for Runn' say about the cost?",
        "How many cars a day, according to 'A tunnel for Runn', will it carry?",
        "Who said 'We will not sign this paper'?",
        "What is the 'VHB'?",
    ],
)
def test_a_point_of_a_document_that_is_named_by_its_title_is_no_summary(assistant, question):
    made = answer(assistant, Question(text=question)).briefing
    assert made is None or made.request.kind is not BriefingKind.SUMMARY


def test_a_title_with_an_apostrophe_is_read_whole_and_that_of_two_documents_is_none(harbour):
    marked = "What does 'Harbour board's second offer' say?"
    assert titled(marked, harbour) == (f"What does {STANDS_FOR_IT} say?", by_title(harbour, "Harbour board makes"))
    assert titled("Sum up 'Crane drivers'", harbour) is None
    assert titled("Sum up 'A tunnel for Runn'", harbour, Filters(sources=("northwire.example",))) is None


def by_title(harbour, beginning):
    return next(e.id for e in harbour.catalog.documents() if e.title.startswith(beginning))
