"""Markers become citations whose quotes are exact; sentences without markers find their passage or none."""

from hypothesis import given
from hypothesis import strategies as st

from rag.types import Evidence
from rag.verification.cite import attribute, cite, resolve
from rag.verification.markers import Marker

DOCUMENT = (
    "The harbour froze in March. Ferries to Lund were cancelled for 12 days. "
    "Mayor Ida Berg asked for two icebreakers. Shops sold out of salt."
)


def passage(text: str, number: int = 1, start: int = 0) -> Evidence:
    return Evidence(number=number, document_id=f"d{number}", start=start, end=start + len(text), text=text, title="T")


def test_a_known_number_resolves_and_an_unknown_one_is_reported_as_written() -> None:
    one, two = passage("a", 7), passage("b", 8)
    found, failed = resolve([Marker("[2]", (2,)), Marker("[1, 5]", (1, 5)), Marker("【9】", (9,))], {1: one, 2: two})
    assert found == [two, one]
    assert failed == ("[5]", "【9】")


def test_the_very_words_are_cited_where_they_stand() -> None:
    text = "Berg said she might close the pier, and officials called it a bluff. Weeks went. Then she closed the pier."
    assert cite("Then she closed the pier.", passage(text)).quote == "Then she closed the pier."


def test_of_several_sentences_with_the_words_the_one_about_the_question_is_cited() -> None:
    text = "In 1992 some 28,500 trees were felled near the lake. Lund hosts 28,500 students."
    assert cite("28,500.", passage(text), "How many students does Lund host?").quote == "Lund hosts 28,500 students."


def test_a_citation_quotes_the_sentence_that_bears_the_claim_out() -> None:
    citation = cite("The ferries were cancelled for 12 days.", passage(DOCUMENT, start=100))
    assert citation.quote == "Ferries to Lund were cancelled for 12 days."
    assert citation.start == 100 + DOCUMENT.index("Ferries")


def test_a_claim_from_two_sentences_quotes_both() -> None:
    citation = cite("Ferries to Lund were cancelled, and Mayor Ida Berg asked for icebreakers.", passage(DOCUMENT))
    assert citation.quote.startswith("Ferries")
    assert citation.quote.endswith("icebreakers.")


def test_a_citation_shows_the_number_that_the_claim_states() -> None:
    text = "Ferries to Lund were cancelled for days. There were 14 of them. Shops sold out."
    quote = cite("Ferries to Lund were cancelled for days, 14 of them.", passage(text)).quote
    assert quote == "Ferries to Lund were cancelled for days. There were 14 of them."


@given(claim=st.text(max_size=40), text=st.text(min_size=1, max_size=80), start=st.integers(0, 1000))
def test_a_quote_is_always_a_slice_of_its_passage(claim: str, text: str, start: int) -> None:
    citation = cite(claim, passage(text, start=start))
    assert citation.quote == text[citation.start - start : citation.end - start]


def test_a_sentence_without_a_marker_finds_its_passage() -> None:
    ice, tax = passage(DOCUMENT, 1), passage("The council raised the property tax by 3% in June.", 2)
    assert attribute("In June the council raised property tax by 3%.", [ice, tax]) == tax


def test_a_sentence_that_no_passage_has_is_not_attributed() -> None:
    assert attribute("The museum bought a Vermeer.", [passage(DOCUMENT)]) is None
    assert attribute("Yes, it is.", [passage(DOCUMENT)]) is None
    assert attribute("Anything at all.", []) is None


def test_of_two_copies_of_a_passage_the_first_is_taken() -> None:
    first, second = passage(DOCUMENT, 1), passage(DOCUMENT, 2)
    assert attribute("The ferries to Lund were cancelled.", [first, second]) == first


def test_a_weak_likeness_to_two_different_passages_is_no_attribution() -> None:
    one = passage("The mayor opened the bridge on Monday.", 1)
    two = passage("The mayor closed a school in winter.", 2)
    assert attribute("The mayor painted the bridge school.", [one, two]) is None


def test_an_answer_in_the_questions_words_is_drawn_from_the_one_passage_that_has_the_rest() -> None:
    ice, tax = passage(DOCUMENT, 1), passage("The council raised the property tax by 3% in June.", 2)
    question = "What is the yearly increase of levies on houses?"
    assert attribute("The yearly increase of levies on houses is 3%.", [ice, tax], question) == tax
    assert attribute("The yearly increase of levies on houses is 4%.", [ice, tax], question) is None
