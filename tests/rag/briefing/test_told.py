"""The kind of a question, from its form alone."""

import pytest

from rag.briefing.told import forced, label, told
from rag.types import BriefingKind as Kind


@pytest.mark.parametrize(
    ("question", "kind", "subjects"),
    [
        ("Timeline of Velmar", Kind.TIMELINE, ("Velmar",)),
        ("Please give me a timeline of the strike at Velmar.", Kind.TIMELINE, ("strike at Velmar",)),
        ("What were the key dates of the strike?", Kind.TIMELINE, ("strike",)),
        ("How did the strike unfold?", Kind.TIMELINE, ("strike",)),
        ("Trace the history of the bridge", Kind.TIMELINE, ("bridge",)),
        ("Summarise the report on Osta", Kind.SUMMARY, ("report on Osta",)),
        ("Sum up “A bridge for Osta”", Kind.SUMMARY, ("“A bridge for Osta”",)),
        ("What are the main points of the harbour board's letter?", Kind.SUMMARY, ("harbour board's letter",)),
        ("In three sentences: what does the article on perch say?", Kind.SUMMARY, ("article on perch",)),
        ("How many documents mention Osta?", Kind.COUNT, ("Osta",)),
        ("In how many of my articles is Nils Brandt quoted?", Kind.COUNT, ("Nils Brandt",)),
        ("How many documents are in the library?", Kind.COUNT, ()),
        ("How many articles were published in 2024?", Kind.COUNT, ()),
        ("Compare the bridge with the tunnel", Kind.COMPARISON, ("bridge", "tunnel")),
        ("What is the difference between Osta and Runn?", Kind.COMPARISON, ("Osta", "Runn")),
        ("Osta vs. Runn", Kind.COMPARISON, ("Osta", "Runn")),
        ("Which costs more, the bridge or the tunnel?", Kind.COMPARISON, ("bridge", "tunnel")),
        ("Statements by Nils Brandt on pay", Kind.STATEMENTS, ("Nils Brandt",)),
        ("What has the harbour board said about ferries?", Kind.STATEMENTS, ("harbour board",)),
        ("Everything Brandt said", Kind.STATEMENTS, ("Brandt",)),
        ("What changed between the two offers?", Kind.CHANGED, ("two offers",)),
        ("Who wrote about perch?", Kind.AUTHORS, ("perch",)),
        ("Which newspapers reported on the strike?", Kind.AUTHORS, ("strike",)),
        ("List all islands that get a bridge", Kind.LIST, ("islands that get a bridge",)),
        ("Which islands get a bridge?", Kind.LIST, ("which islands get a bridge",)),
        ("To which islands did ferries sail?", Kind.LIST, ("to which islands did ferries sail",)),
    ],
)
def test_forms_of_questions_over_many_documents(question, kind, subjects):
    found = told(question)
    assert (found.kind, found.subjects) == (kind, subjects)


@pytest.mark.parametrize(
    "question",
    [
        "Who leads the union?",
        "When did the strike begin?",
        "How many drivers voted for the offer?",
        "How many articles does the treaty have?",
        "Which port handles the most containers?",
        "Which officer told reporters that the gates were shut?",
        "What name did the driver's boat have?",
        "What does VHB stand for?",
        "What is the bridge's price?",
        "Name the king of Norway",
        "What did Brandt say about the offer?",
        "Why did the talks break down?",
        "What were the reasons for the strike?",
        "What are the Runn Islands?",
        "What are postal savings?",
        "Which sports team is from Velmar?",
        "How are letters delivered differently?",
        "What was the score of the Osta vs. Runn match?",
        "Where was the crane built and where is it now?",
        "What happened to the ferry?",
        "",
    ],
)
def test_other_questions_go_the_usual_way(question):
    assert told(question).kind is Kind.FACT


def test_the_length_is_read():
    assert told("Summarise the article on perch in three sentences").length == 3
    assert told("Give me a timeline of Velmar in 5 points").length == 5
    assert told("Timeline of Velmar").length is None


def test_a_measure_of_both_sides_is_read():
    found = told("Compare Osta's and Runn's costs")
    assert (found.subjects, found.measure) == (("Osta", "Runn"), "costs")
    assert told("How does the board's view of pay differ from that of shifts?").subjects == (
        "board's view of pay", "board's view of shifts",
    )  # fmt: skip


def test_one_document_is_told_from_a_subject():
    assert told("Summarise the article on perch").one
    assert not told("Summarise the strike at Velmar").one


def test_any_kind_can_be_forced_on_any_question():
    assert forced("When did the strike begin?", Kind.TIMELINE).subjects == ("strike begin",)
    assert forced("Osta and Runn", Kind.COMPARISON).subjects == ("Osta", "Runn")
    assert forced("Timeline of Velmar", Kind.SUMMARY).subjects == ("Velmar",)


def test_the_label_says_how_it_was_read():
    assert label(told("timeline of Velmar please")) == "a timeline of Velmar"
    assert label(told("How many documents mention Osta?")) == "a count of the documents that mention Osta"
