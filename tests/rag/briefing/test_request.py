"""The kind of a question and its subjects, as the taught model tells them."""

import numpy as np
import pytest

from rag.briefing import kind as kinds
from rag.briefing.kind import forward, manifest, tell, units, weights
from rag.briefing.request import about, forced, label, told
from rag.errors import ModelSetupError
from rag.types import BriefingKind as Kind


@pytest.fixture(scope="module")
def read(harbour):
    return lambda question: told(question, harbour.embeddings)


@pytest.mark.parametrize(
    ("question", "kind", "subjects"),
    [
        ("Timeline of Velmar", Kind.TIMELINE, ("Velmar",)),
        ("Please give me a timeline of the strike at Velmar.", Kind.TIMELINE, ("strike at Velmar",)),
        ("How did the strike at Velmar unfold?", Kind.TIMELINE, ("strike at Velmar",)),
        ("Velmar strike chronology", Kind.TIMELINE, ("Velmar strike",)),
        ("Summarise the report on Osta", Kind.SUMMARY, ("report on Osta",)),
        ("could you sum up the article on perch for me", Kind.SUMMARY, ("article on perch",)),
        ("How many documents mention Osta?", Kind.COUNT, ("Osta",)),
        ("How many documents are in the library?", Kind.COUNT, ()),
        ("Compare the bridge with the tunnel", Kind.COMPARISON, ("bridge", "tunnel")),
        ("Show the differences between Osta and Runn", Kind.COMPARISON, ("Osta", "Runn")),
        ("Compare the wages of Velmar and Osta", Kind.COMPARISON, ("Velmar", "Osta")),
        ("Compare the deals of the drivers and the pilots", Kind.COMPARISON, ("drivers", "pilots")),
        ("Osta vs. Runn", Kind.COMPARISON, ("Osta", "Runn")),
        ("What has the harbour board said about ferries?", Kind.STATEMENTS, ("harbour board",)),
        ("Statements by Nils Brandt on pay", Kind.STATEMENTS, ("Nils Brandt",)),
        ("What changed in the offer to the drivers?", Kind.CHANGED, ("offer to the drivers",)),
        ("Who wrote about perch?", Kind.AUTHORS, ("perch",)),
        ("List all islands that get a bridge", Kind.LIST, ("islands that get a bridge",)),
    ],
)
def test_requests_for_briefings(read, question, kind, subjects):
    found = read(question)
    assert (found.kind, found.subjects) == (kind, subjects)


@pytest.mark.parametrize(
    "question",
    [
        "Who leads the union?",
        "When did the strike begin?",
        "How many drivers voted for the offer?",
        "Which port handles the most containers?",
        "Which officer told reporters that the gates were shut?",
        "What name did the driver's boat have?",
        "What does VHB stand for?",
        "What is the bridge's price?",
        "What did Brandt say about the offer?",
        "Why did the talks break down?",
        "What are the Runn Islands?",
        "Which sports team is from Velmar?",
        "Where was the crane built and where is it now?",
        "",
        "?!",
        "word " * 100,
    ],
)
def test_other_questions_go_the_usual_way(read, question):
    assert read(question).kind is Kind.FACT


def test_the_length_is_read(read):
    assert read("Summarise the article on perch in three sentences").length == 3
    assert read("Give me a timeline of Velmar in 5 points").length == 5
    assert read("Timeline of Velmar").length is None


def test_a_measure_and_a_topic_are_read(read):
    found = read("Compare Osta's and Runn's costs")
    assert (found.subjects, found.measure) == (("Osta", "Runn"), "costs")
    assert read("Statements by Nils Brandt on pay").about == "pay"


def test_one_document_is_told_from_a_subject(read):
    assert read("Summarise the article on perch").one
    assert not read("Summarise the strike at Velmar").one


def test_any_kind_can_be_forced_on_any_question(harbour):
    embeddings = harbour.embeddings
    assert forced("When did the strike at Velmar begin?", Kind.TIMELINE, embeddings).subjects == ("strike at Velmar",)
    assert forced("Osta and Runn", Kind.COMPARISON, embeddings).subjects == ("Osta", "Runn")
    assert forced("Timeline of Velmar", Kind.SUMMARY, embeddings).subjects == ("Velmar",)


def test_a_subject_by_itself_is_taken_whole(harbour):
    for subject in ("list of ships", "Timeline", "Who wrote it"):
        assert about(subject, Kind.TIMELINE, harbour.embeddings).subjects == (subject,)
    assert about("", Kind.COUNT, harbour.embeddings).subjects == ()


def test_the_label_says_how_it_was_read(read):
    assert label(read("timeline of Velmar please")) == "a timeline of Velmar"
    assert label(read("How many documents mention Osta?")) == "a count of the documents that mention Osta"


def test_another_embedding_model_tells_nothing(harbour):
    class Other:
        name = "another"

    assert tell("Timeline of Velmar", Other()) is None
    assert told("Timeline of Velmar", Other()).kind is Kind.FACT
    assert forced("Velmar", Kind.TIMELINE, Other()).subjects == ("Velmar",)


def test_damaged_weights_are_named(monkeypatch):
    weights.cache_clear()
    monkeypatch.setattr(kinds, "manifest", lambda: replace_digest(manifest()))
    with pytest.raises(ModelSetupError, match="digest"):
        weights()
    weights.cache_clear()


def replace_digest(made):
    return made.model_copy(update={"sha256": "0" * 64})


def test_words_are_parted_from_marks_and_possessives():
    text = "Osta's “plan” – 3.5% (日本)"
    assert [text[u.start : u.end] for u in units(text)] == [
        "Osta", "'s", "“", "plan", "”", "–", "3.5", "%", "(", "日", "本", ")",
    ]  # fmt: skip


def test_the_taught_network_and_the_one_that_runs_are_the_same():
    torch = pytest.importorskip("torch")
    fit_kinds = pytest.importorskip("evals.training.fit_kinds")
    torch.manual_seed(1)
    network = fit_kinds.Network().eval()
    words = np.random.default_rng(0).normal(size=(7, 384)).astype(np.float32) / 20
    stored = {name: w.astype(np.float32) for name, w in network.stored().items()}
    with torch.no_grad():
        expected = network(torch.tensor(words)[None], torch.ones(1, 7), torch.tensor(words[:1]))
    found = forward(stored, words, words[0])
    assert np.allclose(found[0], expected[0][0].numpy(), atol=0.02)
    assert np.allclose(found[1], expected[1][0].numpy(), atol=0.02)
