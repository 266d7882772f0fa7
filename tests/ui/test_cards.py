from dataclasses import replace

from tests.ui.answers import ANSWER, CLOSED, EVIDENCE, WORKERS
from ui.answer.cards import cards, numbers, sources

OTHER = replace(EVIDENCE, number=8, document_id="d2", title="The weir")
AGAIN = replace(EVIDENCE, number=9, start=44, end=70)


def test_documents_count_from_1_in_every_answer_whatever_the_conversation_called_their_passages() -> None:
    later = replace(ANSWER, evidence=(OTHER, replace(EVIDENCE, number=7)))
    assert numbers(later) == {"d2": 1, "d1": 2}
    assert [c["n"] for c in cards(later, settled=True, found=True)] == [1, 2]


def test_a_citation_of_a_document_without_evidence_has_a_number_of_its_own() -> None:
    assert numbers(replace(ANSWER, evidence=(OTHER,))) == {"d2": 1, "d1": 2}


def test_the_passages_of_a_document_are_one_card_with_its_places_in_order_of_the_text() -> None:
    (card, other) = cards(replace(ANSWER, evidence=(AGAIN, OTHER, EVIDENCE)), settled=True, found=True)
    assert card["key"] == "e9"
    assert [(p["key"], p["label"], p["cited"]) for p in card["places"]] == [
        ("e1", "passage 1", True),
        ("e9", "passage 2", False),
    ]
    assert card["cited"]
    assert not other["cited"]
    assert not other["places"]


def test_places_of_one_name_are_told_apart() -> None:
    paged = [replace(c, place=place) for c, place in ((CLOSED, "page 3"), (WORKERS, "page 3"))]
    first = replace(ANSWER.sentences[0], citations=tuple(paged))
    (source,) = sources(replace(ANSWER, sentences=(first,), conflicts=()), lambda c: str(c.start))
    assert [p["label"] for p in source["places"]] == ["page 3", "page 3 (2)"]
    assert "page" not in source["origin"]
    (alone,) = sources(replace(ANSWER, sentences=(replace(first, citations=(paged[0],)),)), lambda c: str(c.start))
    assert not alone["places"]
    assert alone["origin"].endswith("page 3")
