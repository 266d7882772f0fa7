"""Each kind over a small library: what its rows are, and that every one is a document's own text."""

from dataclasses import replace
from datetime import date
from threading import Event

import pytest

from index.types import Filters
from rag.briefing.ask import brief, make, requested
from rag.briefing.gather import Work
from rag.briefing.reading import Answering
from rag.briefing.refine import refine
from rag.briefing.request import told
from rag.language.words import content
from rag.types import BriefingKind, BriefingRequest, Question


def asked(library, question, **fields):
    return make(Work(request=replace(told(question, library.embeddings), **fields), library=library))


def titles(briefing):
    return {c.title for row in briefing.rows for c in row.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Timeline of the strike at Velmar",
        "How many documents mention Velmar?",
        "How many documents are in the library?",
        "Summarise the article on perch",
        "Summarise the strike at Velmar",
        "Compare the bridge at Osta and the tunnel at Runn",
        "Statements by Nils Brandt",
        "What changed in the offer to the crane drivers?",
        "Who wrote about Osta?",
        "List the islands that get a bridge or a tunnel",
    ],
)
def test_every_row_is_verbatim(harbour, question):
    made = asked(harbour, question)
    assert made is not None
    assert made.rows
    for row in made.rows:
        assert row.statement == " ".join(row.quotation.split())
        for c in row.citations:
            assert harbour.catalog.document(c.document_id).text[c.start : c.end] == c.quote
    assert made.coverage.documents == 7
    assert made.coverage.used == len({c.document_id for row in made.rows for c in row.citations})


def test_a_timeline_is_in_order_with_the_days_of_events(harbour):
    made = asked(harbour, "Timeline of the strike at Velmar")
    days = [row.day for row in made.rows]
    assert days == sorted(days)
    told_days = {row.day for row in made.rows if row.day_of == "event"}
    assert {date(2024, 3, 4), date(2024, 3, 27)} <= told_days
    assert "Perch return to the lake of Sel" not in titles(made)


def test_copies_are_one_row_with_both_sources(harbour):
    made = asked(harbour, "Timeline of the strike at Velmar")
    accepted = [row for row in made.rows if "accepted an offer" in row.statement]
    assert len(accepted) == 1
    assert set(accepted[0].sources) == {"coastnews.example", "northwire.example"}


def test_a_count_is_exact_under_every_name(harbour):
    made = asked(harbour, "How many documents mention the Velmar Harbour Board?")
    assert made.conclusion == "2 documents mention Velmar Harbour Board."
    assert made.names == ("Velmar Harbour Board", "VHB")
    assert titles(made) == {"Crane drivers at Velmar begin a strike", "Harbour board makes a second offer"}


def test_a_surname_alone_is_counted_apart(harbour):
    made = asked(harbour, "How many documents mention Nils Brandt?")
    assert made.conclusion == "2 documents mention Nils Brandt."
    assert "2 documents more have only “Brandt”, which may be somebody else." in made.notice


def test_a_count_of_the_library_by_source_and_time(harbour):
    assert asked(harbour, "How many documents are in the library?").conclusion == "7 documents are in the library."
    made = asked(harbour, "How many articles were published in 2023?")
    assert made.conclusion.startswith("1 document is in the library")
    assert dict(asked(harbour, "How many documents do I have?").figures)["velmarpost.example"] == 3


def test_nothing_is_counted_where_nothing_is(harbour):
    made = asked(harbour, "How many documents mention Zebulon?")
    assert made.conclusion == "No document mentions Zebulon."
    assert made.rows == ()


def test_a_summary_is_of_the_document_meant_without_its_furniture(harbour):
    made = asked(harbour, "Summarise the article on the second offer")
    assert titles(made) == {"Harbour board makes a second offer"}
    said = " ".join(row.statement for row in made.rows)
    assert "6% over two years" in said
    assert "Coast Pictures" not in said
    assert "Ida Holm" not in said
    places = [row.citations[0].start for row in made.rows]
    assert places == sorted(places)


def test_a_summary_by_title_and_length(harbour):
    made = asked(harbour, "Sum up “A tunnel for Runn” in 2 sentences")
    assert titles(made) == {"A tunnel for Runn"}
    assert len(made.rows) == 2


def test_a_summary_of_a_source_and_of_a_set_of_documents(harbour):
    made = asked(harbour, "Summarise northwire.example")
    assert titles(made) == {"Strike at Velmar over"}
    made = asked(harbour, "Summarise velmarpost.example", filters=Filters(since=date(2024, 3, 10)))
    assert titles(made) == {"Harbour board makes a second offer"}
    ids = tuple(e.id for e in harbour.catalog.documents() if "Osta" in e.title or "Runn" in e.title)
    made = brief("summary", "", harbour, documents=ids)
    assert titles(made) == {"A bridge for Osta", "A tunnel for Runn"}


def test_a_comparison_has_the_same_measure_of_both(harbour):
    made = asked(harbour, "Compare the bridge at Osta and the tunnel at Runn")
    sides = {row.group: [r for r in made.rows if r.group == row.group] for row in made.rows}
    assert list(sides) == ["bridge at Osta", "tunnel at Runn"]
    assert "48 million" in sides["bridge at Osta"][0].statement
    assert "130 million" in sides["tunnel at Runn"][0].statement
    assert not made.notice


def test_what_is_compared_by_is_read_of_each_side(harbour):
    made = asked(harbour, "Compare the bridge at Osta and the tunnel at Runn by cost")
    first = {row.group: row for row in reversed(made.rows)}
    assert "48 million" in first["bridge at Osta"].value
    assert "130 million" in first["tunnel at Runn"].value
    assert all(row.value in " ".join(row.quotation.split()) for row in made.rows)


def test_a_side_of_which_nothing_tells_the_measure_is_named(harbour):
    sides = ("bridge at Osta", "lighthouse keeper of Velmar")
    wanted = BriefingRequest(kind=BriefingKind.COMPARISON, question="Compare them", subjects=sides, measure="cost")
    made = make(Work(request=wanted, library=harbour))
    assert {row.group for row in made.rows} == {"bridge at Osta"}
    assert "the cost of lighthouse keeper of Velmar" in made.notice


def test_a_comparison_with_a_side_that_is_nowhere_says_so(harbour):
    made = asked(harbour, "Compare the bridge at Osta and the airport at Zebulon")
    assert "airport at Zebulon" in made.notice


def test_statements_are_those_of_the_speaker(harbour):
    made = asked(harbour, "Statements by Nils Brandt")
    said = " ".join(row.statement for row in made.rows)
    assert "We will not sign this paper" in said
    assert "He added that 640 drivers" in said
    assert "It is a fair result" in said
    assert "raised its offer" not in said
    assert {row.speaker for row in made.rows} == {"Nils Brandt"}


def test_what_changed_are_pairs_with_both_days(harbour):
    made = asked(harbour, "What changed in the offer to the crane drivers?")
    pair = made.rows[:2]
    assert [row.value for row in pair] == ["4%", "6%"]
    assert pair[0].citations[0].published < pair[1].citations[0].published
    assert pair[0].group == pair[1].group


def test_who_wrote_names_authors_and_who_has_none(harbour):
    made = asked(harbour, "Who wrote about Osta?")
    assert {row.speaker for row in made.rows} == {"Per Lund", None}
    assert "name no author" in made.notice


def test_a_ranking_holds_every_figure_against_the_others(harbour):
    made = asked(harbour, "Which link carries the most cars?")
    assert made is None
    made = make(Work(request=told("Which link has the most cars?", harbour.embeddings), library=harbour))
    assert [row.value for row in made.rows] == ["2,600", "1,900"]


def test_filters_and_sources_that_are_left_out(harbour):
    made = asked(harbour, "Timeline of Velmar", without=("velmarpost.example",))
    assert {c.source for row in made.rows for c in row.citations} == {"coastnews.example", "northwire.example"}
    made = asked(harbour, "How many documents mention Velmar?", filters=Filters(until=date(2024, 3, 10)))
    assert made.conclusion == "1 document mentions Velmar."
    assert made.coverage.documents == 2


def test_contradictory_filters_leave_nothing(harbour):
    asked_for = told("Timeline of Velmar", harbour.embeddings)
    request = refine(refine(asked_for, "until 2020"), "since 2025")
    assert make(Work(request=request, library=harbour)) is None


def test_a_subject_that_is_nowhere_has_no_briefing(harbour):
    assert asked(harbour, "Timeline of Zebulon") is None
    assert asked(harbour, "Statements by Zora Quill") is None


def test_stopping_keeps_what_there_is(harbour):
    stop = Event()
    stop.set()
    made = make(
        Work(request=told("How many documents mention Velmar?", harbour.embeddings), library=harbour, cancel=stop)
    )
    assert made.coverage.stopped
    assert made.rows == ()


def test_a_fact_is_no_briefing(harbour):
    assert requested(Question(text="Who leads the union?"), "Who leads the union?", harbour) is None
    assert brief(BriefingKind.FACT, "the union", harbour) is None


def test_of_a_subject_that_is_everywhere_it_says_how_much_was_read(harbour, monkeypatch):
    monkeypatch.setattr("rag.briefing.gather.NAMED", 2)
    made = asked(harbour, "Timeline of Velmar")
    assert made.coverage.most
    assert made.coverage.mentions == 4
    assert "Narrow it" in made.notice


@pytest.mark.parametrize("kind", list(BriefingKind))
@pytest.mark.parametrize("subject", ["", "???", '"', "AND OR NOT", "* NEAR (", "沖縄の基地", "Osta and", "\\", "\0"])
def test_odd_subjects_do_no_harm(harbour, kind, subject):
    made = brief(kind, subject, harbour)
    assert made is None or made.request.kind is kind


def test_no_more_sentences_are_kept_than_memory_is_meant_to_hold(harbour, monkeypatch):
    monkeypatch.setattr("rag.briefing.gather.KEPT", 3)
    made = asked(harbour, "Timeline of Velmar")
    assert 0 < len(made.rows) <= 3


def test_a_request_that_names_its_subject_is_no_follow_up(harbour):
    standalone = "How much did the lighthouse of Timeline of the harbour strike cost?"  # as a follow-up would be read
    request = requested(Question(text="Timeline of the harbour strike"), standalone, harbour)
    assert request is not None
    assert request.kind is BriefingKind.TIMELINE
    assert "lighthouse" not in " ".join(request.subjects)


def test_a_list_has_every_item_once_before_one_again(harbour):
    made = brief(BriefingKind.LIST, "offers to the crane drivers", harbour)
    said = [set(content(row.value)) for row in made.rows]
    again = [bool(own) and any(own <= old for old in said[:at]) for at, own in enumerate(said)]
    assert len(said) > 1
    assert again == sorted(again)


def test_several_things_are_listed_and_one_is_answered(harbour, monkeypatch):
    wanted = {"A bridge for Osta", "Perch return to the lake of Sel"}
    documents = [harbour.catalog.document(e.id) for e in harbour.catalog.documents() if e.title in wanted]
    told_of = [
        Answering(document=d, start=0, end=d.text.index(".") + 1, item=d.title, belief=0.9, order=2.0, row=False)
        for d in documents
    ]
    assert len(told_of) == 2
    question = "Which islands were promised a bridge or a tunnel?"
    monkeypatch.setattr("rag.briefing.makers.listing.answering", lambda *_, **__: (told_of, 9))
    assert {c.title for r in asked(harbour, question).rows for c in r.citations} == wanted
    monkeypatch.setattr("rag.briefing.makers.listing.answering", lambda *_, **__: (told_of[:1], 9))
    assert asked(harbour, question) is None


def test_statements_by_anybody_about_a_topic(harbour):
    request = BriefingRequest(
        kind=BriefingKind.STATEMENTS, question="Who said what about the offer?", about="the offer"
    )
    made = make(Work(request=request, library=harbour))
    assert {"Brandt", "Nils Brandt"} & {row.speaker for row in made.rows}
    assert all(row.speaker for row in made.rows)
    assert make(Work(request=replace(request, about="Zebulon"), library=harbour)) is None
